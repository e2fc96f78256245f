"""Taking calls out of the ledger to deliver them: leased, fenced, one at a time per order group."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from msgspec import convert

from workflow.engine.values import Retry


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


_CLAIM = """
WITH due AS (
    SELECT e.id FROM workflow_effect e
    WHERE e.status IN ('waiting', 'leased') AND e.next_at <= %(now)s
      AND (e.leased_until IS NULL OR e.leased_until <= %(now)s)
      AND (%(targets)s::text[] IS NULL OR e.target = ANY(%(targets)s::text[]))
      AND NOT EXISTS (
        SELECT FROM workflow_effect older
        WHERE older.order_group = e.order_group AND older.id < e.id AND older.status IN ('waiting', 'leased'))
    ORDER BY e.next_at, e.id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE workflow_effect e
SET status = 'leased', leased_until = %(until)s, leased_by = %(worker)s, fence = e.fence + 1, attempts = e.attempts + 1
FROM due WHERE e.id = due.id
RETURNING e.id, e.key, e.case_id, e.call, e.node, e.target, e.operation, e.payload, e.receive, e.retry,
          e.timeout_seconds, e.attempts, e.fence
"""


def claim_effects(
    *, worker: str, limit: int, now: datetime, lease: timedelta, targets: Sequence[str] | None = None
) -> list[ClaimedEffect]:
    """Lease up to `limit` calls that are due, the oldest first; a lease that ran out is taken over."""
    values: dict[str, Any] = {
        "now": now,
        "until": now + lease,
        "worker": worker,
        "limit": limit,
        "targets": list(targets) if targets is not None else None,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        rows = cursor.fetchall()
    return sorted((_claimed(row) for row in rows), key=lambda effect: effect.id)


def _claimed(row: tuple[Any, ...]) -> ClaimedEffect:
    id_, key, case, call, node, target, operation, payload, receive, retry, timeout, attempt, fence = row
    return ClaimedEffect(
        id=id_,
        key=key,
        case=case,
        call=call,
        node=node,
        target=target,
        operation=operation,
        payload=_json(payload),
        receive=tuple(_json(receive)),
        retry=convert(_json(retry), Retry),
        timeout_seconds=timeout,
        attempt=attempt,
        fence=fence,
    )


def _json(value: Any) -> Any:
    """A jsonb column, which a bare cursor gives as text."""
    return json.loads(value) if isinstance(value, str) else value
