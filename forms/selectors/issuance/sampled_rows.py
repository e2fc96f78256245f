"""How far the spot check of a row set is, and which rows of it were opened before they became documents."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from forms.models import IssuedDocument, SampledRow

_Result = SampledRow.Result


def last_results(row_set: UUID) -> dict[str, SampledRow]:
    """By staff number, what was said last of each row; of one that was only opened, that."""
    rows = list(SampledRow.objects.filter(row_set=row_set).order_by("id"))
    said = {row.staff_number: row for row in rows if row.result != _Result.OPENED}
    return {row.staff_number: row for row in rows} | said


def counts_checked(row_sets: Iterable[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """By row set: how many agree with the ledger, and how many differ; nothing where nobody has begun."""
    found: dict[UUID, dict[str, str]] = {}
    rows = SampledRow.objects.filter(row_set__in=list(row_sets)).exclude(result=_Result.OPENED).order_by("id")
    for row_set, number, result in rows.values_list("row_set", "staff_number", "result"):
        found.setdefault(row_set, {})[number] = result
    return {
        row_set: (list(said.values()).count(_Result.AGREES), list(said.values()).count(_Result.DIFFERS))
        for row_set, said in found.items()
    }


def openings_before(document: IssuedDocument) -> list[SampledRow]:
    """Who opened the row that the document was made of, the last first."""
    batch, row = document.batch, document.row
    if batch.row_set is None:
        return []
    opened = SampledRow.objects.filter(row_set=batch.row_set, staff_number=row.staff_number, result=_Result.OPENED)
    return list(opened.order_by("-at", "-id"))


def has_opened(row_set: UUID, number: str, viewer: UUID) -> bool:
    """Whether it is recorded that somebody opened the row."""
    return SampledRow.objects.filter(
        row_set=row_set, staff_number=number, viewer=viewer, result=_Result.OPENED
    ).exists()
