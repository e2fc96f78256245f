"""What a batch was asked for, and its rows, wherever they lie."""

from msgspec import convert

from forms.issuance.ask import IssueAsk
from forms.issuance.columns import Columns, columns_of_rows
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import IssueBatch, RowSet
from forms.services.issuance.batch_row import inline_place
from forms.services.issuance.row_sets import Row, every_row, rows_between
from forms.services.issuance.sealed import open_rows


def ask_of(batch: IssueBatch) -> IssueAsk:
    """What the procedure asked for, without its rows."""
    return convert(batch.ask, IssueAsk)


def columns_of(batch: IssueBatch) -> Columns:
    """The columns of an opened batch."""
    return Columns(convert(batch.columns, Columns.__annotations__["all"]) if batch.columns else ())


def spec_of(batch: IssueBatch) -> KindSpec | None:
    """The kind of the batch's documents."""
    return convert(batch.kind.spec, KindSpec) if batch.kind else None


def all_rows(batch: IssueBatch) -> list[Row]:
    """Every row. Raises RowSet.DoesNotExist when they were thrown away."""
    if batch.row_set is not None:
        return list(every_row(batch.row_set))
    return open_rows(batch.rows_sealed or b"", inline_place(batch.key))


def some_rows(batch: IssueBatch, first: int, behind: int) -> list[Row]:
    """The rows from one place to before another."""
    if batch.row_set is not None:
        return rows_between(batch.row_set, first, behind)
    return all_rows(batch)[first:behind]


def described(batch: IssueBatch, rows: list[Row]) -> Columns:
    """The columns as whoever brought the rows, or the procedure, described them, else as they are."""
    if batch.row_set is not None:
        stored = RowSet.objects.get(uuid=batch.row_set).columns
        return Columns(convert(stored, Columns.__annotations__["all"]))
    return Columns(ask_of(batch).columns) if batch.ask.get("columns") else columns_of_rows(rows)
