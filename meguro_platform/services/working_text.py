"""Keeps what a clerk has written so far, so that no text is ever lost."""

from datetime import datetime
from uuid import UUID

from forms.plain_text import unstorable, without
from meguro_platform.models import WorkingText

MOST_CHARACTERS = 1_000_000
"""A definition is smaller; what is larger is refused by the check too."""


def save_working_text(*, person: UUID, procedure: str, text: str, in_force: int | None, now: datetime) -> bool:
    """Replace the person's text for a procedure; answers whether it was saved: a text that is far too long is not.

    Characters that can't be stored are left out; the check names them. A text that is new is begun from the version
    in force.
    """
    if len(text) > MOST_CHARACTERS:
        return False
    kept = without(text, unstorable(text))
    row = WorkingText(person=person, procedure=procedure, text=kept, saved_at=now, begun_from=in_force)
    WorkingText.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["person", "procedure"], update_fields=["text", "saved_at"]
    )
    return True


def go_on_from(*, person: UUID, procedure: str, version: int) -> None:
    """The person has seen what this version changed and goes on writing from it."""
    WorkingText.objects.filter(person=person, procedure=procedure).update(begun_from=version)


def discard_working_text(*, person: UUID, procedure: str) -> None:
    """Throw away the person's text for a procedure; there may be none."""
    WorkingText.objects.filter(person=person, procedure=procedure).delete()
