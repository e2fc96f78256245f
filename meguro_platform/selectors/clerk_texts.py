"""The unfinished text of one clerk; nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from meguro_platform.models import WorkingText


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedText:
    """What was written, and when it was saved."""

    text: str
    saved_at: datetime
    begun_from: int | None
    """The version that was in force then."""


def working_text_of(person: UUID, procedure: str) -> SavedText | None:
    """The person's unfinished text for a procedure; under an empty key that of a new one."""
    row = WorkingText.objects.filter(person=person, procedure=procedure).first()
    return SavedText(text=row.text, saved_at=row.saved_at, begun_from=row.begun_from) if row else None


def unfinished_texts_of(person: UUID) -> dict[str, datetime]:
    """When the person saved an unfinished text, by procedure."""
    return dict(WorkingText.objects.filter(person=person).values_list("procedure", "saved_at"))
