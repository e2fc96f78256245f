"""Commands on stored cases: what is written, what is refused, what is answered again."""

from uuid import UUID, uuid4

import pytest

from approvals.models import InboxEntry
from tests.benchmarks.actions import approving, publish_measured, start_cases
from tests.support.round_trips import counted
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world, lost_card
from workflow.engine.outcome import Refused, TooLate
from workflow.errors import TaskNotFound
from workflow.models import Case, Effect, JournalEntry, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.request import CommandKey
from workflow.services.start_case import start_case
from workflow.services.withdraw_case import withdraw_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def a_case(people: Cast, answers: dict[str, object] | None = None) -> Case:
    outcome = start_case(
        procedure="id-card-reissue",
        applicant=people.applicant,
        person=people.applicant,
        answers=answers or damaged_card(),
        now=MONDAY,
    )
    assert isinstance(outcome, Done), outcome
    return Case.objects.get(uuid=outcome.result["case"])


def open_task(case: Case) -> UUID:
    return UserTask.objects.get(case=case, status="open").uuid


def test_a_damaged_card_waits_for_the_head_of_the_section(people: Cast) -> None:
    case = a_case(people)

    assert case.steps == ["所属長確認"]
    assert list(InboxEntry.objects.filter(case_id=case.uuid).values_list("person", flat=True)) == [people.head]
    assert check_case(case) == []


def test_a_lost_card_is_stopped_before_anybody_approves(people: Cast) -> None:
    case = a_case(people, lost_card())

    effect = Effect.objects.get(case=case)
    assert (effect.operation, effect.status) == ("入退室.証の停止", "waiting")
    assert case.steps == ["旧証の停止"]


def test_the_same_key_starts_one_case(people: Cast) -> None:
    key = CommandKey.of("k-1", str(people.applicant))
    first, second = (
        start_case(
            procedure="id-card-reissue",
            applicant=people.applicant,
            person=people.applicant,
            answers=damaged_card(),
            now=MONDAY,
            key=key,
        )
        for _ in range(2)
    )

    assert isinstance(first, Done) and isinstance(second, Done)
    assert (first.result, first.again, second.again) == (second.result, False, True)
    assert Case.objects.count() == 1


def test_nobody_else_may_act_on_a_task(people: Cast) -> None:
    case = a_case(people)

    outcome = complete_user_task(task=open_task(case), person=people.stranger, verdict="checked", now=MONDAY)

    assert isinstance(outcome, Refused)
    assert outcome.objections[0].code == "missing_right"


def test_a_second_verdict_on_a_task_comes_too_late(people: Cast) -> None:
    case = a_case(people)
    task = open_task(case)
    complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY)

    outcome = complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY)

    assert isinstance(outcome, TooLate)
    assert JournalEntry.objects.filter(stream=str(case.uuid)).count() == 2


def test_a_withdrawn_case_has_nothing_open(people: Cast) -> None:
    case = a_case(people)

    outcome = withdraw_case(case=case.uuid, person=people.applicant, now=MONDAY)

    case.refresh_from_db()
    assert isinstance(outcome, Done)
    assert (case.status, case.outcome, case.steps) == ("ended", "取下げ", [])
    assert not InboxEntry.objects.filter(case_id=case.uuid).exists()
    assert check_case(case) == []


def test_an_act_takes_one_lock_one_write_and_the_rows_of_the_inbox(people: Cast) -> None:
    case = a_case(people)
    task = open_task(case)
    complete_user_task(task=task, person=people.head, verdict="checked", now=MONDAY)
    task = open_task(case)

    with counted() as cost:
        complete_user_task(
            task=task, person=people.examiner, verdict="proper", answers={"fee_decision": "不要"}, now=MONDAY
        )

    lock, write, *rows = cost.statements
    assert "FOR UPDATE" in lock and write.startswith("WITH entry AS"), cost.statements
    assert {sql.split()[2].strip('"') for sql in rows} == {"approvals_inbox_entry", "approvals_case_reader"}
    assert len(rows) == 3
    assert cost.waits == 4, "BEGIN, lock, everything that is written, COMMIT"


def test_a_mid_chain_approval_takes_six_statements_and_four_round_trips(people: Cast) -> None:
    publish_measured()
    act = approving()
    ((case, task),) = start_cases(1)

    with counted() as cost:
        act(case, task)

    assert (len(cost.statements), cost.waits) == (6, 4), cost.statements


def test_nobody_acts_on_a_task_that_never_was(people: Cast) -> None:
    with pytest.raises(TaskNotFound):
        complete_user_task(task=uuid4(), person=people.head, verdict="checked", now=MONDAY)
