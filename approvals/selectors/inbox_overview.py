"""How much work waits for a person, by what it is and until when: the views beside the list, and the portal."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from approvals.models import InboxEntry, LaterView
from approvals.selectors.inbox import COUNTED
from approvals.selectors.looks import SHOWN
from forms.tokyo_time import TOKYO


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts over the newest 1,000 pieces of work."""

    total: int = 0
    newest: int = 0
    """The entry that came last, for `arrived_since`; 0 when nothing waits."""
    late: int = 0
    today: int = 0
    """Until the end of today, with what is late."""
    for_others: int = 0
    dues: tuple[datetime | None, ...] = ()
    """Until when each of it has to be done."""
    held: int = 0
    """Kept by the person himself."""
    later_views: int = 0
    circulated: int = 0
    """To be looked at only: put before him (供覧)."""
    kinds: Counter[str] = field(default_factory=Counter)
    procedures: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    """By the code of the unit the applicant applies in."""


def overview_of(person: UUID, now: datetime) -> Overview:
    """All counts of one person, by two statements."""
    newest = InboxEntry.objects.filter(person=person).order_by("-arrived_at", "-id")[:COUNTED]
    rows = list(newest.values_list("kind", "procedure", "due_at", "principal", "held_by", "case__unit", "id"))
    end, owed = end_of_day(now), LaterView.objects.filter(person=person, seen_at=None)
    looks = Counter(owed.values_list("reason", flat=True))
    return Overview(
        total=len(rows),
        newest=max((entry for *_, entry in rows), default=0),
        dues=tuple(due for _, _, due, *_ in rows),
        late=sum(1 for _, _, due, *_ in rows if due and due < now),
        today=sum(1 for _, _, due, *_ in rows if due and due < end),
        for_others=sum(1 for _, _, _, principal, *_ in rows if principal),
        held=sum(1 for *_, held_by, _, _ in rows if held_by == person),
        later_views=looks.total() - looks[SHOWN],
        circulated=looks[SHOWN],
        kinds=Counter(kind for kind, *_ in rows),
        procedures=Counter(procedure for _, procedure, *_ in rows),
        units=Counter(unit for *_, unit, _ in rows),
    )


def end_of_day(now: datetime) -> datetime:
    """The midnight that ends this day in Japan."""
    day = now.astimezone(TOKYO).date() + timedelta(days=1)
    return datetime.combine(day, time(), TOKYO)
