"""What follows the instant of publication: rows, notices, reminders, the end. Nothing here makes anything readable.

People read from the instant on, whether or not this has run: see `forms.selectors.issuance.readable`.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from forms.issuance.ask import Receipt
from forms.issuance.batch import BatchStatus
from forms.issuance.consent import Act
from forms.issuance.rows import RowState
from forms.models import Consent, IssueBatch, IssueRow
from forms.ports import ports
from forms.services.issuance.batch_rows import ask_of
from forms.services.issuance.words import subject_of, where_of


@transaction.atomic
def follow_publication(*, batch: int, now: datetime) -> None:
    """Bring rows and notices of a released batch up to date with its instant of publication."""
    found = IssueBatch.objects.select_for_update(of=("self",)).select_related("kind").get(pk=batch)
    if found.readable_from is None or found.readable_from > now or found.called_back_at is not None:
        return
    if found.status == BatchStatus.RELEASED:
        _begin(found, now)
    if found.status == BatchStatus.PUBLISHED:
        _put_out(found, now)
        receipt = ask_of(found).receipt
        if receipt is not None:
            _remind(found, receipt, now)
            _close_reading(found, receipt, now)


def _begin(batch: IssueBatch, now: datetime) -> None:
    keep = ask_of(batch).keep
    batch.publish()
    batch.published_at = now
    if keep is not None and batch.readable_from is not None:
        batch.keep_until = keep.end(batch.readable_from)
    batch.save(update_fields=["status", "published_at", "keep_until"])
    if batch.corrects:
        corrected = IssueBatch.objects.select_for_update().filter(key=batch.corrects).first()
        if corrected is not None and corrected.status == BatchStatus.CLOSED:
            corrected.mark_corrected()
            corrected.save(update_fields=["status"])


def _put_out(batch: IssueBatch, now: datetime) -> None:
    """Made rows are published, except where consent fell away meanwhile; their people are told."""
    made = IssueRow.objects.filter(batch=batch, state=RowState.MADE.value)
    if batch.consent:
        said_no = Consent.objects.filter(
            consent=batch.consent,
            person=OuterRef("person"),
            act__in=[Act.REFUSE.value, Act.WITHDRAW.value],
            at__lte=batch.readable_from,
            id__gt=OuterRef("document__basis_entry_id"),
        )
        made.filter(Exists(said_no)).update(state=RowState.PAPER.value)
    people = _people(made)
    if not people:
        return
    made.update(state=RowState.PUBLISHED.value)
    subject = subject_of(batch).ja
    ports().tell(
        people=people,
        key=f"{batch.key}:published",
        subject=f"{subject}が届きました",
        text=where_of(batch),
        now=now,
    )


def _people(rows: QuerySet[IssueRow]) -> list[UUID]:
    return [person for person in rows.values_list("person", flat=True) if person is not None]


def _remind(batch: IssueBatch, receipt: Receipt, now: datetime) -> None:
    """Those who have not read theirs, each time a period has passed."""
    assert batch.readable_from is not None
    if receipt.remind_every is None or receipt.remind_every <= timedelta(0):
        return
    passed = int((now - batch.readable_from) / receipt.remind_every)
    due = min(passed, receipt.remind_at_most)
    unread = IssueRow.objects.filter(batch=batch, state=RowState.PUBLISHED.value, reminded__lt=due)
    people = _people(unread)
    if people:
        unread.update(reminded=due)
        ports().tell(
            people=people,
            key=f"{batch.key}:reminder:{due}",
            subject=f"{subject_of(batch).ja}をまだ見ていません",
            text=where_of(batch),
            now=now,
        )


def _close_reading(batch: IssueBatch, receipt: Receipt, now: datetime) -> None:
    assert batch.readable_from is not None
    if batch.readable_from + receipt.within <= now:
        late = IssueRow.objects.filter(batch=batch, state=RowState.PUBLISHED.value)
        late.update(state=RowState.UNREAD.value, settled_at=now)
