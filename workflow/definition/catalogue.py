"""The names outside a definition that it may use: units, posts, roles, number series, layouts, templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from forms.spec import ItemSpec
from workflow.engine.program import OutcomeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a connected system offers under one name: an operation, or a message (知らせ)."""

    takes: tuple[str, ...] = ()
    """Inputs of the operation, or the values of the message."""
    requires: tuple[str, ...] = ()
    """Of the inputs the ones that must be sent."""
    gives: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """What the system's file calls the refusals of the operation; エラー時 may name them."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Types of the outputs, as field types are named."""
    only_reads: bool = False
    """Calling it changes nothing, so that a form may ask it while it is filled in (照会)."""
    is_message: bool = False
    takes_letter: bool = False
    """The document of a 施行 goes with it: what 電子 calls."""
    takes_record: bool = False
    """The document of the decided case goes with it, so it can only be called once there is a decision."""
    every_decision: bool = False
    """Every decided case is sent with it when it ends, whether its procedure says so or not."""
    personal_data: Literal["none", "yes", "sensitive"] = "none"
    """What about persons the system may be told (個人情報)."""
    later: str = ""
    """Of an operation: the message (知らせ) that brings its answer; empty when it answers at once."""
    key: str = ""
    """Of a message: the value that finds the waiting case; empty: its number."""
    is_file: bool = False
    """The message is a file that the system leaves for us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTable:
    """One version of a decision table that procedures share."""

    table: str
    """Its name inside the regulation."""
    text: str
    csv: bool
    valid: str
    hit: str
    basis: str
    as_of: str
    """Name of the item that holds its day; empty: the day of the draft."""
    authorities: tuple[str, ...] = ()
    """Whose rule it is; empty: of all who have none of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """A file of decision tables that procedures share (規程)."""

    name: str
    """By which its tables are read: 事案決定 in 事案決定.支出負担行為."""
    tables: tuple[SharedTable, ...]
    """In the order of the file; none of a file with mistakes."""
    asks_for: tuple[ItemSpec, ...] = ()
    """The items that its tables ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProcedure:
    """What a case that starts from one of this procedure may know of it."""

    items: tuple[ItemSpec, ...]
    """What its form asks for, but for files, tables and what only some may see."""
    outcomes: Mapping[str, OutcomeKind]
    from_case: bool
    """Whether its own cases start from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What the organisation offers to definitions; pure data, so files can be checked without a database."""

    units: Mapping[str, str] = field(default_factory=dict)
    """Every name a unit may be written by, also qualified by its upper unit (総務部人事課), to its key."""
    posts: frozenset[str] = frozenset()
    """Titles such as 課長."""
    roles: frozenset[str] = frozenset()
    """Section roles such as 庶務担当."""
    number_series: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    """Appointing authorities (任命権者) such as 教育委員会; empty: nobody says."""
    layouts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The files of definitions/layouts by their names, with the columns of a row."""
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The templates of definitions/documents by their names, with the columns they ask for."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Those of them that are laid out once, so that 施行 can send them, with their whole texts."""
    systems: Mapping[str, Mapping[str, Offered]] = field(default_factory=dict)
    """The systems of definitions/systems with what they offer; empty: nobody says, so contracts are not compared."""
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    """The files of definitions/authority by their names."""
    table_files: Mapping[str, str] = field(default_factory=dict)
    """The CSV files beside the definition, by their names, with their texts."""
    procedures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The files of definitions/procedures by their ids, with the names and ids of their items; empty: nobody says."""
    other_procedures: Mapping[str, OtherProcedure] = field(default_factory=dict)
    """The same files as far as they can be read; empty: nobody says."""
    today: date | None = None
    """The day on which a text is checked; None: nobody says, so no day is in the past."""
    consents: frozenset[str] = frozenset()
    """What people may have agreed to, by the name that definitions/documents gives it."""
