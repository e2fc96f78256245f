"""The template of a kind of document, read and checked: HTML with places for values.

    <td data-overflow="shrink">{氏名漢字} 様</td>

An element that holds a placeholder holds text only; all its text is one field. `data-if="訂正区分=1"` leaves an element
out where the value is another (without `=`: where it is empty), `data-each="経過"` repeats it for each row of a list.
"""

import hashlib
from dataclasses import dataclass

from forms.documents.markup import Element
from forms.documents.placeholder import Piece, Placeholder, placeholders_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One element whose text depends on the values."""

    element: Element
    parts: tuple[Piece, ...]
    each: str
    """The list whose rows repeat it; empty for a field that is there once."""

    @property
    def overflow(self) -> str:
        return self.element.attributes.get("data-overflow", "")

    def full_name(self, placeholder: Placeholder) -> str:
        """`経過.日時` for a column of repeated rows."""
        return f"{self.each}.{placeholder.name}" if self.each else placeholder.name

    @property
    def label(self) -> str:
        """How the field is called in messages."""
        return "・".join(placeholder.name for placeholder in placeholders_of(self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template without mistakes."""

    name: str
    text: str
    """The whole of it with its style sheets inside: what is stored beside a batch, and enough to read it again."""
    tree: Element
    fields: tuple[Field, ...]
    conditions: tuple[str, ...]
    """Every different `data-if`."""

    @property
    def digest(self) -> str:
        """SHA-256 of the text: which version of the template a document was made with."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_flowing(self) -> bool:
        """Something repeats, so that every document is laid out for itself."""
        return any("data-each" in element.attributes for element in self.tree.walk())


def placeholders(template: Template) -> tuple[str, ...]:
    """The names of all values the template asks for, in reading order; `経過.日時` for columns of repeated rows."""
    names = [field.full_name(piece) for field in template.fields for piece in placeholders_of(field.parts)]
    lists = [element.attributes["data-each"] for element in template.tree.walk() if "data-each" in element.attributes]
    conditions = [condition.partition("=")[0] for condition in template.conditions]
    return tuple(dict.fromkeys([*names, *lists, *conditions]))
