"""Opening and closing the ways out: the breaker by what the calls bring, a pause by an operator.

A breaker opens after several failures in a row of the system itself, whichever calls they were. While it is open
nothing is sent and no call uses up its tries. Then one call goes out as a test: success closes it, failure opens it
for twice as long.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from workflow.services.delivery_journal import record_delivery, stream_of_system

_LONGEST_STOP = "30s"
SEEN_EVERY = timedelta(seconds=5)
"""How exactly the last success is remembered: a write for every call would be too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerRule:
    """When a breaker opens and for how long."""

    failures: int = 10
    first_pause: timedelta = timedelta(seconds=15)
    longest_pause: timedelta = timedelta(minutes=5)


_NEWS = """target = %(target)s AND (failures > 0 OR breaker <> 'closed' OR succeeded_at IS NULL
    OR succeeded_at < clock_timestamp() - %(seen_every)s)"""
"""Whether a success says something about a channel that is not known already."""
_IS_NEWS = f"SELECT EXISTS (SELECT FROM workflow_channel WHERE {_NEWS})"
_SUCCESS = f"""
WITH before AS (
    SELECT target, breaker FROM workflow_channel WHERE {_NEWS} FOR UPDATE
)
UPDATE workflow_channel channel
SET succeeded_at = clock_timestamp(), failures = 0, trips = 0, breaker = 'closed',
    changed_at = CASE before.breaker WHEN 'closed' THEN channel.changed_at ELSE clock_timestamp() END,
    not_before = CASE before.breaker WHEN 'closed' THEN channel.not_before ELSE clock_timestamp() END
FROM before WHERE channel.target = before.target
RETURNING before.breaker, channel.breaker
"""

_FAILURE = """
WITH before AS (
    SELECT target, breaker,
        breaker = 'half_open' OR (breaker = 'closed' AND failures + %(count)s >= %(most)s) AS opens
    FROM workflow_channel WHERE target = %(target)s FOR UPDATE
)
UPDATE workflow_channel channel
SET failed_at = clock_timestamp(), failures = failures + %(count)s, trouble = %(trouble)s,
    breaker = CASE WHEN before.opens THEN 'open' ELSE channel.breaker END,
    trips = channel.trips + before.opens::int,
    changed_at = CASE WHEN before.opens THEN clock_timestamp() ELSE channel.changed_at END,
    not_before = CASE WHEN before.opens THEN greatest(channel.not_before,
        clock_timestamp() + least(%(first)s * power(2, least(channel.trips, 16)), %(longest)s))
        ELSE channel.not_before END
FROM before WHERE channel.target = before.target
RETURNING before.breaker, channel.breaker
"""


def note_success(target: str, *, now: datetime) -> None:
    """The system did something. A breaker that was open closes, whichever call it was."""
    values: dict[str, Any] = {"target": target, "seen_every": SEEN_EVERY}
    with connection.cursor() as cursor:
        cursor.execute(_IS_NEWS, values)
        if not cursor.fetchone()[0]:
            return  # as nearly always: without a transaction and its two more round trips
    _change(target, _SUCCESS, values, now, {})


def note_failures(target: str, count: int, *, trouble: str, rule: BreakerRule, now: datetime) -> None:
    """The system failed `count` calls in a row."""
    values = {
        "target": target,
        "count": count,
        "trouble": trouble,
        "most": rule.failures,
        "first": rule.first_pause,
        "longest": rule.longest_pause,
    }
    _change(target, _FAILURE, values, now, {"trouble": trouble})


def wait_for(target: str, pause: timedelta) -> None:
    """The system asked for patience: no call goes there before."""
    values: dict[str, Any] = {"pause": pause, "target": target}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_channel SET not_before = greatest(not_before, clock_timestamp() + %(pause)s)"
            " WHERE target = %(target)s",
            values,
        )


def pause(*, target: str, by: UUID, reason: str, now: datetime) -> bool:
    """Send nothing more to a system until somebody lets it go on. False when it was paused already."""
    return _set_pause(target, by, now, reason, event="paused")


def go_on(*, target: str, by: UUID, reason: str, now: datetime) -> bool:
    """End an operator's pause. False when there was none."""
    return _set_pause(target, by, now, reason, event="continued")


@transaction.atomic
def _set_pause(target: str, by: UUID, now: datetime, reason: str, *, event: str) -> bool:
    begins = event == "paused"
    values: tuple[datetime | None, UUID | None, str] = (now, by, reason) if begins else (None, None, "")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflow_channel (target, breaker, failures, trips, changed_at, not_before, rate_at,"
            " pause_reason, trouble) VALUES (%s, 'closed', 0, 0, %s, %s, %s, '', '') ON CONFLICT DO NOTHING",
            [target, now, now, now],
        )
        cursor.execute(
            "UPDATE workflow_channel SET paused_at = %s, paused_by = %s, pause_reason = %s"
            " WHERE target = %s AND (paused_at IS NULL) = %s",
            [*values, target, begins],
        )
        changed = bool(cursor.rowcount == 1)
    if changed:
        record_delivery(stream=stream_of_system(target), event=event, by=by, now=now, body={"reason": reason})
    return changed


@transaction.atomic
def _change(target: str, sql: str, values: dict[str, Any], now: datetime, body: dict[str, Any]) -> None:
    """Run one statement; when the breaker opened or closed, say so in the journal.

    Claims wait for the channel's row meanwhile, so a worker that is stopped right here loses its connection.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{_LONGEST_STOP}'; {sql}", values)
        cursor.nextset()
        row = cursor.fetchone()
    if row is None or row[0] == row[1]:
        return
    event = "breaker_closed" if row[1] == "closed" else "breaker_opened"
    record_delivery(stream=stream_of_system(target), event=event, by=None, now=now, body=body)
