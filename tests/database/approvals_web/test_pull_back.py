"""引戻し from the page: one button takes back what one did last, until somebody acts on it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import InboxEntry
from tests.support.card_story import a_case, acted, examined
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import MONDAY, Cast
from workflow.engine.outcome import TooLate
from workflow.models import Case, Effect, UserTask
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done
from workflow.services.pull_back import pull_back

AsPerson = Callable[[UUID], Client]


def steps(case: Case) -> list[str]:
    return list(Case.objects.get(uuid=case.uuid).steps)


def recall(case: Case) -> str:
    return str(Case.objects.get(uuid=case.uuid).state["recalls"][-1]["id"])


def test_the_button_brings_the_work_back_and_takes_it_from_the_next_person(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.head)
    page = client.get(reverse("approvals:case", args=[case.number])).content.decode()
    assert "自分の処理を引き戻す" in page

    client.post(reverse("approvals:undo", args=[case.number]), {"act.key": "k-undo-1", "act.recall": recall(case)})

    assert steps(case) == ["所属長確認"]
    assert list(InboxEntry.objects.filter(case_id=case.uuid).values_list("person", flat=True)) == [people.head]
    assert list(UserTask.objects.filter(case=case, status="open").values_list("step", flat=True)) == ["所属長確認"]
    assert check_case(Case.objects.get(uuid=case.uuid)) == []


def test_once_the_next_person_has_acted_it_is_too_late(people: Cast) -> None:
    case = examined(people)

    assert isinstance(pull_back(case=case.uuid, person=people.head, now=MONDAY), TooLate)
    assert steps(case) == ["人事課長決定"]


def test_who_did_not_act_sees_no_button(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")

    page = as_person(people.examiner).get(reverse("approvals:case", args=[case.number])).content.decode()

    assert "自分の処理を引き戻す" not in page


def test_calls_of_a_decision_on_a_page_wait_ten_seconds_and_go_with_it_when_it_is_taken_back(
    people: Cast, as_person: AsPerson
) -> None:
    case = examined(people)
    client = as_person(people.decider)
    before = timezone.now()
    client.post(act_address(case), shown_form(client, case) | {"act.verdict": "decide"})
    (effect,) = Effect.objects.filter(case=case)
    assert effect.next_at >= before + timedelta(seconds=10)

    outcome = pull_back(case=case.uuid, person=people.decider, now=MONDAY)

    assert isinstance(outcome, Done)
    effect.refresh_from_db()
    assert (effect.status, steps(case)) == ("dead", ["人事課長決定"])
    assert effect.handled_at is not None
