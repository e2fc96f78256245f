"""Draws the spot check of a file that was taken in, for the office that issues documents of its rows."""

from uuid import UUID

from forms.issuance.columns import Columns
from forms.selectors.issuance.handlers import kind_of_rows
from forms.services.issuance.spot_check import Sample, sample_of
from integrations.layouts.columns import columns_of
from integrations.models import FileJudgement
from integrations.selectors.files_taken_in import judgement_before, received_of
from integrations.selectors.layouts import layout_named


def sample_file(judgement: FileJudgement, *, viewer: UUID) -> Sample | None:
    """None for rows that were thrown away, and for whoever does not issue documents of such rows."""
    layout = layout_named(judgement.layout)
    kind = kind_of_rows(viewer, Columns(columns_of(layout)))
    if kind is None or not layout.recipient or judgement.row_set is None:
        return None
    before = judgement_before(layout, received_of(layout, judgement), judgement.month)
    return sample_of(judgement.row_set, before.row_set if before else None, kind=kind, recipient=layout.recipient)
