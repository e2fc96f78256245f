"""Tells a case how its batch ended, when no row waits any more."""

from datetime import datetime

from django.db import transaction

from forms.issuance.batch import BatchStatus
from forms.issuance.rows import outcome_of
from forms.models import IssueBatch, IssueChunk, IssuedContent
from forms.ports import ports
from forms.selectors.issuance.counts import counts_of
from forms.services.issuance.batch_rows import ask_of

_MAY_END = (BatchStatus.RELEASED, BatchStatus.PUBLISHED)


def close_batch(*, batch: int, now: datetime) -> bool:
    """Tell the case first, then close: who is killed in between tells it again, which changes nothing."""
    found = IssueBatch.objects.get(pk=batch)
    if found.status not in _MAY_END:
        return False
    counts = counts_of(batch)
    outcome = outcome_of(counts, receipt_wanted=ask_of(found).receipt is not None)
    if outcome is None:
        return False
    ports().batch_changed(
        key=found.key, outcome=outcome, counts={state.value: count for state, count in counts.items()}, now=now
    )
    with transaction.atomic():
        locked = IssueBatch.objects.select_for_update().get(pk=batch)
        if locked.status not in _MAY_END:
            return False
        locked.close()
        locked.outcome, locked.closed_at = outcome, now
        later = IssueBatch.objects.filter(corrects=locked.key, published_at__isnull=False)
        if later.exists():
            locked.mark_corrected()
        locked.save()
    return True


@transaction.atomic
def clear_called_back(*, batch: int, now: datetime) -> None:
    """Destroys what was made of a batch that its case took back. Waits for workers that still hold a piece of it."""
    list(IssueChunk.objects.filter(batch=batch).select_for_update().values_list("pk"))  # as workers do: pieces first
    found = IssueBatch.objects.select_for_update().get(pk=batch)
    if found.called_back_at is None or found.closed_at is not None:
        return
    found.chunks.all().delete()
    found.rows.all().delete()
    IssuedContent.objects.filter(document__batch=found).delete()
    found.rows_sealed, found.closed_at = None, now
    found.save(update_fields=["rows_sealed", "closed_at"])
