"""Which rows of imported files are still there: what was thrown away counts as never taken in."""

from typing import Any

from django.db.models import QuerySet

from forms.models import RowSet


def kept_row_sets() -> "QuerySet[RowSet, Any]":
    """The uuids of all row sets, for a condition of another query."""
    return RowSet.objects.values("uuid")
