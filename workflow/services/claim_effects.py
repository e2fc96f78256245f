"""Taking calls out of the ledger to deliver them: leased and fenced, in order where asked, as many as a system may get.

One round trip and no transaction around it: a worker that is stopped in the middle holds no lock. The channels named
are locked first, so that two workers never exceed together what a system may get. Leases begin and end by the
database's clock; the hosts' clocks may differ.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from msgspec import convert, json

from workflow.engine.values import Retry
from workflow.selectors.ledger_state import IS_HELD

SUSPECT_AFTER = 2
"""Leases lost after which a call is taken alone: it may be what ends its workers."""

_REMEMBERED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedEffect:
    """A call this worker may make until its lease ends."""

    id: int
    key: str
    case: UUID | None
    call: str
    node: str
    target: str
    operation: str
    payload: dict[str, Any]
    receive: tuple[str, ...]
    retry: Retry
    timeout_seconds: int
    attempt: int
    """Number of this attempt, from 1."""
    fence: int
    losses: int
    """How many workers have lost it."""
    in_doubt: bool
    """It may have been done already."""

    @property
    def is_suspect(self) -> bool:
        """Whether it may be what ends its workers."""
        return self.losses >= SUSPECT_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one system may get now from this worker, and from all of them together."""

    target: str
    room: int
    """New calls that this worker has room for."""
    at_once: int
    """Calls on their way at the same time, over all workers."""
    per_second: Decimal | None = None
    """Calls begun within a second, over all workers; after a pause at most one second's worth goes out at once."""


LOCK_CHANNELS = """
INSERT INTO workflow_channel (target, breaker, failures, trips, changed_at, not_before, rate_at, pause_reason, trouble)
SELECT name, 'closed', 0, 0, clock_timestamp(), clock_timestamp(), clock_timestamp(), '', ''
FROM unnest(%(targets)s::text[]) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM workflow_channel known WHERE known.target = name) ORDER BY name
ON CONFLICT DO NOTHING;
SELECT FROM workflow_channel WHERE target = ANY(%(targets)s::text[]) ORDER BY target FOR UPDATE;
"""
"""Statements of their own, because only a later statement sees what was written while this one waited for the lock."""

_CLAIM = f"""
WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now),
on_way AS MATERIALIZED (
    SELECT channel.target, array_agg(sent.id) AS ids,
        count(*) FILTER (WHERE sent.leased_until > clock.now) AS calls
    FROM workflow_channel channel CROSS JOIN LATERAL unnest(channel.on_the_way) AS one (id)
    JOIN workflow_effect sent ON sent.id = one.id AND sent.target = channel.target, clock
    WHERE channel.target = ANY(%(targets)s::text[]) AND sent.status = 'waiting' AND sent.leased_until IS NOT NULL
    GROUP BY channel.target
),
gate AS MATERIALIZED (
    SELECT channel.target, wanted.per_second,
        CASE
            WHEN channel.paused_at IS NOT NULL OR channel.not_before > clock.now THEN 0
            WHEN channel.breaker <> 'closed' THEN least(wanted.room, 1)
            ELSE least(wanted.room,
                wanted.at_once - coalesce((SELECT calls FROM on_way WHERE on_way.target = channel.target), 0)
                    - (SELECT count(*) FROM workflow_question asked WHERE asked.target = channel.target
                        AND asked.ended_at IS NULL AND asked.until > clock.now),
                coalesce(floor(greatest(wanted.per_second, 1) - wanted.per_second
                    * extract(epoch FROM greatest(channel.rate_at - clock.now, '0'))), wanted.room))
        END::int AS room
    FROM workflow_channel channel
    JOIN unnest(%(targets)s::text[], %(rooms)s::int[], %(at_once)s::int[], %(per_second)s::numeric[])
        AS wanted (target, room, at_once, per_second) USING (target), clock
    WHERE NOT {IS_HELD}
),
due AS MATERIALIZED (
    SELECT chosen.id FROM gate, clock, LATERAL (
        SELECT e.id FROM workflow_effect e
        WHERE e.target = gate.target AND e.status = 'waiting' AND e.next_at <= clock.now
          AND (e.leased_until IS NULL OR e.leased_until <= clock.now) AND (e.losses >= %(suspect)s) = %(suspects)s
          AND e.operation <> ALL (%(closed)s::text[])
          AND (e.order_group = '' OR NOT EXISTS (
            SELECT FROM workflow_effect older WHERE older.order_group = e.order_group AND older.order_group <> ''
              AND older.id < e.id AND older.status IN ('waiting', 'unknown')))
        ORDER BY e.next_at, e.id LIMIT gate.room FOR UPDATE SKIP LOCKED) AS chosen
    WHERE gate.room > 0 LIMIT %(limit)s
),
taken AS (
    UPDATE workflow_effect e
    SET leased_until = clock.now + %(lease)s, leased_by = %(worker)s, fence = e.fence + 1,
        attempts = e.attempts + 1,
        losses = e.losses + (e.leased_until IS NOT NULL AND e.leased_by <> %(worker)s)::int,
        in_doubt = e.in_doubt OR e.leased_until IS NOT NULL
    FROM due, clock WHERE e.id = due.id
    RETURNING e.id, e.key, e.case_id, e.call, e.node, e.target, e.operation, e.payload, e.receive, e.retry,
              e.timeout_seconds, e.attempts, e.fence, e.losses, e.in_doubt
),
spent AS (
    UPDATE workflow_channel channel
    SET on_the_way = array(
            SELECT unnest(ids) FROM on_way WHERE on_way.target = channel.target UNION SELECT unnest(used.ids)),
        rate_at = CASE WHEN gate.per_second IS NULL THEN channel.rate_at
            ELSE greatest(channel.rate_at, clock.now) + used.calls * interval '1 second' / gate.per_second END,
        breaker = CASE channel.breaker WHEN 'closed' THEN 'closed' ELSE 'half_open' END,
        not_before = CASE channel.breaker WHEN 'closed' THEN channel.not_before ELSE clock.now + %(lease)s END
    FROM (SELECT target, count(*) AS calls, array_agg(id) AS ids FROM taken GROUP BY target) AS used
    JOIN gate USING (target), clock WHERE channel.target = used.target
)
SELECT * FROM taken ORDER BY id
"""


def claim_effects(
    *,
    worker: str,
    allowances: Sequence[Allowance],
    limit: int,
    lease: timedelta,
    closed: Collection[str] = (),
    suspects: bool = False,
) -> list[ClaimedEffect]:
    """Lease up to `limit` calls that are due, the oldest of each system first; a lease that ran out is taken over.

    That counts as the loss of a worker, unless it is the same worker: then the database failed, and nobody died of it.
    Operations in `closed` are left for later. `suspects` takes the calls that several workers have lost, no others.
    """
    if not allowances:
        return []
    values: dict[str, Any] = {
        "targets": [each.target for each in allowances],
        "rooms": [each.room for each in allowances],
        "at_once": [each.at_once for each in allowances],
        "per_second": [each.per_second for each in allowances],
        "lease": lease,
        "worker": worker,
        "limit": limit,
        "suspect": SUSPECT_AFTER,
        "suspects": suspects,
        "closed": list(closed),
    }
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CHANNELS + _CLAIM, values)
        while cursor.nextset():
            pass
        return [_claimed(row) for row in cursor.fetchall()]


def _claimed(row: tuple[Any, ...]) -> ClaimedEffect:
    (
        id_, key, case, call, node, target, operation, payload, receive, retry,
        timeout, attempt, fence, losses, in_doubt,
    ) = row  # fmt: skip
    return ClaimedEffect(
        id=id_,
        key=key,
        case=case,
        call=call,
        node=node,
        target=target,
        operation=operation,
        payload=_json(payload),
        receive=_receive(receive) if isinstance(receive, str) else tuple(receive),
        retry=_retry(retry) if isinstance(retry, str) else convert(retry, Retry),
        timeout_seconds=timeout,
        attempt=attempt,
        fence=fence,
        losses=losses,
        in_doubt=in_doubt,
    )


@lru_cache(_REMEMBERED)
def _retry(text: str) -> Retry:
    """Calls of one kind all say the same."""
    return json.decode(text, type=Retry)


@lru_cache(_REMEMBERED)
def _receive(text: str) -> tuple[str, ...]:
    return json.decode(text, type=tuple[str, ...])


def _json(value: Any) -> Any:
    """A jsonb column, which a bare cursor gives as text."""
    return json.decode(value) if isinstance(value, str) else value
