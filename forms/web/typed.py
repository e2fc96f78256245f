"""What a page sent for a form, as text by item: the shape drafts are kept in and answers are checked from."""

from collections.abc import Collection, Mapping
from typing import Protocol

from forms.field_type import Json
from forms.validation.form import Form, Item
from forms.validation.substitute import substitute_key


class Sent(Protocol):
    """What a request carries: every name may come several times."""

    def getlist(self, key: str) -> list[str]: ...

    def __contains__(self, key: object) -> bool: ...


def typed_answers(
    form: Form, sent: Sent, *, drawn: Collection[str], writable: Collection[str], kept: Mapping[str, Json]
) -> dict[str, Json]:
    """What was typed into the items the page had drawn, over what was kept of all others.

    An item that was not on the page keeps what was typed into it before; one that may not be written is passed over.
    """
    typed = dict(kept)
    for item in form.items:
        if item.key in drawn and item.key in writable:
            typed |= _typed(item, sent)
    return typed


def _typed(item: Item, sent: Sent) -> dict[str, Json]:
    values = sent.getlist(item.key)
    if item.field.widget in {"choices", "attachment"}:
        return {item.key: list(values)}
    found: dict[str, Json] = {item.key: values[-1]} if values else {}
    # radio buttons can't be cleared: when none is sent, an answer that is no longer offered stands
    substitute = substitute_key(item.key)
    if substitute in sent:
        found[substitute] = sent.getlist(substitute)[-1]
    return found


def is_blank(value: Json) -> bool:
    """Whether nothing was typed."""
    match value:
        case str():
            return not value.strip()
        case list():
            return not any(isinstance(part, str) and part.strip() for part in value)
        case _:
            return value is None
