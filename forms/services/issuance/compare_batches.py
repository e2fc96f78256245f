"""The figures of a batch beside those of the batch before it, from the rows of both."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.issuance.difference import Difference, compare, percent_of
from forms.issuance.kind import DocumentKind as KindSpec
from forms.issuance.totals import FEWEST
from forms.models import IssueBatch, RowSet
from forms.ports import ports
from forms.services.issuance.batch_rows import all_rows, ask_of, columns_of, spec_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One total now and before."""

    name: str
    now: int
    before: int

    @property
    def percent(self) -> str:
        return percent_of(self.now, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a clerk looks at before standing for a batch."""

    before: IssueBatch
    people: Difference
    sums: tuple[Sum, ...]


def compare_with(batch: IssueBatch, before: IssueBatch, *, viewer: UUID, now: datetime) -> Comparison | None:
    """The comparison, recorded for the viewer because it names people; None when rows are gone or too few."""
    kind = spec_of(batch)
    if kind is None or not kind.totals:
        return None
    try:
        here, there = _figures(batch, kind), _figures(before, kind)
    except RowSet.DoesNotExist:
        return None
    net = kind.totals[-1]
    if min(len(here[net]), len(there[net])) < FEWEST:
        return None
    ports().record_event(
        person=viewer, event="viewed_comparison", now=now, body={"batch": batch.key, "before": before.key}
    )
    sums = tuple(Sum(name=name, now=sum(here[name].values()), before=sum(there[name].values())) for name in kind.totals)
    return Comparison(before=before, people=compare(here[net], there[net]), sums=sums)


def _figures(batch: IssueBatch, kind: KindSpec) -> dict[str, dict[str, int]]:
    """Each total by staff number."""
    columns, recipient = columns_of(batch), ask_of(batch).recipient
    found: dict[str, dict[str, int]] = {name: {} for name in kind.totals}
    for row in all_rows(batch):
        who = columns.text(row, recipient)
        for name in kind.totals:
            value = columns.value(row, name)
            found[name][who] = value if isinstance(value, int) and not isinstance(value, bool) else 0
    return found
