"""A system that fails is left alone for a while, tried with one call, and used again when it is well."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.ledger import claimed, open_calls
from workflow.models import Channel, JournalEntry
from workflow.services.channels import BreakerRule, go_on, note_failures, note_success, pause, wait_for

pytestmark = pytest.mark.django_db
FINANCE = "試験連携"
RULE = BreakerRule(failures=3, first_pause=timedelta(seconds=10), longest_pause=timedelta(seconds=30))


@pytest.fixture
def channel() -> Channel:
    """One call was taken, twenty wait."""
    open_calls(21)
    claimed(limit=1)
    return Channel.objects.get()


def fail(count: int) -> None:
    note_failures(FINANCE, count, trouble="timed_out", rule=RULE, now=timezone.now())


def succeed() -> None:
    note_success(FINANCE, now=timezone.now())


def let_time_pass() -> None:
    """As if the breaker had been open long enough."""
    Channel.objects.update(not_before=timezone.now())


def rest(channel: Channel) -> int:
    """Seconds until something may be sent."""
    channel.refresh_from_db()
    return round((channel.not_before - timezone.now()).total_seconds())


def told() -> list[str]:
    entries = JournalEntry.objects.filter(kind="delivery", stream=f"system {FINANCE}").order_by("seq")
    return list(entries.values_list("event", flat=True))


def test_some_failures_change_nothing(channel: Channel) -> None:
    fail(2)
    succeed()
    fail(2)

    assert len(claimed(limit=5)) == 5


def test_failures_in_a_row_open_the_breaker_and_people_see_it(channel: Channel) -> None:
    fail(2)
    fail(1)

    assert (claimed(), rest(channel), told()) == ([], 10, ["breaker_opened"])


def test_after_a_while_one_call_goes_out_as_a_test(channel: Channel) -> None:
    fail(3)
    let_time_pass()

    assert [len(claimed()), len(claimed())] == [1, 0]


def test_a_success_closes_it(channel: Channel) -> None:
    fail(3)
    let_time_pass()
    claimed()
    succeed()

    assert len(claimed(limit=5)) == 5
    assert told() == ["breaker_opened", "breaker_closed"]


def test_each_failed_test_doubles_the_pause_up_to_the_longest(channel: Channel) -> None:
    pauses = []
    fail(3)
    for _ in range(3):
        pauses.append(rest(channel))
        let_time_pass()
        claimed()
        fail(1)

    assert [*pauses, rest(channel)] == [10, 20, 30, 30]


def test_failures_that_come_in_late_open_nothing_anew(channel: Channel) -> None:
    fail(3)
    fail(5)

    assert (rest(channel), told()) == (10, ["breaker_opened"])


def test_a_test_whose_worker_died_is_made_again(channel: Channel) -> None:
    fail(3)
    let_time_pass()
    claimed()
    let_time_pass()

    assert len(claimed()) == 1


def test_a_system_that_asks_for_patience_gets_it(channel: Channel) -> None:
    wait_for(FINANCE, timedelta(seconds=90))

    assert (claimed(), rest(channel)) == ([], 90)


def test_an_operator_pauses_a_system_and_lets_it_go_on(channel: Channel) -> None:
    by, now = uuid4(), timezone.now()

    assert pause(target=FINANCE, by=by, reason="先方の入替作業", now=now)
    assert not pause(target=FINANCE, by=by, reason="二度目", now=now)
    assert claimed() == []
    assert go_on(target=FINANCE, by=by, reason="作業が終わった", now=now)
    assert len(claimed(limit=5)) == 5
    assert told() == ["paused", "continued"]
