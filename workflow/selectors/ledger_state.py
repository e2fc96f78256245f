"""Whether this is still the database the ledger was released in: a restored copy must not send again by itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

FINGERPRINT = """(
    (SELECT system_identifier FROM pg_control_system()) || '/' ||
    (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' ||
    (SELECT timeline_id FROM pg_control_checkpoint())
)"""
"""A dump restored elsewhere has another cluster or database, a base backup rolled forward another timeline."""

IS_HELD = (
    f"EXISTS (SELECT FROM workflow_ledgerstate s WHERE s.held_since IS NOT NULL OR s.fingerprint <> {FINGERPRINT})"
)
"""An SQL condition; part of every claim, so that nothing leaves between a restore and the first look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Outbound work is held until an operator has looked."""

    since: datetime | None
    """None: nobody has noted it yet."""
    because: str
    """copied: another database than the one released · older: the database went back in time"""


def hold_in_force() -> Hold | None:
    """Why nothing is sent at the moment, if nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT held_since, held_because FROM workflow_ledgerstate WHERE {IS_HELD}")
        row = cursor.fetchone()
    return Hold(since=row[0], because=row[1] or "copied") if row else None
