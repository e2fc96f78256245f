"""A person's inbox: what he may do now, one page at a time.

Every question here is `_WHOSE`, narrowed by conditions that stand beside it, in SQL that is prepared: nobody's inbox is
read in another way, and the database plans it once for all (decision 90).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.row_contents import FILES
from workflow.selectors.hot_cursor import HotCursor

PAGE = 50
COUNTED = 1000
"""Counting stops here; pages say 1,000+."""


class Order(StrEnum):
    """Orders of the list; each has an index."""

    NEWEST = "newest"
    DEADLINE = "deadline"


_ORDERS = {Order.NEWEST: "e.arrived_at DESC, e.id DESC", Order.DEADLINE: "e.due_at, e.id"}


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


class InboxRow(NamedTuple):
    """One line of the list, in the order of `_ROWS`. A tuple, because every page of the inbox makes fifty of them."""

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
_WHOSE = "e.person = %(person)s"
_CASE = "EXISTS (SELECT FROM workflow_case c WHERE c.uuid = e.case_id AND {})"
_NARROWED = {
    "procedure": "e.procedure = %(procedure)s",
    "kind": "e.kind = %(kind)s",
    "due_before": "e.due_at < %(due_before)s",
    "for_others": "e.principal IS NOT NULL",
    "held": "e.held_by = e.person",
    "unit": _CASE.format("c.unit = ANY(%(units)s)"),
    "with_files": _CASE.format(f"jsonb_path_exists(c.state, '{FILES}')"),
    "changed": _CASE.format(
        "EXISTS (SELECT FROM approvals_case_look l"
        " WHERE l.case_id = c.uuid AND l.person = e.person AND l.seen_seq < c.journal_seq)"
    ),
}
"""What each field of InboxFilter asks."""
_COUNT = "SELECT count(*) FROM (SELECT FROM approvals_inbox_entry e WHERE {where} LIMIT %(counted)s) counted"
_DUES = "SELECT e.due_at FROM approvals_inbox_entry e WHERE {where} LIMIT %(counted)s"
_ROWS = """
SELECT e.id, e.task_id, e.case_id, c.number, e.procedure, e.step, e.kind, c.applicant, c.unit, c.program_hash, e.node,
       e.arrived_at, e.due_at, e.capacity, e.principal, e.held_by, c.revision, c.journal_seq, {total}
FROM (SELECT * FROM approvals_inbox_entry e WHERE {where} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s) e
JOIN workflow_case c ON c.uuid = e.case_id
ORDER BY {order}
"""
"""The lines of a page are chosen by an index of the entries before anything is joined to them."""


def inbox_of(
    person: UUID,
    *,
    narrowed: InboxFilter = NO_FILTER,
    order: Order = Order.NEWEST,
    page: int = 1,
    total: int | None = None,
) -> InboxPage:
    """One page of the work a person may do now. A page beyond the end is empty. `total`: where it is known already."""
    entries = _Entries.of(person, narrowed)
    counting = "NULL" if total is not None else f"({_COUNT.format(where=entries.where)})"
    found = entries.lines(order, limit=PAGE, offset=max(page - 1, 0) * PAGE, total=counting)
    if total is None:
        total = found[0][-1] if found else entries.count()
    return InboxPage(rows=tuple(InboxRow._make(line[:-1]) for line in found), total=total)


def inbox_row(person: UUID, task: UUID) -> InboxRow | None:
    """The person's entry for one task; None when he may not act on it now."""
    return next(iter(inbox_rows(person, [task])), None)


def inbox_row_of_case(person: UUID, case: UUID) -> InboxRow | None:
    """The newest work of the person in one case."""
    return next(_Entries.of(person).and_also("e.case_id = %(case)s", case=case).rows(Order.NEWEST, limit=1), None)


def inbox_rows(person: UUID, tasks: Sequence[UUID]) -> tuple[InboxRow, ...]:
    """The person's entries for several tasks, in the order asked for; tasks he may not act on are left out."""
    entries = _Entries.of(person).and_also("e.task_id = ANY(%(tasks)s)", tasks=list(tasks))
    found = {row.task: row for row in entries.rows(Order.NEWEST, limit=len(tasks))}
    return tuple(found[task] for task in dict.fromkeys(tasks) if task in found)


def row_after(
    person: UUID, row: InboxRow, *, narrowed: InboxFilter = NO_FILTER, order: Order = Order.NEWEST
) -> InboxRow | None:
    """The row that follows in the list, also when that row is gone by now; None at the end."""
    if order is Order.NEWEST:
        later = "(e.arrived_at, e.id) < (%(arrived_at)s, %(entry)s)"
    elif row.due_at is None:
        later = "e.due_at IS NULL AND e.id > %(entry)s"
    else:
        later = "((e.due_at, e.id) > (%(due_at)s, %(entry)s) OR e.due_at IS NULL)"
    entries = _Entries.of(person, narrowed)
    after = entries.and_also(later, entry=row.entry, arrived_at=row.arrived_at, due_at=row.due_at)
    return next(after.rows(order, limit=1), None)


def due_dates(person: UUID, narrowed: InboxFilter = NO_FILTER) -> list[datetime | None]:
    """Until when each piece of the work has to be done, of at most COUNTED; None: no deadline."""
    return _Entries.of(person, narrowed).due_dates()


def inbox_count(person: UUID, narrowed: InboxFilter = NO_FILTER) -> int:
    """How much work waits for a person, at most COUNTED."""
    return _Entries.of(person, narrowed).count()


def arrived_since(person: UUID, entry: int, narrowed: InboxFilter = NO_FILTER) -> int:
    """How much came after an entry, at most COUNTED."""
    return _Entries.of(person, narrowed).and_also("e.id > %(entry)s", entry=entry).count()


@dataclass(frozen=True, slots=True)
class _Entries:
    """Those of one person under conditions; the values of these are sent beside them."""

    where: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, person: UUID, narrowed: InboxFilter = NO_FILTER) -> "_Entries":
        chosen = [condition for field, condition in _NARROWED.items() if getattr(narrowed, field)]
        units = sorted(organisation_in_force().below(narrowed.unit)) if narrowed.unit else []
        values = {
            "person": person,
            "counted": COUNTED,
            "procedure": narrowed.procedure,
            "kind": narrowed.kind,
            "due_before": narrowed.due_before,
            "units": units,
        }
        return cls(" AND ".join([_WHOSE, *chosen]), values)

    def and_also(self, condition: str, **values: object) -> "_Entries":
        return _Entries(f"{self.where} AND {condition}", {**self.values, **values})

    def rows(self, order: Order, *, limit: int) -> Iterator[InboxRow]:
        return (InboxRow._make(line[:-1]) for line in self.lines(order, limit=limit))

    def lines(self, order: Order, *, limit: int, offset: int = 0, total: str = "NULL") -> list[tuple[Any, ...]]:
        """The columns of InboxRow, and behind them how many there are in all, where that is asked."""
        sql = _ROWS.format(where=self.where, order=_ORDERS[order], total=total)
        return HotCursor().rows(sql, {**self.values, "limit": limit, "offset": offset})

    def due_dates(self) -> list[datetime | None]:
        return [due for (due,) in HotCursor().rows(_DUES.format(where=self.where), self.values)]

    def count(self) -> int:
        return int(HotCursor().rows(_COUNT.format(where=self.where), self.values)[0][0])
