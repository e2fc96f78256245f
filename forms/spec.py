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


class Lookup(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Where the value of an item is found that nobody writes (照会): in a dated table, or at a connected system."""

    table: str = ""
    """Name of the table, as FormSpec.masters has it; empty: a system is asked."""
    operation: str = ""
    """`system.operation`, which only reads; empty: a table is read."""
    given: tuple[tuple[str, str], ...] = ()
    """Column of the table or input of the operation, and the expression whose value it takes."""
    take: str
    """The column or the output that becomes the value."""
    when: Literal["writing", "submit"] = "writing"
    """When a system is asked."""


class MasterText(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A dated table while it is in force, as text in the language of its file."""

    text: str
    csv: bool = False
    valid: str = ""
    """When it is in force, as written: 2026-04-01〜. Empty: always."""
    authorities: tuple[str, ...] = ()
    """Appointing authorities whose it is; empty: of all who have none of their own."""


class Master(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A dated table that items are looked up in."""

    name: str
    versions: tuple[MasterText, ...]
    hit: Literal["unique", "any", "first_match", "priority", "collect"] = "unique"
    as_of: str = ""
    """Key of the item that holds its day; empty: the day of the draft."""
    columns: "tuple[ItemSpec, ...]" = ()
    """What its questions may be called, where that is not what the form calls its items."""


class SectionSpec(Struct, omit_defaults=True, frozen=True, kw_only=True, tag_field="part", tag="section"):
    """A heading of a part of the form; it hides the items below it, up to the next section, while not `visible`."""

    name: str
    en: str = ""
    visible: str | None = None


class ItemSpec(Struct, omit_defaults=True, frozen=True, kw_only=True, tag_field="part", tag="item"):
    """One item (項目). Expressions are kept as text in the file's language and compiled when the form is used."""

    key: str
    """Identity: the id if one is given, else the name."""
    formerly: tuple[str, ...] = ()
    """Names it had before (旧名), under which cases of earlier versions keep its answer."""
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
    lookup: Lookup | None = None
    fill: Literal["first", "later", "none"] = "first"
    """When a person may write it: in the first step, in a later step that lists it, or never (calls only)."""
    help: str = ""
    help_en: str = ""
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

    @property
    def is_found(self) -> bool:
        """Whether its value follows from elsewhere, so that nobody ever writes it."""
        return self.formula is not None or self.lookup is not None


class CheckSpec(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A rule across items: broken when its expression is false; null passes."""

    expression: str
    message: str
    message_en: str = ""
    items: tuple[str, ...] = ()
    """Keys of the items beside which the message is shown; empty means the whole form."""
    severity: Literal["error", "warning"] = "error"


class FormSpec(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """A whole form in reading order."""

    parts: tuple[SectionSpec | ItemSpec, ...] = ()
    checks: tuple[CheckSpec, ...] = ()
    masters: tuple[Master, ...] = ()
    """The tables that its items are looked up in."""

    @property
    def items(self) -> tuple[ItemSpec, ...]:
        return tuple(part for part in self.parts if isinstance(part, ItemSpec))

    def item(self, key: str) -> ItemSpec | None:
        return next((part for part in self.parts if isinstance(part, ItemSpec) and part.key == key), None)
