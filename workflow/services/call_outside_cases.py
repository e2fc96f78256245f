"""Putting a call into the ledger that belongs to no case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workflow.models import Effect

_TIMEOUT = 30


def call_outside_cases(
    *, key: str, operation: str, payload: dict[str, Any], receive: Sequence[str], retry: dict[str, Any], now: datetime
) -> bool:
    """Once per key. False when it was there already."""
    row = Effect(
        key=key,
        call=key[:160],
        node="",
        target=operation.partition(".")[0],
        operation=operation,
        payload=payload,
        receive=list(receive),
        retry=retry,
        timeout_seconds=_TIMEOUT,
        next_at=now,
        created_at=now,
    )
    if Effect.objects.filter(key=key).exists():
        return False
    Effect.objects.bulk_create([row], ignore_conflicts=True)
    return True
