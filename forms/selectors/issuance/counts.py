"""How many rows of a batch stand where."""

from collections.abc import Mapping

from django.db.models import Count

from forms.issuance.rows import RowState
from forms.models import IssueRow


def counts_of(batch: int) -> Mapping[RowState, int]:
    """Rows by state; states without rows are missing."""
    rows = IssueRow.objects.filter(batch=batch).values_list("state").annotate(Count("pk")).order_by()
    return {RowState(state): count for state, count in rows}
