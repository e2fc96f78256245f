"""Writes down what keeps files from being taken over, for as long as it does."""

import logging
from datetime import datetime

from integrations.models import FailingPickup
from integrations.reply import NoReply

logger = logging.getLogger(__name__)


def note_trouble(message: str, reply: NoReply, *, now: datetime) -> None:
    """The same trouble again leaves the instant at which it began."""
    logger.warning("%s could not be picked up: %s %s", message, reply.trouble, reply.detail)
    found = {"trouble": str(reply.trouble), "detail": reply.detail[:300]}
    FailingPickup.objects.update_or_create(message=message, defaults=found, create_defaults={**found, "since": now})


def trouble_is_over(message: str) -> None:
    """Everything that lay there was taken over."""
    FailingPickup.objects.filter(message=message).delete()
