"""Items whose value a dated table says (照会)."""

from datetime import UTC, date, datetime

import pytest

from forms.expressions.values import Environment
from forms.field_type import Json
from forms.spec import Choice, Lookup, Master, MasterText
from forms.validation.check import check_answers
from forms.validation.form import Form
from forms.validation.outcome import Accepted, Refused
from forms.validation.state import evaluate_form
from tests.support.forms import BUILTINS, a_form, an_item

IN_2026 = """
| 地域 | 泊数  || 定額(金額) | 備考(文字) |
| 甲地 | -     || 13,300円   | -          |
| 乙地 | 5以下 || 11,800円   | -          |
| 乙地 | 6以上 || 11,000円   | -          |
"""
IN_2027 = IN_2026.replace("13,300", "14,000")
AREA = an_item("area", name="地域", type="choice", choices=(Choice(id="A", name="甲地"), Choice(id="B", name="乙地")))
OF_THE_TABLE = tuple(Choice(id=name, name=name) for name in ("甲地", "乙地"))
COLUMNS = (
    an_item("area", name="地域", type="choice", required="はい", choices=OF_THE_TABLE),
    an_item("nights", name="泊数", type="integer", required="はい"),
)
RATES = Master(
    name="定額",
    versions=(MasterText(text=IN_2026, valid="2026-04-01〜"), MasterText(text=IN_2027, valid="2027-04-01〜")),
    columns=COLUMNS,
)
RATE = an_item(
    "rate",
    name="定額",
    type="yen",
    lookup=Lookup(table="定額", given=(("地域", "地域"), ("泊数", "泊数 + 1")), take="定額"),
)


def at(day: str, clock: int = 0) -> Environment:
    return {**BUILTINS, "draft_date": date.fromisoformat(day), "now": datetime(2026, 12, 9, clock, 41, tzinfo=UTC)}


def form_with(*parts: object, master: Master = RATES) -> Form:
    return a_form(AREA, an_item("nights", name="泊数", type="integer"), *parts, masters=(master,))  # type: ignore[arg-type]


FORM = form_with(RATE)


def found(answers: dict[str, Json], day: str = "2026-05-01", form: Form = FORM) -> tuple[Json, str]:
    state = evaluate_form(form, answers, at(day)).items["rate"]
    assert state.found is not None
    return state.stored, str(state.found["note"])


def test_the_row_that_fits_says_the_value_and_choices_are_the_same_by_their_names() -> None:
    assert found({"area": "A", "nights": 1}) == (13300, "")
    assert found({"area": "B", "nights": 4}) == (11800, "")
    assert found({"area": "B", "nights": 5}) == (11000, "")


def test_the_table_of_the_day_of_the_draft_counts() -> None:
    assert found({"area": "A", "nights": 1}, "2027-03-31") == (13300, "")
    assert found({"area": "A", "nights": 1}, "2027-04-01") == (14000, "")


@pytest.mark.parametrize(
    ("answers", "day", "note"),
    [
        ({}, "2026-05-01", "empty"),
        ({"area": "B"}, "2026-05-01", "empty"),
        ({"area": "A", "nights": 1}, "2025-04-01", "not_in_force"),
    ],
)
def test_where_nothing_is_found_the_item_is_empty_and_says_why(answers: dict[str, Json], day: str, note: str) -> None:
    assert found(answers, day) == (None, note)


def test_a_row_that_says_nothing_finds_nothing() -> None:
    remark = an_item(
        "rate", type="text", lookup=Lookup(table="定額", given=(("地域", "地域"), ("泊数", "泊数")), take="備考")
    )

    assert found({"area": "A", "nights": 1}, form=form_with(remark)) == (None, "none")


def test_a_value_that_breaks_the_rules_of_the_item_is_left_out() -> None:
    small = an_item("rate", type="yen", bounds=("0", "5000"), lookup=RATE.lookup)

    assert found({"area": "A", "nights": 1}, form=form_with(small)) == (None, "unfit")


def test_from_where_and_when_it_was_found_is_kept_with_the_answers() -> None:
    answers = evaluate_form(FORM, {"area": "A", "nights": 1}, at("2026-05-01")).answers

    assert answers["rate:lookup"] == {"from": "定額", "at": "2026-12-09T00:41:00Z", "note": ""}


def test_the_same_value_keeps_the_instant_at_which_it_was_found_first() -> None:
    first = evaluate_form(FORM, {"area": "A", "nights": 1}, at("2026-05-01", clock=0)).answers
    same = evaluate_form(FORM, first, at("2026-05-01", clock=5)).answers
    other = evaluate_form(FORM, {**first, "area": "B"}, at("2026-05-01", clock=5)).answers

    assert same == first
    assert other["rate:lookup"] == {"from": "定額", "at": "2026-12-09T05:41:00Z", "note": ""}


def test_a_formula_reads_what_was_found() -> None:
    total = an_item("total", type="yen", formula="(定額 ?? 0円) * (泊数 ?? 0)")

    assert evaluate_form(form_with(total, RATE), {"area": "A", "nights": 2}, at("2026-05-01")).values["total"] == 26600


def test_a_hidden_item_is_not_looked_up() -> None:
    hidden = an_item("rate", type="yen", visible="泊数 > 1", lookup=RATE.lookup)
    state = evaluate_form(form_with(hidden), {"area": "A", "nights": 1}, at("2026-05-01"))

    assert state.answers == {"area": "A", "nights": 1, "rate": None}


@pytest.mark.parametrize(
    "sent", [{"rate": 1}, {"定額": "1円"}, {"rate:lookup": {"from": "定額", "at": "", "note": ""}}]
)
def test_nobody_can_send_what_is_looked_up(sent: dict[str, Json]) -> None:
    outcome = check_answers(
        FORM,
        previous={},
        submitted={"area": "A", "nights": "1", **sent},
        writable={"area": False, "nights": False, "rate": True},
        builtins=at("2026-05-01"),
    )

    assert isinstance(outcome, Refused)


def test_what_is_found_is_taken_with_what_was_sent() -> None:
    outcome = check_answers(
        FORM,
        previous={},
        submitted={"area": "A", "nights": "1"},
        writable={"area": False, "nights": False},
        builtins=at("2026-05-01"),
    )

    assert isinstance(outcome, Accepted)
    assert outcome.answers["rate"] == 13300
