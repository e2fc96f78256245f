"""The figures of a batch beside those of the batch before it, from the rows of both."""

from datetime import datetime
from uuid import UUID

from forms.issuance.difference import Comparison, Figures, compare_figures, figures_of
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import IssueBatch, IssuedDocument, RowSet
from forms.ports import ports
from forms.services.issuance.batch_rows import all_rows, ask_of, columns_of, spec_of
from forms.services.issuance.ready import totals_of


def compared(batch: IssueBatch, before: IssueBatch) -> Comparison | None:
    """Counts and sums; None when rows are gone or too few. Whoever is shown people uses the next one."""
    kind = spec_of(batch)
    if kind is None or not kind.totals:
        return None
    try:
        here, there = _figures(batch, kind), _figures(before, kind)
    except RowSet.DoesNotExist:
        return None
    month = IssuedDocument.objects.filter(batch=batch).exclude(period=None).values_list("period", flat=True).first()
    return compare_figures(here, there, columns=columns_of(batch), limits=totals_of(batch).limits, month=month)


def compare_with(batch: IssueBatch, before: IssueBatch, *, viewer: UUID, now: datetime) -> Comparison | None:
    """The comparison, recorded for the viewer because it names people; None when rows are gone or too few."""
    found = compared(batch, before)
    if found is not None:
        ports().record_event(
            person=viewer, event="viewed_comparison", now=now, body={"batch": batch.key, "before": before.key}
        )
    return found


def _figures(batch: IssueBatch, kind: KindSpec) -> Figures:
    return figures_of(all_rows(batch), columns_of(batch), recipient=ask_of(batch).recipient, totals=kind.totals)
