"""Notices that belong to no case: rows for the portal, written in the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from integrations.models.notice import Notice

_AT_ONCE = 1000


def tell(*, people: Iterable[UUID], key: str, subject: str, text: str, now: datetime) -> None:
    """One notice for each person. Whoever calls does so once for each key."""
    Notice.objects.bulk_create(
        (
            Notice(person_id=person, key=key[:200], subject=subject[:200], text=text, at=now)
            for person in dict.fromkeys(people)
        ),
        batch_size=_AT_ONCE,
    )
