"""Keeping calls that are still on their way: a worker that lives says so, one that was killed soon loses them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from workflow.services.claim_effects import ClaimedEffect

_RENEW = """
UPDATE workflow_effect e SET leased_until = clock_timestamp() + %(lease)s
FROM unnest(%(ids)s::bigint[], %(fences)s::int[]) AS held (id, fence)
WHERE e.id = held.id AND e.fence = held.fence AND e.leased_until IS NOT NULL
RETURNING e.id
"""


def renew_leases(*, effects: Sequence[ClaimedEffect], lease: timedelta) -> set[int]:
    """Extend the leases this worker still holds, and tell which; those taken over stay with their new holder."""
    values: dict[str, Any] = {
        "lease": lease,
        "ids": [effect.id for effect in effects],
        "fences": [effect.fence for effect in effects],
    }
    with connection.cursor() as cursor:
        cursor.execute(_RENEW, values)
        return {id_ for (id_,) in cursor.fetchall()}
