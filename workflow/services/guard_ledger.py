"""Quarantine: after a backup was put back, or a copy was made, nothing is sent until an operator has looked.

Two things tell. The fingerprint names cluster, database and timeline, so a dump in another place and a base backup that
was rolled forward are recognised. The watermark in the row only rises, and each host remembers the highest it has seen,
so a database that went back in time in its own place is recognised too.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from workflow.models import Effect, LedgerState
from workflow.selectors.ledger_state import FINGERPRINT
from workflow.services.delivery_journal import LEDGER, record_delivery


@dataclass(frozen=True, slots=True)
class Memory:
    """What a host remembers of a ledger: in which database, and how far it was."""

    fingerprint: str
    watermark: int


_RAISE = f"""
WITH here AS MATERIALIZED (
    SELECT {FINGERPRINT} AS fingerprint,
        CASE {FINGERPRINT} WHEN %(fingerprint)s THEN %(watermark)s ELSE 0 END::bigint AS remembered
)
INSERT INTO workflow_ledgerstate AS s (id, fingerprint, watermark, held_because)
SELECT 1, fingerprint, remembered + 1, '' FROM here
ON CONFLICT (id) DO UPDATE SET watermark = greatest(s.watermark + 1, excluded.watermark),
    held_because = CASE WHEN s.held_since IS NOT NULL THEN s.held_because
        WHEN s.fingerprint <> excluded.fingerprint THEN 'copied'
        WHEN s.watermark < excluded.watermark - 1 THEN 'older' ELSE '' END,
    held_since = CASE WHEN s.held_since IS NOT NULL THEN s.held_since
        WHEN s.fingerprint <> excluded.fingerprint OR s.watermark < excluded.watermark - 1 THEN clock_timestamp() END
RETURNING (SELECT fingerprint FROM here), watermark
"""


def guard_ledger(*, memory: Memory | None) -> Memory:
    """Hold the ledger if this is not the database it was, or an older state of it; what to remember from now on."""
    values: dict[str, str | int] = {
        "fingerprint": memory.fingerprint if memory else "",
        "watermark": memory.watermark if memory else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, values)
        return Memory(*cursor.fetchone())


@transaction.atomic
def release_ledger(*, by: UUID, reason: str, now: datetime) -> int:
    """Let outbound work go on; how many calls go out under doubt. Every open one may have been made after the backup.

    Nothing happens when nothing is held.
    """
    state = LedgerState.objects.select_for_update().filter(held_since__isnull=False).first()
    if state is None:
        return 0
    doubtful = Effect.objects.filter(status=Effect.Status.WAITING).update(in_doubt=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE workflow_ledgerstate SET fingerprint = {FINGERPRINT}, held_since = NULL, held_because = ''"
        )
    body = {"reason": reason, "because": state.held_because, "calls": doubtful}
    record_delivery(stream=LEDGER, event="released", by=by, now=now, body=body)
    return doubtful
