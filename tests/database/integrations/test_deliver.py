"""Calls reach real systems once, and every try is on record."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg.pq import TransactionStatus
from pytest_django import Settings

from integrations.connectors.connectors import Connectors
from integrations.errors import Trouble
from integrations.models import Attempt
from integrations.reply import NoReply, Reply
from integrations.services.attempts import begin_attempts
from integrations.services.carry_effect import Carried
from integrations.services.deliver import deliver_due
from integrations.services.lanes import Lane
from integrations.services.record_replies import record_replies
from integrations.systems.order import Order
from tests.database.integrations.conftest import Deliver, NewCall
from tests.support.ledger import claimed
from tests.support.orders import NeverAsked
from tests.support.stand_ins import SECRET, RunningSystem
from workflow.models import Effect
from workflow.services.claim_effects import ClaimedEffect


def make_due(effect: Effect) -> None:
    """As if its pause were over."""
    Effect.objects.filter(pk=effect.pk).update(next_at=timezone.now())


def tries(effect: Effect) -> list[tuple[int, int | None, str]]:
    return list(Attempt.objects.filter(effect=effect).order_by("number").values_list("number", "status", "trouble"))


def pause(effect: Effect) -> int:
    """Seconds between the end of the last try and the next."""
    last = Attempt.objects.filter(effect=effect).latest("number")
    effect.refresh_from_db()
    assert last.ended_at is not None and last.next_at is not None
    assert abs(effect.next_at - last.next_at) < timedelta(seconds=1)
    return round((effect.next_at - last.ended_at).total_seconds())


def test_a_call_is_made_once_and_marked(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    effect = a_call()

    made = [deliver(), deliver()]

    effect.refresh_from_db()
    assert made == [1, 0]
    assert (effect.status, effect.result) == ("done", {})
    assert tries(effect) == [(1, 200, "")]
    assert [(entry["key"], entry["payload"]) for entry in doors.entries] == [(effect.key, effect.payload)]


def test_a_call_is_not_made_before_its_time(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    a_call(next_at=timezone.now() + timedelta(hours=1))

    assert deliver() == 0


def test_a_failing_system_is_tried_again_after_ten_and_twenty_seconds(
    doors: RunningSystem, a_call: NewCall, deliver: Deliver
) -> None:
    doors.fault(kind="error", times=2)
    effect = a_call()

    deliver()
    first = pause(effect)
    make_due(effect)
    deliver()
    second = pause(effect)
    make_due(effect)
    deliver()

    effect.refresh_from_db()
    assert [first, second] == [10, 20]
    assert (effect.status, tries(effect)) == ("done", [(1, 500, "broken"), (2, 500, "broken"), (3, 200, "")])


def test_after_the_last_try_the_call_is_given_up(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="error", times=9)
    effect = a_call(times=2)

    deliver()
    make_due(effect)
    deliver()

    effect.refresh_from_db()
    assert (effect.status, len(tries(effect))) == ("dead", 2)
    assert effect.error.startswith("相手のシステムで障害が起きています。")


def test_a_busy_system_decides_when_it_is_asked_again(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="busy", seconds=90)
    effect = a_call()

    deliver()

    assert (pause(effect), tries(effect)) == (90, [(1, 429, "busy")])


def test_a_busy_system_is_spared_other_calls_too(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="busy", seconds=90)
    a_call(key="first")
    deliver()
    a_call(key="second")

    assert deliver() == 0


def test_a_refusal_is_final_at_once(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="reject")
    effect = a_call()

    deliver()

    effect.refresh_from_db()
    assert (effect.status, tries(effect)) == ("dead", [(1, 409, "refused")])
    assert effect.error == "相手のシステムが断りました。「受け付けられません(試験用)」"


def test_an_answer_that_was_lost_does_not_stop_the_card_twice(
    doors: RunningSystem, a_call: NewCall, deliver: Deliver
) -> None:
    doors.fault(kind="swallow")
    effect = a_call()

    deliver()
    make_due(effect)
    deliver()

    effect.refresh_from_db()
    assert (effect.status, tries(effect)) == ("done", [(1, None, "cut_off"), (2, 200, "")])
    assert [(entry["key"], entry["asked"]) for entry in doors.entries] == [(effect.key, 2)]


def test_a_call_takes_no_longer_than_the_definition_says(
    doors: RunningSystem, a_call: NewCall, deliver: Deliver
) -> None:
    doors.fault(kind="slow", seconds=3)
    effect = a_call(timeout_seconds=1)

    deliver()

    assert tries(effect) == [(1, None, "timed_out")]


def test_garbage_is_asked_for_again(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="garbage")
    effect = a_call()

    deliver()

    assert tries(effect) == [(1, 200, "garbled")]
    assert Attempt.objects.get(effect=effect).excerpt.startswith("<html>")


def test_a_system_nobody_set_up_is_named(a_call: NewCall, deliver: Deliver, settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {}
    effect = a_call()

    deliver()

    effect.refresh_from_db()
    assert (effect.status, tries(effect)) == ("waiting", [(1, None, "not_connected")])
    assert "連携先「入退室」の宛先が設定されていません" in effect.error


def test_a_system_that_is_switched_off_is_tried_again(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.process.kill()
    doors.process.wait()
    effect = a_call()

    deliver()

    assert (pause(effect), tries(effect)) == (10, [(1, None, "unreachable")])


def claimed_by_another(*, lease_ended: bool) -> ClaimedEffect:
    """A worker that took the call some time ago and was not heard of again."""
    (effect,) = claimed(worker="another", limit=1)
    if lease_ended:
        Effect.objects.update(leased_until=timezone.now())
    return effect


def test_a_call_another_worker_holds_is_left_to_it(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    a_call()
    claimed_by_another(lease_ended=False)

    assert deliver() == 0


def test_the_call_of_a_killed_worker_is_made_by_the_next(
    doors: RunningSystem, a_call: NewCall, deliver: Deliver
) -> None:
    effect = a_call()
    begin_attempts([claimed_by_another(lease_ended=True)], now=timezone.now())

    deliver()

    effect.refresh_from_db()
    assert effect.status == "done"
    assert [ended is None for ended in Attempt.objects.order_by("number").values_list("ended_at", flat=True)] == [
        True,
        False,
    ]


def test_an_interrupted_try_does_not_use_up_a_try(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="error")
    effect = a_call(times=2)
    begin_attempts([claimed_by_another(lease_ended=True)], now=timezone.now())

    deliver()

    effect.refresh_from_db()
    assert (effect.status, pause(effect)) == ("waiting", 10)


def test_a_worker_that_wakes_up_after_its_lease_changes_nothing(
    doors: RunningSystem, a_call: NewCall, deliver: Deliver
) -> None:
    effect = a_call()
    late = claimed_by_another(lease_ended=True)
    (attempt,) = begin_attempts([late], now=timezone.now())
    deliver()

    record_replies([(attempt, Carried(Reply(status=409)))], now=timezone.now())

    effect.refresh_from_db()
    assert (effect.status, effect.error) == ("done", "")


def test_calls_of_one_group_are_made_in_order(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    for number in range(5):
        a_call(key=f"k{number}", order_group="case 1")

    deliver()

    assert [entry["key"] for entry in doors.entries] == ["k0", "k1", "k2", "k3", "k4"]


def test_a_call_of_a_group_waits_for_the_one_before(doors: RunningSystem, a_call: NewCall, deliver: Deliver) -> None:
    doors.fault(kind="error")
    a_call(key="k0", order_group="case 1")
    a_call(key="k1", order_group="case 1")

    deliver()

    assert doors.entries == []


def test_a_system_that_hangs_does_not_hold_up_another(a_call: NewCall, settings: Settings) -> None:
    """It answers nobody until the other was told."""
    address = {"url": "http://127.0.0.1:1/", "secret": SECRET}
    settings.CONNECTED_SYSTEMS = {"入退室": address, "庶務事務": address}
    told = Event()

    class Hanging(NeverAsked):
        def deliver(self, order: Order) -> Reply | NoReply:
            if order.connection.system == "入退室":
                told.set()
            elif not told.wait(30):
                return NoReply(Trouble.TIMED_OUT)
            return Reply(status=204)

    for number in range(17):
        payload = {"職員番号": "1", "初日": f"2026-05-{number + 1:02}"}
        a_call(key=f"slow{number}", target="庶務事務", operation="庶務事務.休暇の取消", payload=payload)
    a_call(key="urgent")

    deliver_due(worker="test", connector=Hanging(), clock=timezone.now)

    assert set(Effect.objects.values_list("status", flat=True)) == {"done"}


@pytest.mark.django_db(transaction=True)
def test_nobody_talks_to_a_system_inside_a_transaction(a_call: NewCall, settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {"入退室": {"url": "http://127.0.0.1:1/", "secret": SECRET}}
    a_call()
    raw: psycopg.Connection[object] = connection.connection
    found: list[TransactionStatus] = []

    class Watching(NeverAsked):
        def deliver(self, order: Order) -> Reply | NoReply:
            found.append(raw.info.transaction_status)
            return Reply(status=204)

    deliver_due(worker="test", connector=Watching(), clock=timezone.now)

    assert found == [TransactionStatus.IDLE]


def test_a_call_that_takes_longer_than_a_lease_stays_with_its_worker(
    a_call: NewCall, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CONNECTED_SYSTEMS = {"入退室": {"url": "http://127.0.0.1:1/", "secret": SECRET}}
    effect = a_call()
    monkeypatch.setattr(Lane.ORDINARY, "_value_", replace(Lane.ORDINARY.value, lease=timedelta(seconds=2)))
    renewals: list[datetime] = []

    class Slow(NeverAsked):
        def deliver(self, order: Order) -> Reply | NoReply:
            gives_up = time.monotonic() + 30
            while len(set(renewals)) < 3 and time.monotonic() < gives_up:
                time.sleep(0.05)
            return Reply(status=204)

    def clock() -> datetime:
        """Each look at the clock is also a look at the lease."""
        until = Effect.objects.values_list("leased_until", flat=True).get()
        renewals.extend([until] if until else [])
        return timezone.now()

    deliver_due(worker="test", connector=Slow(), clock=clock)

    effect.refresh_from_db()
    assert (effect.status, effect.fence, effect.losses) == ("done", 1, 0)
    assert len(set(renewals)) >= 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_each_call_once(doors: RunningSystem, a_call: NewCall) -> None:
    for number in range(30):
        a_call(key=f"k{number}")

    def work(name: str) -> int:
        try:
            with Connectors() as connector:
                return deliver_due(worker=name, connector=connector, clock=timezone.now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        made = list(workers.map(work, ["one", "two"]))

    assert sum(made) == 30
    assert sorted(entry["key"] for entry in doors.entries) == sorted(f"k{number}" for number in range(30))
    assert {entry["asked"] for entry in doors.entries} == {1}
    assert Effect.objects.filter(status="done", attempts=1).count() == 30
