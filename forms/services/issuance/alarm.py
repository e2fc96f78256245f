"""Says well before publication that a batch is not ready, to those who can do something about it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from forms.issuance.batch import BatchStatus
from forms.models import IssueBatch
from forms.ports import ports
from forms.selectors.issuance.handlers import handlers_of
from forms.services.issuance.batch_rows import ask_of
from forms.tokyo_time import write_instant


def is_late(batch: IssueBatch, now: datetime) -> bool:
    """Publication is near and nobody has released the batch yet."""
    waits = batch.status in (BatchStatus.RECEIVED, BatchStatus.CHECKED)
    return waits and batch.publish_at is not None and batch.publish_at - settings.ISSUANCE_ALARM_BEFORE <= now


@transaction.atomic
def sound_alarm(*, batch: int, now: datetime) -> bool:
    """Once per batch; False when there is no reason or it was sounded before."""
    found = IssueBatch.objects.select_for_update(of=("self",)).select_related("kind").get(pk=batch)
    if found.alarmed_at is not None or not is_late(found, now) or found.publish_at is None:
        return False
    found.alarmed_at = now
    found.save(update_fields=["alarmed_at"])
    people = {UUID(person) for person in ask_of(found).paper_by} | set(handlers_of(found.kind))
    ports().tell(
        people=people,
        key=f"{found.key}:late",
        subject=f"公開の準備ができていません: {found.title or found.template}",
        text=f"公開は{write_instant(found.publish_at)}です。それまでに作成と二人の承認が要ります。",
        now=now,
    )
    return True
