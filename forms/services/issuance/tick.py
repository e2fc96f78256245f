"""One look after all batches: opening, releasing, publication, reminders, ends. Called each second by the sweep."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError

from forms.models import IssueBatch, IssueChunk
from forms.services.issuance.alarm import sound_alarm
from forms.services.issuance.close import clear_called_back, close_batch
from forms.services.issuance.open_batch import open_batches
from forms.services.issuance.publish import follow_publication
from forms.services.issuance.release import check_off

logger = logging.getLogger(__name__)

Step = Callable[..., object]
STEPS: tuple[Step, ...] = (check_off, sound_alarm, follow_publication, close_batch)


def look_after_batches(*, now: datetime) -> bool:
    """Take every batch as far as it goes; says whether documents wait to be made. Any number may run at once."""
    open_batches(now=now)
    for batch in IssueBatch.objects.filter(closed_at=None, called_back_at=None).values_list("pk", flat=True):
        _take(STEPS, batch, now)
    for batch in IssueBatch.objects.filter(closed_at=None, called_back_at__isnull=False).values_list("pk", flat=True):
        _take((clear_called_back,), batch, now)
    return is_work_left()


def is_work_left() -> bool:
    """Whether a piece of a batch is still to be made."""
    return IssueChunk.objects.filter(done_at=None, batch__called_back_at=None).exists()


def _take(steps: tuple[Step, ...], batch: int, now: datetime) -> None:
    """One batch that fails must not keep the others waiting; it is tried again with the next look."""
    try:
        for step in steps:
            step(batch=batch, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # the outer edge
        logger.exception("batch %s could not be looked after; it is tried again", batch)
