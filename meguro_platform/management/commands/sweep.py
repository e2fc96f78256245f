"""manage.py sweep: once a second, find what is due in PostgreSQL, whoever forgot to say so.

Celery only carries "look", and messages get lost; the rows in PostgreSQL do not. This is who looks without being told.
Several may run on several hosts: dispatch locks the case and looks again, so nothing happens twice.
"""

import logging
import time
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from approvals.services.index_cases import index_cases
from forms.services.issuance.tick import look_after_batches
from forms.tasks import MAKE_DOCUMENTS
from integrations.selectors.effects import is_effect_due
from integrations.services.ask_totals import ask_totals
from integrations.services.remember_ledger import guard
from integrations.services.wake import Waker, wake
from workflow.services.fire_timers import due_timers, fire_timer
from workflow.services.receive_message import give_up_old_messages, hand_over_kept_messages

logger = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds."""
_STALE_AFTER = 10
"""Seconds: a "look" that no worker took for a while says nothing any more."""

wake_makers = Waker(lambda: current_app.send_task(MAKE_DOCUMENTS, queue="slow", expires=_STALE_AFTER))
"""Tells the slow workers that documents wait to be made."""


def sweep() -> None:
    """One round. Raises OperationalError when the database is gone."""
    now = timezone.now()
    for due in due_timers(now=now):
        try:
            fire_timer(due=due, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # the outer edge: one case that fails must not keep the timers of all others waiting
            logger.exception("timer %s of case %s could not be fired; it is tried again", due.timer, due.case)
    guard()
    hand_over_kept_messages(now=now)
    give_up_old_messages(now=now)
    index_cases()
    ask_totals(now=now)
    if is_effect_due():
        wake()
    if look_after_batches(now=now):
        wake_makers()


class Command(BaseCommand):
    """Runs until it is ended by a signal."""

    help = "Fires due timers, hands over kept messages and wakes the workers, once a second, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            began = time.monotonic()
            try:
                sweep()
            except Exception:  # the outer edge: a database that is gone for a moment
                logger.exception("this round failed; the next one is in a second")
                connection.close()
            close_old_connections()
            time.sleep(max(0.0, EVERY - (time.monotonic() - began)))
