"""Tables whose rows people write: what a row takes, computes and lacks, and how the page draws it."""

from typing import Any

import msgspec
import pytest
from django.http import QueryDict

from forms.errors import AnswerInvalid
from forms.expressions.values import Environment
from forms.field_catalogue import field_of
from forms.field_type import Json
from forms.validation.check import check_answers
from forms.validation.outcome import Accepted, Refused
from forms.web.field_view import field_view
from forms.web.form_view import Drawing, form_view, with_computed
from forms.web.typed import changes_rows, is_blank, typed_answers
from tests.support.definitions import GOLDEN, load_file
from workflow.engine.machine import Machine

LOADED = load_file(GOLDEN / "ok" / "journey.yaml")
assert LOADED.program is not None
MACHINE = Machine(LOADED.program)
FORM, LEGS = MACHINE.form, MACHINE.form.by_key["legs"]
WRITABLE = {"subject": False, "legs": False, "nights": False}
BUILT_IN: Environment = {}
DAY: Json = {"月日": "2026-05-12", "運賃": "1200円"}


def check(legs: Json) -> Accepted | Refused:
    sent: dict[str, Json] = {"subject": "研修", "legs": legs}
    return check_answers(FORM, previous={}, submitted=sent, writable=WRITABLE, builtins=BUILT_IN)


def told(legs: Json) -> list[str]:
    found = check(legs)
    return [problem.message.ja for problem in found.problems] if isinstance(found, Refused) else []


def typed(sent: str) -> Json:
    return typed_answers(FORM, QueryDict(sent), drawn=["legs"], writable=WRITABLE, kept={})["legs"]


def rows_in(found: Accepted) -> list[dict[str, Any]]:
    return msgspec.convert(found.answers["legs"], list[dict[str, Any]])


def test_cells_are_stored_by_the_types_of_their_columns_and_rows_are_computed() -> None:
    found = check([{"day": "令和8年5月12日", "手段": "バス", "fare": "1,200円", "控除": "200円"}])

    assert isinstance(found, Accepted)
    assert found.answers["legs"] == [
        {"day": "2026-05-12", "way": None, "by": "BUS", "office_car": None, "fare": 1200, "deducted": 200, "paid": 1000}
    ]
    assert found.answers["total"] == 1000


def test_a_cell_in_which_nothing_stands_starts_with_what_its_column_says() -> None:
    found = check([DAY])

    assert isinstance(found, Accepted)
    (row,) = rows_in(found)
    assert row["by"] == "TRAIN"
    assert found.answers["total"] == 1200


def test_blank_rows_are_none() -> None:
    found = check([{}, DAY, {"月日": "", "運賃": " "}])

    assert isinstance(found, Accepted)
    assert [row["day"] for row in rows_in(found)] == ["2026-05-12"]


@pytest.mark.parametrize(
    ("legs", "sentence"),
    [
        ([DAY, {"区間": "目黒"}], "行程の2行目: 月日が空です。行程の2行目: 運賃が空です。"),
        ([{"月日": "5月", "運賃": "1円"}], "行程の1行目: 月日"),
        ([{"月日": "2026-05-12", "運賃": "-5円"}], "行程の1行目: 運賃"),
        ([{"駅": "目黒"}], "行程に「駅」という列はありません。"),
        ([DAY] * 31, "行程は30行までです。いまは31行あります。"),
        ([DAY] * 500, "行程は200行までです。"),
        ([["目黒"]], "行程の1行目が行として読めません。"),
        ([], "行程が空です。書いてください。"),
        ("目黒", "行程は、列の名前と値を持つ行の並び"),
        ([{"月日": "\0", "運賃": True}], "行程の1行目: 月日"),
    ],
)
def test_what_is_wrong_is_told_with_the_row(legs: Json, sentence: str) -> None:
    assert any(sentence in each for each in told(legs)), told(legs)


def test_what_a_row_requires_may_depend_on_the_row() -> None:
    assert told([{"月日": "2026-05-12", "公用車": "はい"}]) == []


def test_a_computed_column_is_never_written() -> None:
    found = check([{"月日": "2026-05-12", "運賃": "100円", "支給": "9999円"}])

    assert isinstance(found, Accepted)
    assert found.answers["total"] == 100


def test_a_table_is_shown_row_by_row_in_both_languages() -> None:
    found = check([DAY])
    assert isinstance(found, Accepted)
    stored, field = found.answers["legs"], field_of(LEGS.spec)

    shown = "1. 月日 令和8年5月12日（火）、手段 電車、運賃 1,200円、控除 0円、支給 1,200円"
    assert field.show(stored, LEGS.spec) == shown
    assert "Fare" in field.show(stored, LEGS.spec, "en")


def test_a_page_sends_its_rows_and_a_button_gives_or_takes_one() -> None:
    assert typed("legs.0.day=x&legs.0.fare=1&legs.1.day=") == [{"day": "x", "fare": "1"}, {"day": ""}]
    assert typed("legs.0.day=x&more_rows=legs") == [{"day": "x"}, {}]
    assert typed("legs.0.day=x&legs.1.day=y&drop_row=legs.0") == [{"day": "y"}]
    assert typed("legs.0.day=x&more_rows=other&drop_row=other.0") == [{"day": "x"}]
    assert [changes_rows(QueryDict(sent)) for sent in ("more_rows=legs", "drop_row=legs.0", "legs.0.day=x")] == [
        True,
        True,
        False,
    ]
    assert is_blank([{}, {"day": " "}]) and not is_blank([{"day": "x"}])


def test_the_page_draws_a_blank_row_first_and_computed_cells_read_only() -> None:
    field = field_view(LEGS.spec)
    first, *others = field.rows

    assert not others
    assert [(cell.name, cell.spoken) for cell in first][:2] == [
        ("legs.0.day", "行程の1行目 月日"),
        ("legs.0.way", "行程の1行目 区間"),
    ]
    assert [cell.widget for cell in first] == ["date", "line", "select", "select", "yen", "yen", "line"]
    assert [cell.read_only for cell in first] == [False] * 6 + [True]
    assert field.takes_more_rows and not field_view(LEGS.spec, [{}] * 30).takes_more_rows


def test_computed_cells_stand_beside_what_was_typed_also_between_blank_rows() -> None:
    shown = with_computed(LEGS, [{}, {"day": "2026-05-12", "fare": "7円"}], [{"day": "2026-05-12", "paid": 7}])

    assert shown == [{}, {"day": "2026-05-12", "fare": "7円", "paid": 7}]


def test_nobody_is_corrected_while_typing_in_a_cell() -> None:
    legs: Json = [{"day": "x"}]

    def problems(typing: str) -> int:
        drawing = Drawing(
            form=FORM, checked=check(legs), typed={"legs": legs}, writable=WRITABLE, files={}, typing=typing
        )
        return len(form_view(drawing).problems)

    assert (problems("legs.0.day"), problems("")) == (0, 1)


def test_a_stored_table_of_another_definition_is_no_rows() -> None:
    assert field_of(LEGS.spec).load([{"day": {"x": 1}}], LEGS.spec) is None
    with pytest.raises(AnswerInvalid):
        field_of(LEGS.spec).parse({"row_set": "x", "count": 1}, LEGS.spec)
