"""The spot check (抽出点検): whose rows are compared with the ledger, and what was looked at and found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import convert

from forms.errors import IssuanceRefused
from forms.issuance.columns import Columns
from forms.issuance.difference import figures_of
from forms.issuance.kind import DocumentKind as KindSpec
from forms.issuance.sample import Drawn, draw
from forms.models import RowSet, SampledRow
from forms.ports import ports
from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.document_values import RowRead
from forms.services.issuance.reason import as_kept
from forms.services.issuance.row_sets import every_row
from forms.services.issuance.sealed import Row

Result = SampledRow.Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The people who were drawn of one row set, with their rows of this month and of the one before."""

    row_set: UUID
    kind: KindSpec
    columns: Columns
    drawn: tuple[Drawn, ...]
    rows: Mapping[str, Row]
    rows_before: Mapping[str, Row]

    def read(self, number: str) -> RowRead:
        """The row of somebody who was drawn."""
        return RowRead(kind=self.kind, columns=self.columns, row=self.rows[number])

    def read_before(self, number: str) -> RowRead | None:
        """The row of the month before; None for somebody who was not there."""
        row = self.rows_before.get(number)
        return RowRead(kind=self.kind, columns=self.columns, row=row) if row is not None else None


def sample_of(row_set: UUID, before: UUID | None, *, kind: KindSpec, recipient: str) -> Sample | None:
    """The same people for whoever asks, whenever. None when the rows were thrown away or can't be opened."""
    found = RowSet.objects.filter(uuid=row_set).first()
    if found is None:
        return None
    columns = Columns(convert(found.columns, Columns.__annotations__["all"]))
    try:
        here = {columns.text(row, recipient): row for row in every_row(row_set)}
        there = {columns.text(row, recipient): row for row in every_row(before)} if before else {}
    except (RowSet.DoesNotExist, NotDecryptable):
        return None
    now, then = (_nets(rows, columns, kind, recipient) for rows in (here, there))
    drawn = draw(now, then, seed=found.file_sha256 or str(row_set))
    return Sample(
        row_set=row_set,
        kind=kind,
        columns=columns,
        drawn=drawn,
        rows={each.number: here[each.number] for each in drawn},
        rows_before={each.number: there[each.number] for each in drawn if each.number in there},
    )


@transaction.atomic
def note_sampled(
    *, sample: Sample, number: str, result: SampledRow.Result, note: str = "", viewer: UUID, now: datetime
) -> None:
    """Records that somebody opened a row or what he found. Raises IssuanceRefused.

    The caller has asked whether the viewer handles documents of this kind.
    """
    if number not in sample.rows:
        raise IssuanceRefused("この職員は、抽出されていません。", "This person was not drawn.")
    written = as_kept(note)
    mine = SampledRow.objects.filter(row_set=sample.row_set, staff_number=number, viewer=viewer)
    if result != Result.OPENED and not mine.filter(result=Result.OPENED).exists():
        raise IssuanceRefused("明細を開いて、台帳と比べてから記録してください。", "Open it and compare it first.")
    if result == Result.DIFFERS and not written:
        raise IssuanceRefused("何が違うかを書いてください。", "Write what differs.")
    SampledRow.objects.create(
        row_set=sample.row_set, staff_number=number, viewer=viewer, at=now, result=result, note=written
    )
    body = {"rows": str(sample.row_set), "number": number, "result": str(result), "note": written}
    ports().record_event(person=viewer, event="checked_sampled_row", now=now, body=body)


def _nets(rows: Mapping[str, Row], columns: Columns, kind: KindSpec, recipient: str) -> Mapping[str, int]:
    last = kind.totals[-1]
    return figures_of(rows.values(), columns, recipient=recipient, totals=[last])[last]
