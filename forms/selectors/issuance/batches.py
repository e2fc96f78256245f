"""Batches by who may handle them. Everything the office's pages show starts here."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from forms.issuance.batch import BatchStatus
from forms.models import IssueBatch, IssuedDocument, PaperRequest
from forms.selectors.issuance.handlers import kinds_handled_by


def batches_of(person: UUID) -> QuerySet[IssueBatch]:
    """The batches of the kinds this person handles, the newest first."""
    handled = kinds_handled_by(person)
    mine = IssueBatch.objects.filter(template__in=handled.values("template")).select_related("kind")
    return mine.order_by("-received_at", "-id")


def count_waiting_for(person: UUID) -> int:
    """Batches that this person can release now, and paper that people asked for and have not got."""
    releases = batches_of(person).filter(status=BatchStatus.CHECKED).exclude(operator=person)
    return releases.count() + paper_requests_of(person).count()


def batches_not_ready(now: datetime) -> QuerySet[IssueBatch]:
    """Publication is near and nobody has released them yet."""
    waiting = IssueBatch.objects.filter(status__in=[BatchStatus.RECEIVED, BatchStatus.CHECKED])
    return waiting.filter(publish_at__lte=now + settings.ISSUANCE_ALARM_BEFORE).order_by("publish_at", "id")


def batch_before(batch: IssueBatch) -> IssueBatch | None:
    """The published batch of the same kind and variety for the latest earlier month; no correction."""
    sample = IssuedDocument.objects.filter(batch=batch).exclude(period=None).first()
    if sample is None or batch.corrects:
        return None
    earlier = IssuedDocument.objects.filter(
        kind=sample.kind,
        variety=sample.variety,
        period__lt=sample.period,
        batch__corrects="",
        batch__published_at__isnull=False,
    )
    found = earlier.order_by("-period", "-batch__readable_from").select_related("batch").first()
    return found.batch if found else None


def corrections_of(batch: IssueBatch) -> QuerySet[IssueBatch]:
    """Batches that bring new versions of this one's documents."""
    return IssueBatch.objects.filter(corrects=batch.key).exclude(status=BatchStatus.CALLED_BACK).order_by("id")


def paper_requests_of(person: UUID) -> QuerySet[PaperRequest]:
    """Paper that people asked for and have not got, of every kind this person handles, the oldest first."""
    asked = PaperRequest.objects.filter(document__batch__in=batches_of(person), handed_at=None)
    return asked.select_related("document__row", "document__batch__kind").order_by("asked_at", "id")


def open_paper_requests(batch: IssueBatch) -> QuerySet[PaperRequest]:
    """Paper that people asked for and have not got."""
    asked = PaperRequest.objects.filter(document__batch=batch, handed_at=None)
    return asked.select_related("document__row").order_by("asked_at")
