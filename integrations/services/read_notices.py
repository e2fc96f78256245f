"""A person has seen notices."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from integrations.models.notice import Notice


def read_notices(*, person: UUID, notices: Sequence[int], now: datetime) -> int:
    """Mark the person's own notices as read; ids of others' notices are passed over. Says how many were new."""
    return Notice.objects.filter(person__uuid=person, id__in=notices, read_at=None).update(read_at=now)
