"""What people were told."""

from uuid import UUID

from django.db.models import QuerySet

from integrations.models.notice import Notice


def notices_of(person: UUID) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(person__uuid=person).order_by("-at", "-id")


def unread_notices_of(person: UUID) -> QuerySet[Notice]:
    """Those not seen yet, newest first."""
    return notices_of(person).filter(read_at=None)
