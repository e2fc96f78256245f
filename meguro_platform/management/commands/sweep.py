"""manage.py sweep: once a second, fire the timers that are due and wake the workers for effects nobody has taken.

Celery only carries "look", and messages get lost; the rows in PostgreSQL do not. This is who looks without being told.
Several may run on several hosts: dispatch locks the case and looks again, so nothing happens twice.
"""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection
from django.utils import timezone
from integrations.selectors.effects import is_effect_due

from integrations.services.wake import wake
from workflow.services.fire_timers import fire_due_timers

logger = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds."""


def sweep() -> None:
    """One round."""
    now = timezone.now()
    fire_due_timers(now=now)
    if is_effect_due(now):
        wake()


class Command(BaseCommand):
    """Runs until it is ended by a signal."""

    help = "Fires due timers and wakes the workers, once a second, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            began = time.monotonic()
            try:
                sweep()
            except Exception:  # the outer edge: a database that is gone for a moment, a case that fails
                logger.exception("this round failed; the next one is in a second")
                connection.close()
            close_old_connections()
            time.sleep(max(0.0, EVERY - (time.monotonic() - began)))
