"""Columns of a table whose cells are looked up, row by row (照会)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from forms.expressions.values import Environment
from forms.field_type import Json
from forms.spec import Choice, Lookup, Master, MasterText
from forms.validation.asking import FAILED, Asking, Once, Told
from forms.validation.check import check_answers
from forms.validation.form import Form
from forms.validation.found_words import found_words_in_rows
from forms.validation.lookup import as_written
from forms.validation.outcome import Accepted, Refused
from forms.validation.state import Answers, evaluate_form
from forms.web.form_view import Drawing, form_view
from tests.support.forms import BUILTINS, a_form, an_item

AREAS = (Choice(id="A", name="甲地"), Choice(id="B", name="乙地"))
RATES = Master(
    name="定額",
    versions=(
        MasterText(
            text="""
| 地域 || 一夜(金額) |
| 甲地 || 13,300円   |
| 乙地 || -          |
""",
        ),
    ),
    columns=(an_item("area", name="地域", type="choice", choices=AREAS, required="はい"),),
)
COLUMNS = (
    an_item("area", name="地域", type="choice", choices=AREAS),
    an_item("nights", name="泊数", type="integer", initial="1"),
    an_item("rate", name="定額", type="yen", lookup=Lookup(table="定額", given=(("地域", "地域"),), take="一夜")),
    an_item("sum", name="計", type="yen", formula="(定額 ?? 0円) * (泊数 ?? 0)"),
)
NIGHTS = an_item("legs", name="行程", type="table", columns=COLUMNS, most_rows=20)
FORM = a_form(NIGHTS, an_item("total", type="yen", formula="合計(行程.計)"), masters=(RATES,))


def at(clock: int) -> Environment:
    return {**BUILTINS, "draft_date": date(2026, 5, 1), "now": datetime(2026, 12, 9, clock, 41, tzinfo=UTC)}


def sent(rows: Json, previous: Answers | None = None, clock: int = 0) -> dict[str, Json]:
    outcome = check_answers(
        FORM, previous=previous or {}, submitted={"legs": rows}, writable={"legs": False}, builtins=at(clock)
    )
    assert isinstance(outcome, Accepted), outcome
    return dict(outcome.answers)


def rows_of(answers: Answers) -> list[Mapping[str, Json]]:
    rows = answers["legs"]
    assert isinstance(rows, list)
    return [row for row in rows if isinstance(row, dict)]


def test_each_row_is_looked_up_by_itself_and_formulas_read_it() -> None:
    answers = sent([{"地域": "甲地", "泊数": "2"}, {"地域": "乙地"}])

    assert [row["rate"] for row in rows_of(answers)] == [13300, None]
    assert answers["total"] == 26600
    assert [row["rate:lookup"] for row in rows_of(answers)] == [
        {"from": "定額", "at": "2026-12-09T00:41:00Z", "note": ""},
        {"from": "定額", "at": "2026-12-09T00:41:00Z", "note": "none"},
    ]


def test_a_row_that_stays_keeps_since_when_its_value_is_known_wherever_it_stands() -> None:
    first = sent([{"地域": "乙地"}, {"地域": "甲地", "泊数": "2"}])
    later = rows_of(sent([{"地域": "甲地", "泊数": "2"}, {"地域": "甲地", "泊数": "3"}], first, clock=5))

    assert ["T00:41" in str(row["rate:lookup"]) for row in later] == [True, False]


def test_nobody_can_send_what_a_cell_is_told() -> None:
    cells: list[Json] = [{"地域": "甲地", "rate": "1円", "定額": "1円"}]
    refused = check_answers(
        FORM,
        previous={},
        submitted={"legs": [{"地域": "甲地", "rate:lookup": {"from": "x", "at": "", "note": ""}}]},
        writable={"legs": False},
        builtins=at(0),
    )

    assert rows_of(sent(cells))[0]["rate"] == 13300
    assert isinstance(refused, Refused)


def test_what_is_stored_is_read_back_the_same() -> None:
    answers = sent([{"地域": "甲地", "泊数": "2"}])

    assert evaluate_form(FORM, answers, at(5)).answers == answers


def test_a_later_clock_is_no_other_answer() -> None:
    first, later = sent([{"地域": "甲地"}], clock=0), sent([{"地域": "甲地"}], clock=5)

    assert first["legs"] != later["legs"]
    assert as_written(first["legs"]) == as_written(later["legs"])


def test_the_page_says_below_the_table_from_where_and_why_not_each_sentence_once() -> None:
    answers = sent([{"地域": "甲地"}, {"地域": "乙地"}, {"地域": "甲地", "泊数": "4"}])
    words = "1・3行目の定額: 12月9日 9:41 に照会（定額） 2行目の定額: 当てはまるものがありません。"
    typed: dict[str, Json] = {"legs": [{"area": "A"}, {"area": "B"}, {"area": "A", "nights": "4"}]}
    checked = check_answers(FORM, previous={}, submitted=typed, writable={"legs": False}, builtins=at(0))
    view = form_view(Drawing(form=FORM, checked=checked, typed=typed, writable={"legs": False}, files={}))
    field = view.sections[0].slots[0].fields[0]

    assert found_words_in_rows(NIGHTS, answers["legs"], "ja") == field.found == words
    assert [(cell.value, cell.read_only) for cell in (row[2] for row in field.rows)] == [
        ("13,300円", True),
        ("", True),
        ("13,300円", True),
    ]


STAFF = Lookup(operation="台帳.照会", given=(("区分", "区分"),), take="人数")
COUNTED = an_item(
    "teams", type="table", columns=(an_item("kind", name="区分"), an_item("count", type="integer", lookup=STAFF))
)


class Register:
    """A system that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[Json] = []

    def __call__(self, lookup: Lookup, payload: Mapping[str, Json]) -> Told:
        self.asked.append(payload["区分"])
        return Told(outputs={"人数": len(self.asked)}, at="2026-05-11T00:00:00Z")


def asked(form: Form, rows: Json, ask: object, previous: Answers | None = None) -> list[tuple[Json, Json]]:
    outcome = check_answers(
        form,
        previous=previous or {},
        submitted={"teams": rows},
        writable={"teams": False},
        builtins=BUILTINS,
        asking=Asking(Once(ask), everything=True) if ask else None,  # type: ignore[arg-type]
    )
    assert isinstance(outcome, Accepted), outcome
    found = outcome.answers["teams"]
    assert isinstance(found, list)
    return [(row["count"], row["count:lookup"]["note"]) for row in found]  # type: ignore[index,call-overload]


def test_a_system_is_asked_once_for_each_question_in_the_rows() -> None:
    register = Register()
    found = asked(a_form(COUNTED), [{"kind": "甲"}, {"kind": "乙"}, {"kind": "甲"}], register)

    assert register.asked == ["甲", "乙"]
    assert found == [(1, ""), (2, ""), (1, "")]


def test_a_system_that_does_not_answer_leaves_the_cells_empty_and_says_so() -> None:
    assert asked(a_form(COUNTED), [{"kind": "甲"}], lambda lookup, payload: FAILED) == [(None, "failed")]


def test_without_anybody_who_asks_what_a_row_was_told_stands() -> None:
    form = a_form(COUNTED)
    before = check_answers(
        form,
        previous={},
        submitted={"teams": [{"kind": "甲"}]},
        writable={"teams": False},
        builtins=BUILTINS,
        asking=Asking(Register(), everything=True),
    )
    assert isinstance(before, Accepted)

    assert asked(form, [{"kind": "甲"}], None, before.answers) == [(1, "")]
