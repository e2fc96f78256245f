"""Which documents a person may read: the one place that says so. Everything that shows a document starts here."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from forms.issuance.consent import Act
from forms.issuance.rows import RowState
from forms.models import Consent, IssuedDocument

ON_SCREEN = [state.value for state in (RowState.MADE, RowState.PUBLISHED, RowState.RECEIVED, RowState.UNREAD)]


def readable_documents(person: UUID, now: datetime) -> QuerySet[IssuedDocument]:
    """The person's own documents that are published and for which there was a basis at that instant."""
    return IssuedDocument.objects.filter(person=person).filter(_published(now), _has_basis())


def _published(now: datetime) -> Q:
    batch = Q(batch__readable_from__lte=now, batch__called_back_at=None)
    kept = Q(batch__keep_until=None) | Q(batch__keep_until__gt=now)
    return batch & kept & Q(content__isnull=False)


def _has_basis() -> Q:
    """Its row went to the screen, and between asking the ledger and publication nobody said no."""
    said_no = Consent.objects.filter(
        person=OuterRef("person"),
        consent=OuterRef("batch__consent"),
        act__in=[Act.REFUSE.value, Act.WITHDRAW.value],
        at__lte=OuterRef("batch__readable_from"),
        id__gt=OuterRef("basis_entry_id"),
    )
    return Q(~Exists(said_no), ~Q(basis="paper"), row__state__in=ON_SCREEN)
