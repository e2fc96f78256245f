"""The sweep finds what is due: timers, messages that came too early, and nothing twice."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.sessions.models import Session

from meguro_platform.management.commands.sweep import NowAndThen, forget_ended_log_ins, sweep
from tests.support.ledger import claimed, open_calls
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world
from workflow.models import Case, InboundMessage, JournalEntry, Subscription, Timer, UserTask
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.receive_message import receive_message
from workflow.services.settle_effect import Answered, settle_effect
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def started(people: Cast, answers: dict[str, object]) -> UUID:
    outcome = start_case(
        procedure="id-card-reissue", applicant=people.applicant, person=people.applicant, answers=answers, now=MONDAY
    )
    assert isinstance(outcome, Done), outcome
    return UUID(outcome.result["case"])


def sweep_at(days: int) -> None:
    with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
        sweep()


def test_a_reminder_is_fired_when_it_is_due_and_once(people: Cast) -> None:
    case = started(people, damaged_card())
    due = Timer.objects.get(case=case).due_at

    sweep_at(0)
    before = JournalEntry.objects.filter(stream=str(case), event="fire_timer").count()
    sweep_at(2)
    sweep_at(2)

    assert before == 0
    assert JournalEntry.objects.filter(stream=str(case), event="fire_timer").count() == 1
    assert Timer.objects.get(case=case).due_at > due


def test_a_case_that_fails_does_not_keep_the_others_waiting(people: Cast, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = started(people, damaged_card()), started(people, damaged_card())
    Case.objects.filter(uuid=broken).update(program_hash="0" * 64)

    sweep_at(2)

    assert JournalEntry.objects.filter(stream=str(sound), event="fire_timer").count() == 1
    assert str(broken) in caplog.text


def test_a_message_nobody_waited_for_is_given_up_after_a_week(people: Cast) -> None:
    receive_message(sender="職員証発行", message_id="m", name="職員証発行.完了", key="R-9", data={}, now=MONDAY)

    sweep_at(6)
    kept = InboundMessage.objects.get().status
    sweep_at(8)

    assert (kept, InboundMessage.objects.get().status) == ("kept", "unmatched")


def test_a_message_whose_taker_was_killed_is_handed_over_when_it_is_sent_again(people: Cast) -> None:
    name, key = waiting_case(people)
    InboundMessage.objects.create(
        sender="職員証発行", message="m-1", name=name, key=key, status="kept", received_at=MONDAY
    )

    answer = receive_message(sender="職員証発行", message_id="m-1", name=name, key=key, data={}, now=MONDAY)

    assert (answer, InboundMessage.objects.get().status) == ("duplicate", "taken")


def test_a_message_that_missed_its_case_by_a_moment_is_handed_over_by_the_sweep(people: Cast) -> None:
    name, key = waiting_case(people)
    InboundMessage.objects.create(
        sender="職員証発行", message="m-1", name=name, key=key, status="kept", received_at=MONDAY
    )

    sweep_at(0)

    assert InboundMessage.objects.get().status == "taken"


def waiting_case(people: Cast) -> tuple[str, str]:
    """A case that waits for the card-issuing system; name and key of the message."""
    case = started(people, damaged_card())
    acts: tuple[tuple[UUID, str, dict[str, str]], ...] = (
        (people.head, "checked", {}),
        (people.examiner, "proper", {"fee_decision": "不要"}),
        (people.decider, "decide", {}),
    )
    for person, verdict, answers in acts:
        task = UserTask.objects.get(case=case, status="open").uuid
        complete_user_task(task=task, person=person, verdict=verdict, answers=answers, now=MONDAY)
    (call,) = claimed(lease=timedelta(minutes=1))
    settle_effect(effect=call, outcome=Answered({"受付番号": "R-1", "職員証番号": "N-1"}), now=MONDAY)
    waiting = Subscription.objects.get(case=case)
    return waiting.name, waiting.key


def test_a_chore_that_fails_keeps_no_other_from_being_done(
    people: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    woken: list[str] = []

    def fail() -> None:
        raise RuntimeError("the index is broken")

    monkeypatch.setattr("meguro_platform.management.commands.sweep.guard", fail)
    monkeypatch.setattr("meguro_platform.management.commands.sweep.wake", lambda: woken.append("workers"))
    open_calls(1)

    sweep()

    assert woken == ["workers"]
    assert "the index is broken" in caplog.text


def test_a_log_in_that_has_ended_is_forgotten_and_no_other() -> None:
    for key, days in (("ended", 0), ("lasting", 2)):
        Session.objects.create(session_key=key, session_data="", expire_date=MONDAY + timedelta(days=days))

    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        forget_ended_log_ins(MONDAY)

    assert [session.session_key for session in Session.objects.all()] == ["lasting"]


def test_what_need_not_be_done_in_every_round_is_done_in_the_first_and_then_after_its_time() -> None:
    hourly: list[object] = []
    always: list[object] = []
    chores = NowAndThen(3600, hourly.append), NowAndThen(0, always.append)

    for _round in range(2):
        for chore in chores:
            chore(MONDAY)

    assert (len(hourly), len(always)) == (1, 2)
