"""Keeps what somebody has typed so far."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from forms.errors import DraftTooLarge
from forms.field_type import Json
from forms.models import Draft
from forms.plain_text import unstorable, without

MOST_BYTES = 300_000
MOST_ITEMS = 500


def save_draft(*, person: UUID, procedure: str, values: Mapping[str, Json], at: datetime) -> None:
    """Replaces the person's draft for the procedure. Raises DraftTooLarge, and nothing is saved then.

    Values are text, lists of text or rows of text by column, as a page sends them; anything else is left out.
    Characters that can't be stored are left out too: they would be refused when the form is sent, but what was typed
    around them must not be lost.
    """
    kept = {_storable(key): _text(value) for key, value in values.items() if len(key) <= 200}
    if len(kept) > MOST_ITEMS or len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise DraftTooLarge
    draft = Draft(person=person, procedure=procedure, values=kept, saved_at=at)
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["person", "procedure"],
        update_fields=["values", "saved_at"],
    )


def as_typed(value: Json) -> Json:
    """A stored answer as a page would send it."""
    if isinstance(value, list):
        return value
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _text(value: Json) -> Json:
    match value:
        case str():
            return _storable(value)
        case list():
            return [_part(part) for part in value if isinstance(part, str | dict)]
        case _:
            return ""


def _part(part: str | dict[str, Json]) -> Json:
    if isinstance(part, str):
        return _storable(part)
    return {_storable(column): _storable(cell) for column, cell in part.items() if isinstance(cell, str)}


def _storable(text: str) -> str:
    if len(text) > MOST_BYTES:
        raise DraftTooLarge
    return without(text, unstorable(text))


def has_draft(*, person: UUID, procedure: str) -> bool:
    """Whether the person has typed something for the procedure already."""
    return Draft.objects.filter(person=person, procedure=procedure).exists()
