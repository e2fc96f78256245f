"""The net sum of the last months, from the totals of the row sets."""

from datetime import date

from forms.issuance.totals import COUNT, FEWEST
from forms.models import IssueBatch, IssuedDocument
from forms.services.issuance.batch_rows import columns_of, spec_of
from forms.services.issuance.ready import totals_of

_MONTHS = 12


def sums_by_month(batch: IssueBatch) -> list[tuple[date, int]]:
    """The sum of the last of the kind's totals, month by month up to this batch; without corrections."""
    kind, sample = spec_of(batch), IssuedDocument.objects.filter(batch=batch).exclude(period=None).first()
    if kind is None or not kind.totals or sample is None:
        return []
    documents = IssuedDocument.objects.filter(
        kind=sample.kind,
        variety=sample.variety,
        period__lte=sample.period,
        batch__corrects="",
        batch__called_back_at=None,
    )
    periods = dict(documents.values_list("batch", "period").distinct())
    found = []
    for each in IssueBatch.objects.filter(pk__in=periods, row_set__isnull=False):
        column = columns_of(each).find(kind.totals[-1])
        sums, period = totals_of(each).sums, periods[each.pk]
        if column and period and column.key in sums and sums[COUNT] >= FEWEST:
            found.append((period, sums[column.key]))
    return sorted(found)[-_MONTHS:]
