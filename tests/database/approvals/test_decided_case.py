"""What the document of a decided case says: on what grounds it was decided, and where a value was found."""

import pytest

from approvals.selectors.decided_case import decided_case
from forms.documents.values import Values
from forms.field_type import Json
from tests.database.approvals.test_authorities import BOARD, WARD, head_of
from tests.support.leave_story import a_sick_leave
from tests.support.spending_case import REASONS, acted, drafted, spending_world, with_budget
from tests.support.ward import MONDAY, cast, load_world, publish
from workflow.models import Case, Effect
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db
NIGHT: dict[str, Json] = {
    "journey": "NIGHT",
    "purpose": "視察",
    "place": "札幌市",
    "departs": "2026-05-20",
    "returns": "2026-05-21",
    "cost": 60_000,
    "area": "A",
}


def told_of(case: Case) -> Values:
    """What the call after the decision would send of the case."""
    return decided_case(case.uuid, Effect.objects.filter(case=case).order_by("id").reverse()[0].call).values


def a_journey(unit: str) -> Case:
    load_world()
    publish("travel-order")
    who = head_of(unit)
    started = start_case(procedure="travel-order", applicant=who, person=who, answers=NIGHT, now=MONDAY)
    assert isinstance(started, Done), started
    return Case.objects.get(uuid=started.result["case"])


@pytest.mark.parametrize(
    ("unit", "grounds"),
    [(BOARD, "教育委員会事案決定規程 別表第2 EDU-022"), (WARD, "事案決定規程 別表第4 SVC-022")],
)
def test_it_names_the_article_of_the_authority_and_where_a_value_was_found(unit: str, grounds: str) -> None:
    case = acted(a_journey(unit), "decide")

    told = told_of(case)

    assert (told["件名"], told["決裁の根拠"]) == ("視察(札幌市)", grounds)
    found = {"項目": "宿泊料の定額", "値": "13,300円\n（5月11日 9:00 に照会（旅費の定額の宿泊料））"}
    assert isinstance(told["内容"], list) and found in told["内容"]


def test_it_says_that_the_matter_was_raised_one_level_and_by_which_rule_others_were_asked() -> None:
    spending_world()
    case = with_budget(drafted(exceptional="はい", is_it="はい", reasons=[REASONS.uuid]))

    case = acted(case, "no_objection", "agree", "proper", "decide")

    grounds = "事案決定規程 別表第2（一段上げ）、情報システムの調達に関する要綱（情報政策課）"
    assert told_of(case)["決裁の根拠"] == grounds


def test_where_no_table_says_who_decides_it_names_the_regulation_of_the_procedure() -> None:
    load_world()
    publish("leave-of-absence")
    case = acted(a_sick_leave(cast()), "no_objection", "decide")

    assert told_of(case)["決裁の根拠"] == "勤務時間条例 第14条〜第16条(条文は例示)"
