"""What a form asks for: items, sections and checks, as plain data."""

from typing import Literal

from msgspec import Struct


class Text(Struct, omit_defaults=True, frozen=True):
    """Words for a person: Japanese first; English falls back to it."""

    ja: str
    en: str = ""

    def in_language(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.ja


class Choice(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One answer of a choice item. `id` is stored; `name` is what definitions and people write."""

    id: str
    name: str
    en: str = ""


class SectionSpec(Struct, omit_defaults=True, frozen=True, kw_only=True, tag_field="part", tag="section"):
    """A heading of a part of the form; it hides the items below it, up to the next section, while not `visible`."""

    name: str
    en: str = ""
    visible: str | None = None


class ItemSpec(Struct, omit_defaults=True, frozen=True, kw_only=True, tag_field="part", tag="item"):
    """One item (項目). Expressions are kept as text in the file's language and compiled when the form is used."""

    key: str
    """Identity: the id if one is given, else the name."""
    name: str
    en: str = ""
    type: str
    """Name of the field type, as in forms/field_catalogue.py: text, yen, date, choice …"""
    choices: tuple[Choice, ...] = ()
    required: str | None = None
    """Expression; None means never required."""
    visible: str | None = None
    """Expression; None means always visible. A hidden item is null everywhere."""
    initial: str | None = None
    formula: str | None = None
    fill: Literal["first", "later", "none"] = "first"
    """When a person may write it: in the first step, in a later step that lists it, or never (calls only)."""
    help: str = ""
    length: tuple[int | None, int | None] = (None, None)
    digits: tuple[int | None, int | None] = (None, None)
    bounds: tuple[str | None, str | None] = (None, None)
    """Smallest and largest number, as decimal text."""
    pattern: str | None = None
    """RE2 pattern the whole text must match."""
    rare_characters: Literal["allowed", "substitute", "forbidden"] = "allowed"
    extensions: tuple[str, ...] = ()
    max_size: int = 10_000_000
    """Bytes of one attached file."""
    max_files: int = 1
    after_submit: Literal["add_only", "replaceable", "locked"] = "add_only"
    """What may be done with files once the form was sent: add others, exchange them, nothing."""
    personal_data: Literal["none", "yes", "sensitive"] = "none"
    internal: bool = False
    """Never on a page: filled by calls and 設定, read by expressions."""
    layout: str = ""
    """Of a table: the file layout that says which columns its rows have."""
    columns: "tuple[ItemSpec, ...]" = ()
    """Of a table whose rows people write: what each row asks for."""
    fewest_rows: int | None = None
    most_rows: int | None = None
    """Of such a table."""


class CheckSpec(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A rule across items: broken when its expression is false; null passes."""

    expression: str
    message: str
    items: tuple[str, ...] = ()
    """Keys of the items beside which the message is shown; empty means the whole form."""
    severity: Literal["error", "warning"] = "error"


class FormSpec(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A whole form in reading order."""

    parts: tuple[SectionSpec | ItemSpec, ...] = ()
    checks: tuple[CheckSpec, ...] = ()

    @property
    def items(self) -> tuple[ItemSpec, ...]:
        return tuple(part for part in self.parts if isinstance(part, ItemSpec))

    def item(self, key: str) -> ItemSpec | None:
        return next((item for item in self.items if item.key == key), None)
