"""Sending a call again that was given up: under which key, as the last answer tells."""

from datetime import datetime
from typing import Any
from uuid import UUID

from integrations.errors import Trouble
from integrations.selectors.ledger import call_numbered
from workflow.services.dead_letters import send_again


def replay(
    *,
    effect: int,
    by: UUID,
    reason: str,
    now: datetime,
    payload: dict[str, Any] | None = None,
    proposed_by: UUID | None = None,
) -> bool:
    """Have it made again. False when somebody was faster.

    A receiver that refused may repeat its refusal for a key it knows; it did nothing under that key, so a new one does
    no harm. In every other case the key stays, because it may have been done.
    """
    call = call_numbered(effect, systems=None)
    return send_again(
        effect=effect,
        by=by,
        reason=reason,
        now=now,
        payload=payload,
        proposed_by=proposed_by,
        new_key=call is not None and call.trouble == Trouble.REFUSED and not call.in_doubt,
    )
