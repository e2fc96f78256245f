"""Rows of a table keep what the steps of a 全件 wrote into them, whoever acts on the whole afterwards."""

from forms.field_type import Json
from forms.validation.check import check_answers
from forms.validation.outcome import Accepted
from tests.support.forms import BUILTINS, a_form, an_item

ATTENDEES = a_form(
    an_item(
        "attendees",
        name="受講者",
        type="table",
        columns=(
            an_item("name", name="氏名", type="text"),
            an_item("fee", name="受講料", type="yen"),
            an_item("half", name="半額", type="yen", formula="切捨て(受講料 / 2)"),
        ),
    )
)
MARKED: list[Json] = [
    {"name": "花子", "fee": 3000, "half": 1500, "mark": "P"},
    {"name": "花子", "fee": 3000, "half": 1500, "mark": "F"},
    {"name": "太郎", "fee": 1000, "half": 500, "mark": "P"},
]


def rows_after(submitted: dict[str, Json]) -> list[Json]:
    """What stands in the table when this was sent."""
    found = check_answers(
        ATTENDEES,
        previous={"attendees": MARKED},
        submitted=submitted,
        writable=dict.fromkeys(submitted, False),
        builtins=BUILTINS,
    )
    assert isinstance(found, Accepted), found.text()
    rows = found.answers["attendees"]
    assert isinstance(rows, list)
    return rows


def test_what_the_steps_of_a_row_wrote_stays_when_somebody_acts_on_the_whole() -> None:
    assert rows_after({}) == MARKED


def test_rows_that_are_sent_again_keep_what_steps_wrote_into_them() -> None:
    rows = rows_after(
        {"attendees": [{"氏名": "太郎", "受講料": "1000"}, {"氏名": "花子", "受講料": "3000"}, {"氏名": "次郎"}]}
    )

    assert [row.get("mark") for row in rows if isinstance(row, dict)] == ["P", "F", None]
