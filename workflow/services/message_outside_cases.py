"""A connected system tells something that is for no case: the record of it, for whoever keeps what it says."""

from datetime import datetime
from typing import Any

from workflow.models import InboundMessage


def is_known(*, sender: str, message_id: str) -> bool:
    """Whether it was taken in already."""
    return InboundMessage.objects.filter(sender=sender, message=message_id).exists()


def note_taken(*, sender: str, message_id: str, name: str, key: str, data: dict[str, Any], now: datetime) -> bool:
    """Record it as taken, after it was kept. False when that was done meanwhile."""
    _, is_new = InboundMessage.objects.get_or_create(
        sender=sender,
        message=message_id,
        defaults={
            "name": name,
            "key": key,
            "data": data,
            "status": InboundMessage.Status.TAKEN,
            "received_at": now,
            "taken_at": now,
        },
    )
    return is_new
