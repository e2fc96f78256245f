"""Keeps the details of a judged file for issuance."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from forms.issuance.ask import RowSetRef
from forms.issuance.totals import Told
from forms.services.issuance.row_sets import keep_row_set
from forms.spec import Text
from integrations.errors import FileInvalidError
from integrations.layouts.columns import columns_of, limits_of, stored
from integrations.layouts.judge import read_rows
from integrations.layouts.judgement import Judgement, Verdict
from integrations.layouts.layout import Calculation, Layout
from integrations.layouts.rows import Row
from integrations.layouts.survey import survey


def keep_rows(
    *,
    judgement: Judgement,
    file: BinaryIO,
    name: str,
    entered: Mapping[str, int],
    control: Mapping[str, object] | None = None,
    rows: Sequence[Row] | None = None,
    now: datetime,
    uuid: UUID | None = None,
    origin: str = "",
) -> RowSetRef:
    """The file's details as a row set, with the totals of the trailer, of the control file and those entered by hand.

    `entered`: by id of the layout's total. What the judgement computed is what the trailer says, else it would not have
    accepted the file. `rows`: only these of it, of which nobody told totals. Raises FileInvalidError for a file that
    was rejected or is not the one that was judged.
    """
    layout = judgement.layout
    if judgement.verdict is Verdict.REJECTED or survey(file).sha256 != judgement.survey.sha256:
        raise FileInvalidError(
            Text("検査に合格したファイルではありません。", "This is not a file that passed its checks.")
        )
    told = [Told(source="ファイルの末尾", en="Trailer of the file", totals=_by_column(layout, judgement.totals))]
    if control is not None:
        given = {total.id: control.get(total.control or "") for total in layout.totals}
        told.append(Told(source="統制ファイル", en="Control file", totals=_by_column(layout, given)))
    if entered:
        told.insert(0, Told(source="控除合計表（手入力）", en="Entered by hand", totals=_by_column(layout, entered)))
    kept = keep_row_set(
        rows=(stored(layout, row.values) for row in (read_rows(layout, file) if rows is None else rows)),
        columns=columns_of(layout),
        summed=_summed(layout),
        told=told if rows is None else (),
        limits=limits_of(layout) if rows is None else {},
        file_name=name,
        file_sha256=judgement.survey.sha256,
        now=now,
        uuid=uuid,
        origin=origin,
    )
    return RowSetRef(row_set=str(kept.uuid), count=kept.count)


def _summed(layout: Layout) -> Sequence[str]:
    """The amounts that are added up; the sum of numbers that are names, a hash total, is left to the judgement."""
    amounts = _amounts(layout)
    return [total.item for total in layout.totals if total.item is not None and total.item in amounts]


def _amounts(layout: Layout) -> set[str]:
    return {column.key for column in columns_of(layout) if column.kind == "yen"}


def _by_column(layout: Layout, totals: Mapping[str, object]) -> dict[str, int]:
    """Totals by the column they add up; the count under its own name."""
    amounts, found = _amounts(layout), {}
    for total in layout.totals:
        value = totals.get(total.id)
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            if total.calculation is Calculation.COUNT:
                found["count"] = value
            elif total.item in amounts and total.item is not None:
                found[total.item] = value
    return found
