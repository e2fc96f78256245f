"""Reads one choice: by the id that pages send, or by the name that people and scenarios write."""

import unicodedata
from difflib import get_close_matches

from forms.field_type import Json, invalid, quoted
from forms.spec import Choice, ItemSpec


def read_choice(raw: Json, item: ItemSpec) -> str | None:
    """The id of the choice; None when blank. Raises AnswerInvalid with the likely choice."""
    if raw is None:
        return None
    written = _comparable(raw) if isinstance(raw, str) else None
    if written == "":
        return None
    for spelling in ("id", "name", "en"):
        for choice in item.choices:
            if written is not None and written == _comparable(getattr(choice, spelling)):
                return choice.id
    names = "".join(f"「{choice.name}」" for choice in item.choices[:10])
    names_en = ", ".join(choice.en or choice.name for choice in item.choices[:10])
    raise invalid(
        item,
        f"に{quoted(raw)}はありません。{names}から選んでください。",
        f"has no choice {quoted(raw)}. Choose from {names_en}.",
        _likely(written, item),
    )


def choice_with(stored: Json, item: ItemSpec) -> Choice | None:
    """The choice of a stored id; None when the definition has no such choice (any more)."""
    return next((choice for choice in item.choices if choice.id == stored), None)


def choice_label(stored: Json, item: ItemSpec, language: str) -> str:
    """The choice's name; an id without a choice is shown as it is."""
    choice = choice_with(stored, item)
    if choice is None:
        return str(stored)
    return choice.en if language == "en" and choice.en else choice.name


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:500]).strip()


def _likely(written: str | None, item: ItemSpec) -> str | None:
    names = [choice.name for choice in item.choices]
    return next(iter(get_close_matches(written[:100], names, n=1, cutoff=0.5)), None) if written else None
