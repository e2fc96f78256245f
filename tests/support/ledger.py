"""Taking calls from the ledger as a worker does, without sending them."""

from datetime import timedelta

from workflow.selectors.due_effects import due_targets
from workflow.services.claim_effects import Allowance, ClaimedEffect, claim_effects


def claimed(
    *, worker: str = "test", limit: int = 100, lease: timedelta = timedelta(seconds=15), suspects: bool = False
) -> list[ClaimedEffect]:
    """Everything that is due, as far as `limit` goes."""
    allowances = [Allowance(target=target, room=limit, at_once=limit) for target in due_targets()]
    return claim_effects(worker=worker, allowances=allowances, limit=limit, lease=lease, suspects=suspects)
