"""The files whose rows were taken in and are still there: what a new file is compared with."""

import io
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db.models import Q, QuerySet

from forms.selectors.issuance.kept_rows import kept_row_sets
from forms.services.file_cipher import NotDecryptable
from forms.services.stored_content import read_content
from integrations.layouts.layout import Layout
from integrations.layouts.resends import Received, received
from integrations.models import ArrivedFile, FileJudgement
from workflow.models import Case

_LOOK_BACK = 14
"""Files; a year of monthly and bonus payments."""


def taken_in(layout: str, *, but: UUID | None = None, but_of: UUID | None = None) -> QuerySet[FileJudgement]:
    """The newest first; without one, and without those of a case that is about to take its file in again."""
    kept = FileJudgement.objects.filter(layout=layout, row_set__in=kept_row_sets())
    kept = kept.exclude(uuid=but) if but else kept
    return (kept.exclude(case=but_of) if but_of else kept).order_by("-month", "-judged_at")


def taken_in_or_waiting(layout: str) -> QuerySet[FileJudgement]:
    """Also those that arrived and wait for somebody: what a file that arrives now is compared with."""
    waiting = ArrivedFile.objects.filter(status=ArrivedFile.Status.WAITING).values("judgement")
    kept = Q(row_set__in=kept_row_sets()) | Q(uuid__in=waiting)
    return FileJudgement.objects.filter(kept, layout=layout)


def history_of(layout: Layout, month: date | None, files: QuerySet[FileJudgement]) -> Sequence[Received]:
    """What is known of those files that are for a month."""
    found = (received_of(layout, row) for row in files.filter(month=month))
    return [each for each in found if each is not None]


def case_that_took(layout: str, sha256: str, *, but: UUID) -> str:
    """The number of the case that has taken this very file in; empty for none."""
    same = taken_in(layout, but=but).filter(sha256=sha256)
    return Case.objects.filter(uuid__in=same.values("case")).values_list("number", flat=True).first() or ""


def file_before(layout: Layout, this: Received | None, month: date | None) -> BinaryIO | None:
    """The file of the same kind for the latest earlier month."""
    row = judgement_before(layout, this, month)
    return _opened(row) if row else None


def judgement_before(layout: Layout, this: Received | None, month: date | None) -> FileJudgement | None:
    """What was found in it; corrections are no month of their own."""
    if month is None:
        return None
    for row in taken_in(layout.id).filter(month__lt=month, corrects=False)[:_LOOK_BACK]:
        before = received_of(layout, row)
        if before is not None and (this is None or _kind(layout, before) == _kind(layout, this)):
            return row
    return None


def _kind(layout: Layout, file: Received) -> tuple[object, ...]:
    """What tells payments of one month apart."""
    names = layout.resend.group if layout.resend else ()
    return tuple(value for name, value in zip(names, file.group, strict=False) if name != layout.month)


def received_of(layout: Layout, row: FileJudgement) -> Received | None:
    """Which payment and version the judged file was; None when it cannot be opened any more."""
    stream = _opened(row)
    return received(layout, stream) if stream is not None else None


def _opened(row: FileJudgement) -> BinaryIO | None:
    try:
        return io.BytesIO(read_content(row.sha256))
    except NotDecryptable:
        return None
