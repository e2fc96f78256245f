"""What a worker gets from the ledger: in order where asked, no more than a system may get, and nothing twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.support.database import somebody_waits_for_a_lock
from tests.support.ledger import claimed, open_calls
from tests.support.machine import wait_until
from workflow.models import Channel, Effect
from workflow.services.claim_effects import Allowance, claim_effects
from workflow.services.renew_leases import renew_leases
from workflow.services.settle_effect import Answered, Failed, mark_effects

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=15)


def take(at_once: int = 100, per_second: Decimal | None = None, worker: str = "w") -> list[str]:
    allowance = Allowance(target="試験連携", room=100, at_once=at_once, per_second=per_second)
    return [each.key for each in claim_effects(worker=worker, allowances=[allowance], limit=100, lease=LEASE)]


def lose_leases() -> None:
    """As if the workers had died long ago."""
    Effect.objects.exclude(leased_until=None).update(leased_until=timezone.now() - timedelta(seconds=1))


def test_a_batch_is_taken_at_once_and_never_twice() -> None:
    open_calls(30)

    assert len(take()) == 30
    assert take() == []


def test_of_a_group_only_the_first_is_taken() -> None:
    open_calls(3, order_group="case 1")
    open_calls(3, order_group="case 2")

    assert len(take()) == 2


def test_a_call_of_which_nobody_knows_whether_it_was_done_holds_up_its_group() -> None:
    first, _ = open_calls(2, order_group="case 1")
    Effect.objects.filter(pk=first.pk).update(status="unknown")

    assert take() == []


def test_no_more_are_on_their_way_than_a_system_may_get() -> None:
    open_calls(20)

    assert [len(take(at_once=8, worker="one")), len(take(at_once=8, worker="two"))] == [8, 0]


def test_what_is_settled_makes_room_for_others() -> None:
    open_calls(20)
    settled = claimed(limit=8)[:5]
    mark_effects([(each, Answered()) for each in settled], now=timezone.now())

    assert len(take(at_once=8, worker="two")) == 5


def test_leases_that_ran_out_make_room_and_do_not_count_twice() -> None:
    open_calls(20)
    take(at_once=8, worker="one")
    lose_leases()

    assert [len(take(at_once=8, worker="two")), len(take(at_once=8, worker="three"))] == [8, 0]
    assert len(Channel.objects.get().on_the_way) == 8


def test_whoever_lost_a_lease_marks_nothing_while_another_has_the_call() -> None:
    open_calls(1)
    (late,) = claimed(worker="late")
    lose_leases()
    (heir,) = claimed(worker="heir")

    assert mark_effects([(late, Answered())], now=timezone.now()) == set()
    assert Effect.objects.get().leased_by == "heir"
    assert mark_effects([(heir, Answered())], now=timezone.now()) == {heir.id}


@pytest.mark.django_db(transaction=True)
def test_whoever_takes_waits_for_whoever_is_taking() -> None:
    open_calls(20)
    assert take(at_once=0) == [], "the channel is there"

    def other() -> int:
        try:
            return len(take(at_once=8, worker="other"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            assert len(take(at_once=8, worker="one")) == 8
            waiting = thread.submit(other)
            assert wait_until(somebody_waits_for_a_lock, 30)
        assert waiting.result() == 0


def test_a_key_stands_in_the_ledger_once() -> None:
    with pytest.raises(IntegrityError):
        open_calls(2, key="once")


def test_a_lease_is_settled_once() -> None:
    open_calls(1)
    (call,) = claimed()
    later, now = Failed(detail="later", retry_in=timedelta(hours=1)), timezone.now()

    first, second = (mark_effects([(call, outcome)], now=now) for outcome in (later, Answered()))

    assert (first, second, Effect.objects.get().status) == ({call.id}, set(), "waiting")


def test_taking_and_renewing_write_to_no_index_of_the_ledger() -> None:
    """Which is half of what a call costs PostgreSQL: a row that changes beside the indexes is written once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'workflow_effect'::regclass")
        indexes = " ".join(index for (index,) in cursor.fetchall())

    written = ("leased_until", "leased_by", "fence", "attempts", "losses", "in_doubt")
    assert [column for column in written if column in indexes] == []


def test_no_more_are_begun_in_a_second_than_a_system_may_get() -> None:
    """However long a statement takes: five a second are due for the time that went by."""
    open_calls(100)
    began = time.monotonic()

    at_once, at_once_again = len(take(per_second=Decimal(5))), len(take(per_second=Decimal(5)))

    assert at_once == 5
    assert at_once_again <= 5 * (time.monotonic() - began)
    began = time.monotonic()
    Channel.objects.update(rate_at=timezone.now() + timedelta(seconds=0.5))
    assert 2 <= len(take(per_second=Decimal(5))) <= 2.5 + 5 * (time.monotonic() - began)


@pytest.mark.django_db(transaction=True)
def test_workers_that_take_at_the_same_time_keep_the_limit_together() -> None:
    open_calls(60)

    def work(name: int) -> list[str]:
        try:
            return take(at_once=10, worker=str(name))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        taken = [key for keys in workers.map(work, range(4)) for key in keys]

    assert len(taken) == len(set(taken)) == 10


def test_a_lease_that_ran_out_is_taken_over_in_doubt() -> None:
    open_calls(1)
    (first,) = claimed()
    lose_leases()
    (second,) = claimed(worker="next")

    assert (first.in_doubt, second.in_doubt) == (False, True)
    assert (second.fence, second.losses) == (first.fence + 1, 1)


def test_a_worker_that_takes_its_own_call_again_was_not_lost_with_it() -> None:
    open_calls(1)
    claimed(worker="alive")
    lose_leases()

    (again,) = claimed(worker="alive")

    assert (again.in_doubt, again.losses) == (True, 0)


def test_only_the_newest_lease_is_renewed() -> None:
    open_calls(1)
    (first,) = claimed()
    lose_leases()
    claimed(worker="next", lease=timedelta(seconds=1))
    before = Effect.objects.get().leased_until

    renew_leases(effects=[first], lease=timedelta(hours=1))

    assert Effect.objects.get().leased_until == before


def test_a_call_that_workers_keep_losing_is_taken_alone() -> None:
    lost, *_ = open_calls(5)
    Effect.objects.filter(pk=lost.pk).update(losses=2)

    ordinary, alone = claimed(), claimed(suspects=True)

    assert (len(ordinary), [each.id for each in alone]) == (4, [lost.pk])


def test_a_fresh_call_does_not_wait_behind_thousands_that_may_not_go() -> None:
    open_calls(3_000, order_group="case 1")
    Effect.objects.filter(pk=Effect.objects.earliest("pk").pk).update(next_at=timezone.now() + timedelta(hours=1))
    (fresh,) = open_calls(1)

    assert take() == [fresh.key]
