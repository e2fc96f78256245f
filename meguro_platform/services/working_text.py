"""Keeps what a clerk has written so far, so that no text is ever lost."""

from datetime import datetime
from uuid import UUID

from forms.plain_text import unstorable, without
from meguro_platform.models import WorkingText

MOST_CHARACTERS = 1_000_000
"""A definition is smaller; what is larger is refused by the check too."""


def save_working_text(*, person: UUID, procedure: str, text: str, now: datetime) -> bool:
    """Replace the person's text for a procedure; answers whether it was saved: a text that is far too long is not.

    Characters that can't be stored are left out; the check names them.
    """
    if len(text) > MOST_CHARACTERS:
        return False
    row = WorkingText(person=person, procedure=procedure, text=without(text, unstorable(text)), saved_at=now)
    WorkingText.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["person", "procedure"], update_fields=["text", "saved_at"]
    )
    return True


def discard_working_text(*, person: UUID, procedure: str) -> None:
    """Throw away the person's text for a procedure; there may be none."""
    WorkingText.objects.filter(person=person, procedure=procedure).delete()
