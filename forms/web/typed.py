"""What a page sent for a form, as text by item: the shape drafts are kept in and answers are checked from."""

from collections.abc import Collection, Mapping
from typing import Protocol

from forms.field_type import Json
from forms.fields.table import MOST_ROWS
from forms.validation.form import Form, Item
from forms.validation.substitute import substitute_key

MORE_ROWS, DROP_ROW = "more_rows", "drop_row"
"""Buttons of a table: one row more, by the key of the table; one less, by key and number."""


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
            typed |= typed_item(item, sent)
    return typed


def typed_item(item: Item, sent: Sent) -> dict[str, Json]:
    """What was typed into one item, and into its substitute spelling."""
    if item.spec.columns:
        return {item.key: _typed_rows(item, sent)}
    values = sent.getlist(item.key)
    if item.field.widget in {"choices", "attachment"}:
        return {item.key: list(values)}
    found: dict[str, Json] = {item.key: values[-1]} if values else {}
    # radio buttons can't be cleared: when none is sent, an answer that is no longer offered stands
    substitute = substitute_key(item.key)
    if substitute in sent:
        found[substitute] = sent.getlist(substitute)[-1]
    return found


def _typed_rows(item: Item, sent: Sent) -> Json:
    """Rows as they stand on the page, blank ones too, after the button beside them was pressed."""
    rows: list[Json] = []
    dropped = sent.getlist(DROP_ROW)
    for number in range(MOST_ROWS + 1):
        names = {column.key: cell_name(item.key, number, column.key) for column in item.spec.columns}
        found: dict[str, Json] = {key: sent.getlist(name)[-1] for key, name in names.items() if name in sent}
        if not found:
            break
        if f"{item.key}.{number}" not in dropped:
            rows.append(found)
    if item.key in sent.getlist(MORE_ROWS):
        rows.append({})
    return rows


def cell_name(key: str, row: int, column: str) -> str:
    """How the page calls a cell; rows are counted from 0."""
    return f"{key}.{row}.{column}"


def changes_rows(sent: Sent) -> bool:
    """Whether a button was pressed that gives or takes rows: nothing is decided by it."""
    return MORE_ROWS in sent or DROP_ROW in sent


def is_blank(value: Json) -> bool:
    """Whether nothing was typed."""
    match value:
        case dict():
            return all(is_blank(cell) for cell in value.values())
        case str():
            return not value.strip()
        case list():
            return all(is_blank(part) for part in value)
        case _:
            return value is None
