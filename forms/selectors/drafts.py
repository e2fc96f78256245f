"""Drafts of one person, which nobody else reads; of everybody only how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from forms.field_type import Json
from forms.models import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """What was typed, and when it was saved."""

    procedure: str
    values: Mapping[str, Json]
    saved_at: datetime


def draft_of(person: UUID, procedure: str) -> SavedDraft | None:
    """The person's draft for a procedure."""
    return next((_saved(row) for row in Draft.objects.filter(person=person, procedure=procedure)), None)


def drafts_of(person: UUID) -> list[SavedDraft]:
    """All drafts of the person, the newest first."""
    return [_saved(row) for row in Draft.objects.filter(person=person).order_by("-saved_at")]


def drafts_by_person() -> dict[UUID, int]:
    """How many drafts everybody has who has any."""
    return dict(Draft.objects.order_by("person").values_list("person").annotate(Count("pk")))


def _saved(row: Draft) -> SavedDraft:
    return SavedDraft(procedure=row.procedure, values=row.values, saved_at=row.saved_at)
