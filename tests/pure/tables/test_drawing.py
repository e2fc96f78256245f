"""What a table answers when it is drawn."""

import pytest

from forms.tables.table import Conflict, Drawn, Hit, NoRow, Table
from tests.pure.tables.sample import SPENDING, draw, table_of

_TEXT = """
| 区分   | 金額        || x(文字) | 一覧(文字の並び) |
| -     | 100円未満   || 低     | あ、い          |
| 工事   | -          || 高     | い、う          |
| -     | 50円未満    || 低     | -              |
| -     | 100円以上   || 中     | え             |
"""


def _draw(hit: Hit, kind: str, amount: int | None) -> Drawn | NoRow | Conflict:
    table = table_of(_TEXT, Hit.COLLECT)
    return Table(table.questions, table.answers, table.rows, hit).draw((kind, amount))


def test_unique_refuses_two_rows() -> None:
    assert _draw(Hit.UNIQUE, "WORKS", 70) == Conflict((2, 3))


def test_any_takes_rows_that_say_the_same() -> None:
    assert isinstance(_draw(Hit.ANY, "WORKS", 70), Conflict)
    assert _draw(Hit.ANY, "GOODS", 70) == Drawn({"x": "低", "一覧": ("あ", "い")}, (2,))


def test_first_takes_the_first_row() -> None:
    assert _draw(Hit.FIRST, "WORKS", 10) == Drawn({"x": "低", "一覧": ("あ", "い")}, (2,))


def test_priority_takes_the_answer_that_is_written_highest() -> None:
    text = "| 区分 || x(文字) |\n| 補助金 || 厳しい |\n| - || ふつう |\n| 工事 || 厳しい |"
    assert draw(text, {"kind": "WORKS"}, Hit.PRIORITY) == Drawn({"x": "厳しい"}, (3,))
    assert draw(text, {"kind": "GOODS"}, Hit.PRIORITY) == Drawn({"x": "ふつう"}, (2,))


def test_collect_joins_the_answers_of_all_rows_once() -> None:
    assert _draw(Hit.COLLECT, "WORKS", 10) == Drawn({"x": ("低", "高"), "一覧": ("あ", "い", "う")}, (2, 3, 4))


def test_no_row_names_what_is_empty() -> None:
    assert _draw(Hit.FIRST, "GOODS", None) == NoRow(("金額",))


@pytest.mark.parametrize(("amount", "post"), [(499_999, "係長"), (500_000, "課長"), (20_000_000, "区長")])
def test_the_table_of_a_regulation_decides(amount: int, post: str) -> None:
    drawn = draw(SPENDING, {"kind": "SERVICE", "amount": amount})
    assert isinstance(drawn, Drawn)
    assert drawn.answers["決定者"] == post
