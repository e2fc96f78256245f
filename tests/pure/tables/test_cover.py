"""A table answers every combination of values once, or says which it does not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.tables.cover import Bounds
from forms.tables.reader import read_table
from forms.tables.table import Conflict, Hit, NoRow
from tests.pure.tables.sample import SCOPE, SPENDING, codes_of, read


def test_a_gap_is_shown_with_an_example_beside_the_row_it_belongs_to() -> None:
    (problem,) = read(SPENDING.replace("50万円以上500万円", "60万円以上500万円")).problems
    assert (problem.code, problem.line) == ("E045", 3)
    assert problem.message.ja == "当てはまる行のない場合があります: 区分が物品購入、金額が500,000円。"


def test_an_overlap_is_shown_with_both_lines_and_an_example() -> None:
    found = read_table(SPENDING.replace("50万円以上500万円", "40万円以上500万円"), SCOPE, first_line=40)
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("E046", 4)
    assert problem.message.ja == "43行目と44行目の両方に当てはまる場合があります: 区分が物品購入、金額が400,000円。"


def test_an_optional_item_may_be_empty_too() -> None:
    rows = "| 100円未満 || 課長 |\n| 100円以上 || 部長 |"
    (problem,) = read(f"| 任意の金額 || 決定者(職) |\n{rows}").problems
    assert problem.message.ja == "当てはまる行のない場合があります: 任意の金額が空。"
    assert codes_of(f"| 任意の金額 || 決定者(職) |\n{rows}\n| 空 || 係長 |") == []
    assert codes_of(f"| 金額 || 決定者(職) |\n{rows}") == []


def test_only_what_the_item_takes_has_to_be_answered() -> None:
    text = "| 金額 || 決定者(職) |\n| 1円以上100円以下 || 課長 |"
    bounds: Bounds = {("amount",): (Decimal(1), Decimal(100))}
    assert codes_of(text) == [("E045", 1)]
    assert codes_of(text, bounds=bounds) == []


def test_amounts_have_no_values_between_two_yen() -> None:
    assert codes_of("| 金額 || 決定者(職) |\n| 10円以下 || 課長 |\n| 11円以上 || 部長 |") == []


def test_a_gap_between_two_rows_is_found() -> None:
    assert codes_of("| 金額 || 決定者(職) |\n| 10円以下 || 課長 |\n| 20円以上 || 部長 |") == [("E045", 1)]
    assert codes_of("| 開始日 || 決定者(職) |\n| 2026-04-01以前 || 課長 |\n| 2026-05-01以降 || 部長 |") == [("E045", 1)]


def test_numbers_have_values_between_any_two() -> None:
    assert codes_of("| 率 || 決定者(職) |\n| 10以下 || 課長 |\n| 11以上 || 部長 |") == [("E045", 1)]


def test_texts_that_no_row_names_have_to_be_answered() -> None:
    assert codes_of("| 場所 || 決定者(職) |\n| 本庁 || 課長 |") == [("E045", 1)]
    assert codes_of("| 場所 || 決定者(職) |\n| 本庁 || 課長 |\n| 本庁以外 || 部長 |") == []


_TWICE = "| 区分 || 決定者(職) |\n| - || 課長 |\n| 工事 || {} |"


@pytest.mark.parametrize(
    ("hit", "answer", "problems"),
    [
        (Hit.UNIQUE, "課長", [("E046", 2)]),
        (Hit.ANY, "課長", []),
        (Hit.ANY, "部長", [("E046", 2)]),
        (Hit.FIRST, "部長", []),
        (Hit.PRIORITY, "部長", []),
        (Hit.COLLECT, "部長", []),
    ],
)
def test_rows_may_overlap_where_the_table_says_what_then(
    hit: Hit, answer: str, problems: list[tuple[str, int]]
) -> None:
    assert codes_of(_TWICE.format(answer), hit) == problems


def _wide(columns: int, cells: str) -> str:
    names = ["区分", "任意の区分", "金額", "任意の金額", "件数", "率", "開始日", "情報システム", "場所", "申請者.職層"]
    header = " | ".join(names[:columns])
    return f"| {header} || x(文字) |\n{cells}"


def test_a_table_with_too_many_combinations_is_only_looked_at_in_pairs() -> None:
    amounts = "、".join(f"{n}円" for n in range(100, 160, 2))
    counts = "、".join(str(n) for n in range(100, 160, 2))
    row = f"| - | - | {amounts} | {amounts} | {counts} | - | - | - | - | - || a |"
    codes = [code for code, _ in codes_of(_wide(10, f"{row}\n{row}"))]
    assert codes == ["E046", "W108"]


_CELLS = st.sampled_from(["-", "10円未満", "10円以上20円以下", "20円超", "5円", "空", "10円以外", "空、10円〜30円"])
_KINDS = st.sampled_from(["-", "工事", "工事以外", "物品購入、委託", "空", "空以外"])
_ROWS = st.lists(st.tuples(_KINDS, _CELLS, st.sampled_from(["a", "b"])), min_size=1, max_size=6)


@given(_ROWS, st.sampled_from([None, "GOODS", "WORKS", "GRANT"]), st.sampled_from([None, *range(40)]))
def test_a_table_without_complaint_answers_everything_once(
    rows: list[tuple[str, str, str]], kind: str | None, amount: int | None
) -> None:
    lines = "\n".join(f"| {question} | {cell} || {answer} |" for question, cell, answer in rows)
    found = read(f"| 任意の区分 | 任意の金額 || x(文字) |\n{lines}")
    drawn = found.table.draw((kind, amount)) if found.table else None
    assert not isinstance(drawn, NoRow | Conflict)


@given(_ROWS)
def test_the_example_of_a_gap_is_answered_by_no_row(rows: list[tuple[str, str, str]]) -> None:
    lines = "\n".join(f"| {question} | {cell} || {answer} |" for question, cell, answer in rows)
    text = f"| 任意の区分 | 任意の金額 || x(文字) |\n{lines}"
    problems = read(text, Hit.FIRST).problems
    assert [problem.code for problem in problems] in ([], ["E045"])
