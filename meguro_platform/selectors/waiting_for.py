"""Who has a case now, for lists of cases: one question for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from approvals.models import InboxEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The open work of one case."""

    people: tuple[str, ...]
    """uuids of whoever may act."""
    due_at: datetime | None
    """The nearest deadline."""


def waiting_for(cases: Sequence[UUID]) -> dict[UUID, Waiting]:
    """By case; those that wait for no person are left out."""
    entries: dict[UUID, list[tuple[UUID, datetime | None]]] = defaultdict(list)
    rows = InboxEntry.objects.filter(case__in=cases).order_by("arrived_at", "id")
    for case, person, due_at in rows.values_list("case", "person", "due_at"):
        entries[case].append((person, due_at))
    return {
        case: Waiting(
            people=tuple(dict.fromkeys(str(person) for person, _ in found)),
            due_at=min((due for _, due in found if due), default=None),
        )
        for case, found in entries.items()
    }
