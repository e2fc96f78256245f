"""How many rows of a batch stand where."""

from collections.abc import Mapping

from django.db.models import Count

from forms.issuance.rows import RowState
from forms.models import IssueRow


def counts_of(batch: int) -> Mapping[RowState, int]:
    """Rows by state; states without rows are missing."""
    rows = IssueRow.objects.filter(batch=batch).values_list("state").annotate(Count("pk")).order_by()
    return {RowState(state): count for state, count in rows}


def progress_of(key: str) -> list[tuple[RowState, int]]:
    """How many rows of the batch of this key are how far, in the order of their way; nothing before it was opened."""
    rows = IssueRow.objects.filter(batch__key=key).values_list("state").annotate(Count("pk")).order_by()
    found = {RowState(state): count for state, count in rows}
    return [(state, found[state]) for state in RowState if state in found]
