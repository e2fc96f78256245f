"""The rows of imported tables, read for a block that goes over them."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from forms.services.issuance.row_sets import rows_between
from workflow.engine.commands import RowsRead
from workflow.engine.effects import ReadRows


def read_rows(wanted: ReadRows) -> RowsRead:
    """As many of the rows as are there; none when the import was thrown away."""
    try:
        found = rows_between(UUID(wanted.row_set), wanted.first, wanted.first + wanted.count)
    except ObjectDoesNotExist:
        found = []
    rows = tuple(dict(row) for row in found)
    return RowsRead(scope=wanted.scope, first=wanted.first, count=wanted.count, rows=rows)
