"""A call that waits for its next try is made at once when an operator says so, and only when it can leave."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from forms.spec import Text
from tests.support.database import somebody_waits_for_a_lock
from tests.support.ledger import claimed, open_calls
from tests.support.machine import wait_until
from workflow.models import Effect, JournalEntry, LedgerState
from workflow.services.channels import BreakerRule, note_failures, pause, wait_for
from workflow.services.guard_ledger import guard_ledger
from workflow.services.send_now import send_now
from workflow.services.settle_effect import Answered, Failed, Undecided, settle_effect

pytestmark = pytest.mark.django_db
ONE, OTHER = uuid4(), uuid4()
HOUR = timedelta(hours=1)


def backing_off(**values: object) -> Effect:
    """A call that failed once and is tried again in an hour."""
    (effect,) = open_calls(1, **values)
    settle_effect(effect=claimed()[0], outcome=Failed(detail="503", retry_in=HOUR), now=timezone.now())
    effect.refresh_from_db()
    return effect


def now_by(effect: Effect, person: object = ONE, **more: object) -> Text | None:
    return send_now(effect=effect.pk, by=person, reason="先方が直った", now=timezone.now(), **more)  # type: ignore[arg-type]


def told(effect: Effect) -> list[tuple[str, object]]:
    entries = JournalEntry.objects.filter(kind="delivery", stream=f"effect {effect.pk}").order_by("seq")
    return [(entry.event, entry.person) for entry in entries]


def is_refused(effect: Effect, because: str, **more: object) -> None:
    """The sentence says why, and neither the call nor the journal has changed."""
    before = Effect.objects.filter(pk=effect.pk).values().get()
    refusal = now_by(effect, **more)
    assert refusal is not None
    assert because in refusal.ja
    assert Effect.objects.filter(pk=effect.pk).values().get() == before
    assert told(effect) == []


def test_it_goes_out_at_once_as_its_next_try_under_its_key() -> None:
    effect = backing_off()
    assert claimed() == []

    assert now_by(effect) is None

    (call,) = claimed()
    assert (call.key, call.attempt) == (effect.key, 2)
    assert Effect.objects.get().replayed_after == 0
    assert told(effect) == [("sent_now", ONE)]


def test_whoever_comes_second_is_told_so() -> None:
    effect = backing_off()

    assert now_by(effect) is None
    refusal = now_by(effect, OTHER)

    assert refusal is not None
    assert told(effect) == [("sent_now", ONE)]


@pytest.mark.django_db(transaction=True)
def test_of_two_operators_at_once_one_is_recorded() -> None:
    effect = backing_off()

    def other() -> Text | None:
        try:
            return now_by(effect, OTHER)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            assert now_by(effect) is None
            waiting = thread.submit(other)
            assert wait_until(somebody_waits_for_a_lock, 30)
        assert waiting.result() is not None

    assert told(effect) == [("sent_now", ONE)]


@pytest.mark.parametrize("outcome", [Answered(), Failed(detail="断られた"), Undecided(detail="応答なし")])
def test_what_is_over_or_for_people_to_find_out_is_not_sent(outcome: Answered | Failed | Undecided) -> None:
    (effect,) = open_calls(1)
    settle_effect(effect=claimed()[0], outcome=outcome, now=timezone.now())

    is_refused(effect, "もう次の回を待っていません")


def test_what_a_worker_has_is_not_sent_twice() -> None:
    effect = backing_off()
    Effect.objects.update(leased_until=timezone.now() + HOUR, leased_by="worker")

    is_refused(effect, "送っているところ")


def test_what_has_not_been_tried_yet_keeps_its_time() -> None:
    (effect,) = open_calls(1, next_at=timezone.now() + HOUR)

    is_refused(effect, "もう次の回を待っていません")


def test_a_paused_system_gets_nothing() -> None:
    effect = backing_off()
    pause(target=effect.target, by=OTHER, reason="入替", now=timezone.now())

    is_refused(effect, "運用者がこのシステムへの送信を止めている")


def test_a_system_whose_breaker_is_open_gets_nothing() -> None:
    effect = backing_off()
    note_failures(effect.target, 12, trouble="unreachable", rule=BreakerRule(), now=timezone.now())

    is_refused(effect, "休んでいます")


def test_a_system_that_asked_for_patience_gets_nothing() -> None:
    effect = backing_off()
    wait_for(effect.target, HOUR)

    is_refused(effect, "少し待つように")


def test_nothing_leaves_a_restored_copy() -> None:
    effect = backing_off()
    guard_ledger(memory=None)
    LedgerState.objects.update(fingerprint="elsewhere/1/1")

    is_refused(effect, "復元のあと")


def test_outside_its_hours_a_system_gets_nothing() -> None:
    effect = backing_off()

    is_refused(effect, "受け付けない時間", closed=[effect.operation])


def test_nothing_overtakes_an_earlier_call_of_its_order() -> None:
    effect = backing_off(order_group="case 1")
    earlier = Effect.objects.get(pk=effect.pk)
    (later,) = open_calls(1, order_group="case 1", error="503", next_at=timezone.now() + HOUR)

    is_refused(later, "順番が先の送信が終わっていない")
    assert now_by(earlier) is None
