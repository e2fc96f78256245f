"""The form of a procedure as its author wrote it: items, sections, checks."""

from dataclasses import dataclass

from workflow.definition.block import Block, Expression, Words
from workflow.definition.located import ABSENT, Located, Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceEntry:
    """One answer offered by an item: the name people read, the id that is stored."""

    name: Located[str]
    id: Located[str] | None = None
    english: Located[str] | None = None


Bounds = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupPart(Block):
    """Where the value of an item is found (照会): in a dated table, or at a connected system."""

    table: Located[str] | None = None
    key: tuple[Pair[Expression], ...] = ()
    column: Located[str] = ABSENT
    system: Located[str] | None = None
    send: tuple[Pair[Expression], ...] = ()
    when: Located[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart(Block):
    """An item of the form, or the heading of a section of it."""

    item: Located[str] | None = None
    section: Located[str] | None = None
    id: Located[str] | None = None
    english: Located[str] | None = None
    formerly: Words = ()
    type: Located[str] = ABSENT
    choices: tuple[ChoiceEntry, ...] = ()
    required: Expression | None = None
    visible: Expression | None = None
    initial: Expression | None = None
    formula: Expression | None = None
    lookup: LookupPart | None = None
    fill: Located[str] | None = None
    help: Located[str] | None = None
    english_help: Located[str] | None = None
    length: Located[Bounds] | None = None
    digits: Located[Bounds] | None = None
    range: Located[Bounds] | None = None
    pattern: Located[str] | None = None
    rare_characters: Located[str] | None = None
    extensions: Words = ()
    max_size: Located[int] | None = None
    max_files: Located[int] | None = None
    visible_to: Words = ()
    personal_data: Located[str] | None = None
    minor: Located[bool] | None = None
    after_submit: Located[str] | None = None
    layout: Located[str] | None = None
    columns: "tuple[FormPart, ...]" = ()
    rows: Located[Bounds] | None = None

    @property
    def key(self) -> str:
        """Identity of the item: its id if it has one, else its name."""
        return self.id.value if self.id else self.item.value if self.item else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck(Block):
    check: Expression = ABSENT
    message: Located[str] = ABSENT
    english: Located[str] | None = None
    at: Words = ()
    severity: Located[str] | None = None
