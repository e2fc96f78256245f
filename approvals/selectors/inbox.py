"""A person's inbox: what he may do now, one page at a time, from one table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals.models import CaseLook, InboxEntry
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.row_contents import has_files_in

PAGE = 50
COUNTED = 1000
"""Counting stops here; pages say 1,000+."""


class Order(StrEnum):
    """Orders of the list; each has an index."""

    NEWEST = "newest"
    DEADLINE = "deadline"


_ORDERS = {Order.NEWEST: ("-arrived_at", "-id"), Order.DEADLINE: ("due_at", "id")}


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxFilter:
    """What the list is narrowed to. All but the last two are columns of the entry."""

    procedure: str = ""
    kind: str = ""
    due_before: datetime | None = None
    for_others: bool = False
    """Only what would be done for somebody else (代決, 代理)."""
    held: bool = False
    """Only what the person keeps to himself (保留)."""
    unit: str = ""
    """Code of a unit: only cases whose applicants apply in it or below it."""
    with_files: bool = False
    """Only cases with attached files."""
    changed: bool = False
    """Only cases in which something happened since the person last looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One line of the list."""

    entry: int
    task: UUID
    case: UUID
    number: str
    procedure: str
    step: str
    kind: str
    applicant: UUID
    unit: str
    """Code of the unit the applicant applies in."""
    program: str
    """Hash of the version the case is pinned to."""
    node: str
    arrived_at: datetime
    due_at: datetime | None
    capacity: str
    principal: UUID | None
    held_by: UUID | None
    revision: int
    """Of the case, as the act that follows must name it."""
    seq: int
    """Last entry of the case's journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """A page of the list and how many there are in all, at most COUNTED."""

    rows: tuple[InboxRow, ...]
    total: int


NO_FILTER = InboxFilter()


def inbox_of(
    person: UUID,
    *,
    narrowed: InboxFilter = NO_FILTER,
    order: Order = Order.NEWEST,
    page: int = 1,
    total: int | None = None,
) -> InboxPage:
    """One page of the work a person may do now. A page beyond the end is empty. `total`: where it is known already.

    The fifty are chosen from the index alone before anything is joined to them.
    """
    entries, start = _narrowed(person, narrowed), max(page - 1, 0) * PAGE
    chosen = entries.order_by(*_ORDERS[order]).values("id")[start : start + PAGE]
    return InboxPage(
        rows=tuple(_rows(InboxEntry.objects.filter(id__in=chosen).order_by(*_ORDERS[order]))),
        total=count_of(entries) if total is None else total,
    )


def inbox_row(person: UUID, task: UUID) -> InboxRow | None:
    """The person's entry for one task; None when he may not act on it now."""
    return next(_rows(InboxEntry.objects.filter(person=person, task=task)), None)


def inbox_row_of_case(person: UUID, case: UUID) -> InboxRow | None:
    """The newest work of the person in one case."""
    return next(_rows(InboxEntry.objects.filter(person=person, case=case).order_by("-id")[:1]), None)


def inbox_rows(person: UUID, tasks: Sequence[UUID]) -> tuple[InboxRow, ...]:
    """The person's entries for several tasks, in the order asked for; tasks he may not act on are left out."""
    found = {row.task: row for row in _rows(InboxEntry.objects.filter(person=person, task__in=tasks))}
    return tuple(found[task] for task in dict.fromkeys(tasks) if task in found)


def row_after(
    person: UUID, row: InboxRow, *, narrowed: InboxFilter = NO_FILTER, order: Order = Order.NEWEST
) -> InboxRow | None:
    """The row that follows in the list, also when that row is gone by now; None at the end."""
    entries = _narrowed(person, narrowed).exclude(id=row.entry)
    if order is Order.NEWEST:
        later = Q(arrived_at__lt=row.arrived_at) | Q(arrived_at=row.arrived_at, id__lt=row.entry)
    elif row.due_at is None:
        later = Q(due_at=None, id__gt=row.entry)
    else:
        later = Q(due_at__gt=row.due_at) | Q(due_at=row.due_at, id__gt=row.entry) | Q(due_at=None)
    return next(_rows(entries.filter(later).order_by(*_ORDERS[order])[:1]), None)


def count_of(entries: "QuerySet[InboxEntry]") -> int:
    """How many, counted no further than COUNTED."""
    return entries.order_by()[:COUNTED].count()


def due_dates(person: UUID, narrowed: InboxFilter = NO_FILTER) -> list[datetime | None]:
    """Until when each piece of the work has to be done, of at most COUNTED; None: no deadline."""
    return list(_narrowed(person, narrowed).order_by()[:COUNTED].values_list("due_at", flat=True))


def inbox_count(person: UUID, narrowed: InboxFilter = NO_FILTER) -> int:
    """How much work waits for a person, at most COUNTED."""
    return count_of(_narrowed(person, narrowed))


def arrived_since(person: UUID, entry: int, narrowed: InboxFilter = NO_FILTER) -> int:
    """How much came after an entry, at most COUNTED."""
    return count_of(_narrowed(person, narrowed).filter(id__gt=entry))


def _narrowed(person: UUID, narrowed: InboxFilter) -> "QuerySet[InboxEntry]":
    entries = InboxEntry.objects.filter(person=person)
    if narrowed.procedure:
        entries = entries.filter(procedure=narrowed.procedure)
    if narrowed.kind:
        entries = entries.filter(kind=narrowed.kind)
    if narrowed.due_before:
        entries = entries.filter(due_at__lt=narrowed.due_before)
    if narrowed.for_others:
        entries = entries.exclude(principal=None)
    if narrowed.held:
        entries = entries.filter(held_by=person)
    if narrowed.unit:
        entries = entries.filter(case__unit__in=organisation_in_force().below(narrowed.unit))
    if narrowed.with_files:
        entries = entries.filter(has_files_in("case__state"))
    if narrowed.changed:
        looks = CaseLook.objects.filter(person=person, case=OuterRef("case"))
        entries = entries.filter(Exists(looks.filter(seen_seq__lt=OuterRef("case__journal_seq"))))
    return entries


_COLUMNS = {
    "entry": "id",
    "task": "task_id",
    "case": "case_id",
    "number": "case__number",
    "procedure": "procedure",
    "step": "task__step",
    "kind": "kind",
    "applicant": "case__applicant",
    "unit": "case__unit",
    "program": "case__program_hash",
    "node": "task__node",
    "arrived_at": "arrived_at",
    "due_at": "due_at",
    "capacity": "capacity",
    "principal": "principal",
    "held_by": "held_by",
    "revision": "case__revision",
    "seq": "case__journal_seq",
}


def _rows(entries: "QuerySet[InboxEntry]") -> Iterator[InboxRow]:
    for values in entries.values_list(*_COLUMNS.values()):
        yield InboxRow(**dict(zip(_COLUMNS, values, strict=True)))
