"""Who has looked at the cases of a list: what is new to the reader in them, and who else has them open now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from approvals.models import CaseLook, InboxEntry
from approvals.selectors.inbox import InboxRow
from approvals.selectors.readers_now import JUST_NOW


@dataclass(frozen=True, slots=True)
class RowLooks:
    """By case."""

    changed: set[UUID] = field(default_factory=set)
    """Something happened since the reader last looked; cases never looked at are simply new and not in here."""
    readers: defaultdict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    """The others who may act and have it open, whoever came first first."""


def looks_at(rows: Iterable[InboxRow], person: UUID, now: datetime) -> RowLooks:
    """For the rows of a person's list, by one statement."""
    seq = {row.case: row.seq for row in rows}
    may_act = InboxEntry.objects.filter(case=OuterRef("case"), person=OuterRef("person"))
    reads_now = Q(Exists(may_act), seen_at__gt=now - JUST_NOW)
    looks = CaseLook.objects.filter(Q(person=person) | reads_now, case__in=seq).order_by("seen_at")
    found = RowLooks()
    for case, reader, seen in looks.values_list("case", "person", "seen_seq"):
        if reader != person:
            found.readers[case].append(reader)
        elif seen < seq[case]:
            found.changed.add(case)
    return found
