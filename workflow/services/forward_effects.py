"""Handing claimed calls on to another connected system: nothing was sent yet, and its own workers take them up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from workflow.services.claim_effects import ClaimedEffect

_FORWARD = """
UPDATE workflow_effect e
SET target = m.target, operation = m.operation, leased_until = NULL, attempts = e.attempts - 1
FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[]) AS m (id, fence, target, operation)
WHERE e.id = m.id AND e.fence = m.fence AND e.leased_until IS NOT NULL
"""


def forward_effects(effects: Sequence[ClaimedEffect], *, to: Mapping[int, str]) -> None:
    """Give these calls to the system named under their id; the operation keeps its own name.

    A call whose lease was lost meanwhile is left to whoever holds it: they will do the same.
    """
    if not effects:
        return
    names = [to[effect.id] for effect in effects]
    operations = [f"{name}.{effect.operation.partition('.')[2]}" for name, effect in zip(names, effects, strict=True)]
    columns: list[Any] = [[effect.id for effect in effects], [effect.fence for effect in effects], names, operations]
    with connection.cursor() as cursor:
        cursor.execute(_FORWARD, columns)
