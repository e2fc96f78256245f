"""What a file of another system must look like: its records, items, checks and totals, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from forms.expressions.expression import Expression
from forms.spec import Text


class Form(StrEnum):
    """How records and items are told apart."""

    CSV = "csv"
    FIXED = "fixed"


class Encoding(StrEnum):
    """How characters are written as bytes."""

    CP932 = "cp932"
    UTF8 = "utf8"
    JIS = "jis"


class LineEnd(StrEnum):
    """What stands between two records."""

    CRLF = "crlf"
    LF = "lf"
    NONE = "none"
    """Records of fixed length may follow each other without anything between them."""


class Bom(StrEnum):
    """Whether a UTF-8 file starts with a byte order mark."""

    NO = "no"
    YES = "yes"
    EITHER = "either"


class RecordKind(StrEnum):
    """The parts of a file, in the order in which they come."""

    HEADER = "header"
    DETAIL = "detail"
    TRAILER = "trailer"
    END = "end"


class Consequence(StrEnum):
    """What a finding does to the file."""

    NOTE = "note"
    """Told, nothing else."""
    WARN = "warn"
    """The file is accepted; somebody should look."""
    HOLD = "hold"
    """Two people decide before anything is used."""
    REJECT = "reject"
    """Nothing of the file is used."""


class ItemType(StrEnum):
    """What may stand in an item."""

    TEXT = "text"
    WIDE = "wide"
    """Full-width characters, as names are written."""
    ASCII = "ascii"
    KANA = "kana"
    """Half-width kana."""
    DIGITS = "digits"
    """A code of ASCII digits; leading zeros belong to it."""
    INTEGER = "integer"
    YEN = "yen"
    DECIMAL = "decimal"
    MONTH = "month"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading over several items, as a payslip shows them: 支給, 控除."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One column, or one stretch of bytes."""

    id: str
    """Key of the value in a row."""
    name: Text
    type: ItemType
    length: int
    """Bytes in the file's encoding: the most a CSV column may have, exactly those of a fixed record or a code."""
    required: bool = False
    signed: bool = False
    """A minus may stand before the number."""
    places: int = 0
    """Digits after the point."""
    choices: Mapping[str, Text] = field(default_factory=dict)
    """What may be written, to its name."""
    value: str | None = None
    """The one text that may stand here."""
    pattern: str | None = None
    """RE2 pattern of the whole text."""
    is_leave: bool = False
    """Days and hours, written 20-07 and shown as 20日7時間."""
    section: str | None = None
    """Id of the section it stands in."""
    as_in_header: bool = False
    """It repeats the header's item of the same id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One kind of record."""

    kind: RecordKind
    mark: str | None
    """The text in the first column or bytes that tells this kind; None when there is only one kind."""
    items: tuple[Item, ...]
    sections: tuple[Section, ...] = ()

    def item(self, id_: str) -> Item | None:
        """The item with this id."""
        return next((item for item in self.items if item.id == id_), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule over one detail record; broken unless its expression is true."""

    id: str
    """The code it is reported under."""
    name: Text
    expression: Expression
    consequence: Consequence


class Calculation(StrEnum):
    """How a control total is computed."""

    COUNT = "count"
    SUM = "sum"
    SHA256 = "sha256"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A control total: computed from the details or the bytes, written in the trailer, in the control file, or both."""

    id: str
    name: Text
    calculation: Calculation
    item: str | None = None
    """Id of the detail's item that is summed up; codes of digits count as numbers."""
    trailer: str | None = None
    """Id of the trailer's item that must say the same."""
    control: str | None = None
    """Name in the control file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far a total may be from the one of the file received before."""

    total: str
    percent: int
    except_months: frozenset[int] = frozenset()
    """Months of the file in which the comparison says nothing."""
    consequence: Consequence = Consequence.HOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """Which files replace each other, and the item that counts their versions; all are items of the header."""

    group: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCheck:
    """Which items of a detail are compared with the staff file, and what follows; None compares nothing."""

    list: str
    """Id of the layout that the staff file has. Its items are number, name, kana, unit, kind, since and until."""
    number: str
    name: str | None = None
    kana: str | None = None
    unit: str | None = None
    kind: str | None = None
    unknown: Consequence = Consequence.HOLD
    left: Consequence = Consequence.HOLD
    """Not in office in the month of the file."""
    missing: Consequence = Consequence.WARN
    """In office, but without a row: leave without pay looks the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One kind of file."""

    id: str
    name: Text
    form: Form
    encodings: tuple[Encoding, ...]
    """Those that are accepted; the first is the usual one."""
    line_end: LineEnd = LineEnd.CRLF
    bom: Bom = Bom.NO
    heading_row: bool = False
    """The first line of a CSV file names the columns."""
    records: Mapping[RecordKind, Record]
    month: str | None = None
    """Id of the header's item that says which month the file is for."""
    key: tuple[str, ...] = ()
    """Ids of the detail's items that no two details share."""
    at_least: int = 0
    """Fewest details."""
    checks: tuple[Check, ...] = ()
    totals: tuple[Total, ...] = ()
    changes: tuple[Change, ...] = ()
    staff: StaffCheck | None = None
    resend: Resend | None = None

    @property
    def detail(self) -> Record:
        return self.records[RecordKind.DETAIL]

    @property
    def header(self) -> Record | None:
        return self.records.get(RecordKind.HEADER)

    @property
    def trailer(self) -> Record | None:
        return self.records.get(RecordKind.TRAILER)

    @property
    def recipient(self) -> str:
        """Id of the detail's item that says whom it is about; empty where no two details are told apart."""
        return self.staff.number if self.staff else next(iter(self.key), "")

    def total(self, id_: str) -> Total:
        """The total with this id, which the check of the layout has made sure of."""
        return next(total for total in self.totals if total.id == id_)
