"""What every type of item can do: read what was sent, store it, compute with it, show it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Struct

from forms.errors import AnswerInvalid
from forms.expressions.values import Value
from forms.feel.types import Type
from forms.spec import ItemSpec, Text

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Attached(Struct, frozen=True, kw_only=True):
    """A file that was taken in before the form is sent, as answers refer to it."""

    uuid: str
    sha256: str
    """Of the file as the person sent it, in hexadecimal."""
    name: str
    size: int
    """Bytes."""
    type: str
    """By content, never by name: image/jpeg."""


ReferenceKind = Literal["staff", "unit", "post", "case"]


class Referred(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody or something known elsewhere, as answers refer to it: by its code, with the name it had then."""

    kind: ReferenceKind
    code: str
    """As people know it: staff number, number of the case."""
    name: str
    id: str = ""
    """As programs know it: uuid of a person or a case, code of a unit."""
    place: str = ""
    """Unit and post of a person."""
    reading: str = ""
    """How the name is read, or its short form; only for finding it."""

    @property
    def written(self) -> str:
        """As a person would type it: code first, if it is another than the name."""
        place = f"（{self.place}）" if self.place else ""
        return f"{self.name}{place}" if self.code == self.name else f"{self.code} {self.name}{place}"


Files: TypeAlias = "Mapping[str, Attached | Referred | tuple[Referred, ...]]"
"""What the writer may refer to: files by uuid, people, units, posts and cases by kind and what was typed."""

NO_FILES: Files = {}


def reference_key(kind: ReferenceKind, typed: str) -> str:
    """Under what `Files` says who or what is meant; no uuid has a colon."""
    return f"{kind}:{typed.strip()}"


def referred(stored: Json) -> Referred | None:
    """What a stored answer refers to; None for anything else."""
    if not isinstance(stored, dict):
        return None
    try:
        return msgspec.convert(stored, Referred)
    except (msgspec.ValidationError, UnicodeEncodeError):
        return None


class FieldType(ABC):
    """One type of item.

    An answer has three forms: raw (what was sent), stored (JSON in case and journal: text, whole number, boolean or a
    list; never a float) and value (what expressions compute with). Empty is None in all three.
    """

    name: ClassVar[str]
    """As in ItemSpec.type."""
    widget: ClassVar[str]
    """Name of the template that draws the input."""

    @abstractmethod
    def expression_type(self, item: ItemSpec) -> Type:
        """What expressions know about the item's value."""

    @abstractmethod
    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        """Raw to stored, for a browser, a program, a system's reply or a scenario. Raises only AnswerInvalid."""

    @abstractmethod
    def load(self, stored: Json, item: ItemSpec) -> Value:
        """Stored to value. What can't be read is None: an older definition may have given the item another type."""

    @abstractmethod
    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        """Stored to what a person reads on a page. Empty is —."""

    def dump(self, value: Value, item: ItemSpec) -> Json:
        """Value to stored, for what an expression computed. Raises AnswerInvalid where it breaks the item's rules."""
        return self.parse(as_raw(value), item)


def as_raw(value: Value) -> Json:
    """A computed value in a form that `parse` reads."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case date() | time():
            return value.isoformat()
        case list() | tuple():
            return [as_raw(part) for part in value]
        case Mapping():
            return {name: as_raw(part) for name, part in value.items()}
        case _:
            return {}


NOTHING = "—"


def invalid(item: ItemSpec, ja: str, en: str, suggestion: str | None = None) -> AnswerInvalid:
    """An AnswerInvalid whose sentence begins with the item's name: 「金額」 + 「は…」, "Amount" + "is …"."""
    return AnswerInvalid(Text(f"{item.name}{ja}", f"{item.en or item.name} {en}"), suggestion)


def quoted(raw: Json) -> str:
    """What somebody wrote, cut to a length that fits into a sentence and without invisible characters."""
    match raw:
        case str():
            shown = "".join(c if c.isprintable() else "　" if c.isspace() else "�" for c in raw[:20])
            return f"「{shown}{'…' if len(raw) > 20 else ''}」"
        case bool() | float():
            return f"「{raw}」"
        case int():
            return f"「{raw}」" if abs(raw) < 10**18 else "「…」"
        case list():
            return "「[…]」"
        case dict():
            return "「{…}」"
        case _:
            return "「」"
