"""The answers of a case over time. Whoever calls has asked first whether the reader may see the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forms.field_type import Json
from forms.models import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The answers as they were from one act to the next."""

    revision: int
    answers: Mapping[str, Json]
    written_by: UUID | None
    at: datetime


def revisions_of(case: UUID) -> list[Revision]:
    """All of them, the oldest first."""
    return [_revision(row) for row in Submission.objects.filter(case=case).order_by("revision")]


def _revision(row: Submission) -> Revision:
    return Revision(revision=row.revision, answers=row.answers, written_by=row.written_by, at=row.at)
