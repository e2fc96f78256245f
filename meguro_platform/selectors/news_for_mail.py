"""How much is new for a person since the last mail: numbers alone, because a mail says nothing of anybody."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from approvals.models import InboxEntry
from integrations.models import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Work and notices that came, and up to which row."""

    work: int
    notices: int
    last_entry: int
    last_notice: int

    @property
    def is_any(self) -> bool:
        return bool(self.work or self.notices)


def news_since(person: UUID, entry: int, notice: int) -> News:
    """What came after these rows and is still there."""
    entries = InboxEntry.objects.filter(person=person, id__gt=entry)
    notices = Notice.objects.filter(person__uuid=person, id__gt=notice, read_at=None)
    return News(
        work=entries.count(),
        notices=notices.count(),
        last_entry=max(entry, entries.aggregate(last=Max("id"))["last"] or 0),
        last_notice=max(notice, notices.aggregate(last=Max("id"))["last"] or 0),
    )


def newest_rows(person: UUID) -> tuple[int, int]:
    """The newest entry of the inbox and notice of a person."""
    found = news_since(person, 0, 0)
    return found.last_entry, found.last_notice
