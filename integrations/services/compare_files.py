"""A judged file beside the file of the month before, for the office that issues documents of its rows."""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from forms.field_type import Json
from forms.issuance.columns import Columns
from forms.issuance.difference import Comparison, compare_figures, figures_of
from forms.ports import ports
from forms.selectors.issuance.handlers import kind_of_rows
from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.row_sets import every_row
from forms.services.stored_content import read_content
from integrations.layouts.columns import columns_of, limits_of, stored
from integrations.layouts.judge import read_rows
from integrations.layouts.layout import Layout
from integrations.models import FileJudgement
from integrations.selectors.files_taken_in import judgement_before, received_of
from integrations.selectors.layouts import layout_named


def compare_file(judgement: FileJudgement, *, viewer: UUID, now: datetime) -> tuple[date | None, Comparison | None]:
    """The month before and the comparison, recorded for the viewer because it names people.

    Nothing where there is no earlier file, where one of them cannot be opened any more, and of too few rows.
    """
    layout = layout_named(judgement.layout)
    columns = Columns(columns_of(layout))
    kind = kind_of_rows(viewer, columns)
    before = judgement_before(layout, received_of(layout, judgement), judgement.month)
    if kind is None or before is None or not layout.recipient:
        return None, None
    try:
        here, there = (
            figures_of(_rows(layout, each), columns, recipient=layout.recipient, totals=kind.totals)
            for each in (judgement, before)
        )
    except (ObjectDoesNotExist, NotDecryptable):
        return None, None
    found = compare_figures(here, there, columns=columns, limits=limits_of(layout), month=judgement.month)
    if found is not None:
        body = {"file": judgement.name, "before": before.name}
        ports().record_event(person=viewer, event="viewed_comparison", now=now, body=body)
    return before.month, found


def _rows(layout: Layout, judgement: FileJudgement) -> Iterator[Mapping[str, Json]]:
    if judgement.row_set is not None:
        yield from every_row(judgement.row_set)
        return
    for row in read_rows(layout, io.BytesIO(read_content(judgement.sha256))):
        yield stored(layout, row.values)
