"""Places for questions among the calls of a system: together they are never more than the system may get at once.

A question that came is counted from then on, so no call is taken into the place that it waits for: somebody is looking
at the form. It is sent when calls and earlier questions leave room.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from workflow.selectors.ledger_state import IS_HELD
from workflow.services.claim_effects import LOCK_CHANNELS

KEPT_FOR = timedelta(days=90)
_IS_OPEN = f"""channel.paused_at IS NULL AND channel.breaker = 'closed' AND channel.not_before <= clock_timestamp()
    AND NOT {IS_HELD}"""

_COME = f"""
INSERT INTO workflow_question (target, operation, asked_at, until, trouble, detail)
SELECT channel.target, %(operation)s, clock_timestamp(), clock_timestamp() + %(patience)s, '', ''
FROM workflow_channel channel WHERE channel.target = %(target)s AND {_IS_OPEN}
RETURNING id
"""

_GO = f"""
WITH under_way AS MATERIALIZED (
    SELECT (SELECT count(*) FROM unnest(channel.on_the_way) AS one (id)
            JOIN workflow_effect sent ON sent.id = one.id AND sent.target = channel.target
            WHERE sent.status = 'waiting' AND sent.leased_until > clock_timestamp())
        + (SELECT count(*) FROM workflow_question earlier WHERE earlier.target = channel.target
            AND earlier.ended_at IS NULL AND earlier.until > clock_timestamp() AND earlier.id < %(question)s) AS count
    FROM workflow_channel channel WHERE channel.target = %(target)s
),
spent AS (
    UPDATE workflow_channel channel SET rate_at = CASE WHEN %(per_second)s::numeric IS NULL THEN channel.rate_at
        ELSE greatest(channel.rate_at, clock_timestamp()) + interval '1 second' / %(per_second)s::numeric::float8 END
    FROM under_way WHERE channel.target = %(target)s AND under_way.count < %(at_once)s AND {_IS_OPEN}
      AND (%(per_second)s::numeric IS NULL OR channel.rate_at <= clock_timestamp() + interval '1 second')
    RETURNING channel.target
)
UPDATE workflow_question question SET sent_at = clock_timestamp()
FROM spent WHERE question.id = %(question)s AND question.until > clock_timestamp()
RETURNING question.id
"""

_END = """
UPDATE workflow_question SET ended_at = clock_timestamp(), status = %(status)s, trouble = %(trouble)s,
    detail = %(detail)s WHERE id = %(question)s;
DELETE FROM workflow_question WHERE asked_at < clock_timestamp() - %(kept)s
    AND id IN (SELECT id FROM workflow_question ORDER BY id LIMIT 5)
"""
"""Each takes some of the oldest with it, so there is never much to throw away."""


def come(operation: str, *, patience: timedelta) -> int | None:
    """The number of a question that waits for its place; None when nothing may go to the system now.

    The place is free again after `patience` at the latest.
    """
    row = _at_channel(operation.partition(".")[0], _COME, {"operation": operation, "patience": patience})
    return int(row[0]) if row else None


def may_go(question: int, target: str, *, at_once: int, per_second: Decimal | None) -> bool:
    """Whether it may be sent now; then it counts among the calls of this second."""
    values = {"question": question, "at_once": at_once, "per_second": per_second}
    return _at_channel(target, _GO, values) is not None


def end(question: int, *, status: int | None = None, trouble: str = "", detail: str = "") -> None:
    """Its place is free; what came of it is there for the operators."""
    values: dict[str, Any] = {"question": question, "status": status, "trouble": trouble, "detail": detail[:300]}
    with connection.cursor() as cursor:
        values["kept"] = KEPT_FOR
        cursor.execute(_END, values)


def _at_channel(target: str, sql: str, values: dict[str, Any]) -> tuple[Any, ...] | None:
    """The row of one statement, while nobody else takes anything for this system."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CHANNELS + sql, values | {"targets": [target], "target": target})
        while cursor.nextset():
            pass
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
