"""Taking calls from the ledger as a worker does, without sending them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from workflow.models import Effect
from workflow.selectors.due_effects import due_targets
from workflow.services.claim_effects import Allowance, ClaimedEffect, claim_effects


def claimed(
    *, worker: str = "test", limit: int = 100, lease: timedelta = timedelta(seconds=15), suspects: bool = False
) -> list[ClaimedEffect]:
    """Everything that is due, as far as `limit` goes."""
    allowances = [Allowance(target=target, room=limit, at_once=100) for target in due_targets()]
    return claim_effects(worker=worker, allowances=allowances, limit=limit, lease=lease, suspects=suspects)


def open_calls(count: int, **values: Any) -> list[Effect]:
    """Calls that are due, to a system that no file describes unless `values` say otherwise."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "node": "check",
        "target": "試験連携",
        "operation": "試験連携.登録",
        "payload": {"金額": 1000},
        "retry": {"times": 3, "first": {"amount": 10, "unit": "seconds"}},
        "timeout_seconds": 5,
        "next_at": now,
        "created_at": now,
    }
    keys = [f"{uuid4()}:check/1" for _ in range(count)]
    return Effect.objects.bulk_create(Effect(**{"key": key, "call": "check/1", **defaults, **values}) for key in keys)
