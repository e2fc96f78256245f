"""Keeps the rows of an imported file, encrypted, until documents are made of them or the import is thrown away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, islice
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import convert, to_builtins

from forms.field_type import Json
from forms.issuance.columns import Column, Columns
from forms.issuance.limit import Limit
from forms.issuance.totals import COUNT, Told, Totals, sums_of
from forms.models import IssueBatch, RowSet, RowSetChunk
from forms.services.issuance.sealed import open_rows, opened, seal, seal_rows

Row = Mapping[str, Json]
PIECE = 100
"""Rows in one encrypted piece; as many as a worker makes documents of at a time."""


@transaction.atomic
def keep_row_set(
    *,
    rows: Iterable[Row],
    columns: Sequence[Column],
    summed: Sequence[str] = (),
    told: Sequence[Told] = (),
    limits: Mapping[str, Limit] | None = None,
    file_name: str = "",
    file_sha256: str = "",
    now: datetime,
    uuid: UUID | None = None,
    origin: str = "",
) -> RowSet:
    """Stores all rows or none. `summed`: the columns to add up; `told`: what others say the sums are;
    `limits`: how far they may be from those of the set before.

    With a `uuid`, the same rows again give the set that is there already.
    """
    uuid = uuid or uuid4()
    known = RowSet.objects.filter(uuid=uuid).first()
    if known is not None:
        return known
    found = RowSet.objects.create(
        uuid=uuid,
        origin=origin,
        columns=to_builtins(tuple(columns)),
        count=0,
        file_name=file_name[:500],
        file_sha256=file_sha256,
        made_at=now,
    )
    sums: dict[str, int] = {}
    left = iter(rows)
    for number in count():
        piece = list(islice(left, PIECE))
        if not piece:
            break
        sealed = seal_rows(piece, _place(uuid, number))
        RowSetChunk.objects.create(row_set=found, number=number, first=number * PIECE, sealed=sealed)
        for key, value in sums_of(piece, Columns(tuple(columns)), summed).items():
            sums[key] = sums.get(key, 0) + value
    found.count = sums.get(COUNT, 0)
    found.totals_sealed = seal(
        to_builtins(Totals(sums=sums, told=tuple(told), limits=limits or {})), _totals_place(uuid)
    )
    found.save(update_fields=["count", "totals_sealed"])
    return found


def totals_of_rows(row_set: UUID) -> Totals:
    """The sums of a row set, and what others told; empty when it was thrown away."""
    found = RowSet.objects.filter(uuid=row_set).only("totals_sealed").first()
    return convert(opened(found.totals_sealed, _totals_place(row_set)), Totals) if found else Totals()


def rows_between(row_set: UUID, first: int, behind: int) -> list[Row]:
    """The rows from one place to before another. Raises RowSet.DoesNotExist when they were thrown away."""
    found = RowSet.objects.get(uuid=row_set)
    chunks = found.chunks.filter(first__gt=first - PIECE, first__lt=behind).order_by("first")
    rows: list[Row] = []
    for chunk in chunks:
        piece = open_rows(chunk.sealed, _place(row_set, chunk.number))
        rows.extend(row for place, row in enumerate(piece, start=chunk.first) if first <= place < behind)
    return rows


def every_row(row_set: UUID) -> Iterator[Row]:
    """All rows, piece by piece. Raises RowSet.DoesNotExist when they were thrown away."""
    for chunk in RowSet.objects.get(uuid=row_set).chunks.order_by("number").iterator(chunk_size=10):
        yield from open_rows(chunk.sealed, _place(row_set, chunk.number))


@transaction.atomic
def discard_row_set(*, row_set: UUID) -> bool:
    """Throws the rows away; says whether they are gone. They stay while a batch that was not called back needs them."""
    if IssueBatch.objects.filter(row_set=row_set, called_back_at=None).exists():
        return False
    RowSet.objects.filter(uuid=row_set).delete()
    return True


def discard_row_sets_of(*, origin: str) -> None:
    """Throws away what was taken in for this; what documents are being made of stays."""
    for row_set in RowSet.objects.filter(origin=origin).values_list("uuid", flat=True):
        discard_row_set(row_set=row_set)


def _place(row_set: UUID, number: int) -> str:
    return f"rows/{row_set}/{number}"


def _totals_place(row_set: UUID) -> str:
    return f"totals/{row_set}"
