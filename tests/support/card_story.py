"""The story of a broken card, played to the step a test begins at."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.support.ward import MONDAY, Cast, damaged_card
from workflow.models import Case, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case


def a_case(people: Cast, answers: dict[str, object] | None = None, now: datetime = MONDAY) -> Case:
    """A case that waits for the head of the applicant's section."""
    outcome = start_case(
        procedure="id-card-reissue",
        applicant=people.applicant,
        person=people.applicant,
        answers=answers or damaged_card(),
        now=now,
    )
    assert isinstance(outcome, Done), outcome
    return Case.objects.get(uuid=outcome.result["case"])


def open_task(case: Case) -> UUID:
    """The one task that is open."""
    return UserTask.objects.get(case=case, status="open").uuid


def acted(
    case: Case,
    person: UUID,
    verdict: str,
    now: datetime = MONDAY,
    *,
    answers: dict[str, object] | None = None,
    comment: str = "",
    send_back_to: str = "",
) -> Case:
    """The case after an act on its open task."""
    outcome = complete_user_task(
        task=open_task(case),
        person=person,
        verdict=verdict,
        now=now,
        answers=answers,
        comment=comment,
        send_back_to=send_back_to,
    )
    assert isinstance(outcome, Done), outcome
    return Case.objects.get(uuid=case.uuid)


def examined(people: Cast) -> Case:
    """A case that waits for the decision."""
    case = acted(a_case(people), people.head, "checked", MONDAY + timedelta(hours=1))
    return acted(case, people.examiner, "proper", MONDAY + timedelta(hours=2), answers={"fee_decision": "不要"})
