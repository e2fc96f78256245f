"""A connected system (連携先) as its file under definitions/systems says: what it can do, in whose words, how carried.

Never where it is or with which key: that is a `Connection`, which the administrator's settings hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from forms.expressions.expression import Expression
from forms.expressions.scope import Scope
from forms.spec import ItemSpec
from integrations.systems.hours import ALWAYS, Hours
from integrations.systems.schedule import Schedule

Path: TypeAlias = tuple[str, ...]
"""The way to a value in an answer: names of objects and places in lists."""


class Kind(StrEnum):
    """How a system is reached."""

    HTTP = "http"
    SFTP = "sftp"
    FOLDER = "folder"
    SQL = "sql"
    MAIL = "mail"
    IMPORT = "import"
    """Not elsewhere: the platform itself takes a file in that somebody attached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a payload: its type as in forms, and where the system's own answer has it."""

    item: ItemSpec
    required: bool = True
    path: Path
    codes: Mapping[str, str] = field(default_factory=dict)
    """The system's codes and what we call them."""
    is_record: bool = False
    """The document of the decided case (決裁記録), which the platform makes when the call is carried."""
    is_letter: bool = False
    """The document of a 施行 (施行文書), made likewise."""
    counts: str = ""
    """The document of a case whose attached files it counts; the platform fills it in with the document."""
    digest_of: str = ""
    """Of an answer: the input whose file it must be the SHA-256 of (指紋); empty for every other value."""

    @property
    def name(self) -> str:
        return self.item.name

    @property
    def is_filled_in(self) -> bool:
        """Whether the platform fills it in when the call is carried; procedures do not send it."""
        return self.is_document or bool(self.counts)

    @property
    def is_document(self) -> bool:
        """Whether it is made of the case when the call is carried."""
        return self.is_record or self.is_letter


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of a message, computed from the inputs."""

    expression: Expression


Template: TypeAlias = "Leaf | Mapping[str, Template] | tuple[Template, ...]"
"""A message in the system's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """A line with places for inputs: /commitments/{番号}."""

    text: str
    leaves: tuple[str | Leaf, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Our own signed JSON, posted to the address: for systems that keep to our contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpCall:
    """A request in the system's own words."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: Slots
    headers: Mapping[str, Leaf]
    body: "Template | None"
    shape: Literal["json", "form", "multipart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDrop:
    """A file that is left for the system: written under another name, then renamed; then a file that says so."""

    folder: str
    name: Slots
    content: "Template | None"
    """A single leaf is the text of the file; a mapping becomes JSON; None is our own envelope."""
    encoding: str
    done: str
    """What the name of the file that says so has behind it; empty for none."""
    archive: str
    """Folder into which the system moves what it has taken; empty when nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One SQL statement with named parameters; its first row is the answer."""

    sql: str
    """With %(name)s for each parameter, as psycopg reads it."""
    parameters: Mapping[str, Leaf]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person; nothing else than these three lines is the author's."""

    to: Leaf
    subject: Leaf
    text: Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImport:
    """A file judged by a layout and kept as rows, or such rows thrown away again."""

    does: Literal["take_in", "correct", "throw_away"]
    layout: str
    """Id of a layout under definitions/layouts; empty where nothing is read."""
    control: str = ""
    """Input that holds the control file."""
    entered: Mapping[str, str] = field(default_factory=dict)
    """Ids of the layout's totals, to the inputs that hold what people wrote by hand."""
    files: str = ""
    """Of a correction: where its file arrives, as `system.files`."""
    people: str = ""
    """Of a correction: the input that names, by their keys in the file, whom it is about."""
    corrected: Mapping[str, str] = field(default_factory=dict)
    """Of a correction: items and values that mark the rows to use …"""
    unchanged: Mapping[str, str] = field(default_factory=dict)
    """… and those to leave out. A row that is neither keeps the whole file from being used."""


Carriage: TypeAlias = Envelope | HttpCall | FileDrop | Statement | Mail | FileImport


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How the system's answers are understood; what is not said is read as `integrations.reply` reads it."""

    success: frozenset[int] = frozenset()
    retry: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    unknown: frozenset[int] = frozenset({404})
    """Answers of an asking operation that say: never heard of this key."""
    flag: Path = ()
    """Where a body says whether it went well, for systems that answer 200 to everything."""
    flag_values: frozenset[str] = frozenset()
    code: Path = ("code",)
    said: Path = ("message",)
    codes: Mapping[str, str] = field(default_factory=dict)
    """The system's error codes and what definitions call them in エラー時."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing the system can be asked to do."""

    name: str
    """Without the system's name: 予算確認."""
    en: str = ""
    kind: Kind = Kind.HTTP
    send: tuple[Value, ...] = ()
    receive: tuple[Value, ...] = ()
    scope: Scope
    carriage: Carriage = Envelope()
    answers: Answers = Answers()
    later: str = ""
    """The message (知らせ) that brings the result; empty when the answer does."""
    reads: bool = False
    """The file says that it changes nothing (読むだけ)."""
    repeat: Literal["safe", "ask"] = "safe"
    """Whether a second call with the same key is harmless, or has to be preceded by the question for the first."""
    asked_by: "Operation | None" = None
    """The operation that tells what became of a key. None with `ask`: the connector looks by itself."""
    order: Literal["none", "case", "system"] = "none"
    """Calls that must arrive in the order they were made."""
    hours: Hours = ALWAYS
    every_decision: bool = False
    """Every decided case is sent with it when it ends."""

    @property
    def only_reads(self) -> bool:
        """Whether calling it changes nothing and the answer comes at once, so that a form may ask it (照会)."""
        match self.carriage:
            case HttpCall(method="GET"):
                by_itself = True
            case Statement(sql=sql):
                by_itself = sql.lstrip().lower().startswith("select")
            case _:
                by_itself = False
        return (self.reads or by_itself) and not self.later and not self.takes_record

    @property
    def takes_record(self) -> bool:
        """Whether the document of the decided case goes with it."""
        return any(value.is_record for value in self.send)

    @property
    def takes_letter(self) -> bool:
        """Whether the document of a 施行 goes with it."""
        return any(value.is_letter for value in self.send)

    @property
    def takes_document(self) -> bool:
        """Whether something is made of the case when it is carried, by a slow worker."""
        return self.takes_record or self.takes_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A message (知らせ) the system sends by itself."""

    name: str
    en: str = ""
    payload: tuple[Value, ...]
    key: str = ""
    """The value that finds the waiting case; empty: the message names it apart."""
    into: str = ""
    """What the platform does with it by itself, as `words.INTO` names it; empty: it is for a case."""


FILE, CONTROL_FILE, MONTH = "ファイル", "統制ファイル", "対象月"
"""What definitions call the values of a file that came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Files that the system leaves for us (受信): one, its control file, and the one that says they are complete."""

    name: str
    folder: str
    file: str
    """Pattern with * and ?."""
    control: str = ""
    """Pattern of the control file; * stands for what * stood for in the file's name."""
    done: str = ""
    """What a finished file's name has behind it; empty: finished when it has not grown for `stable_for`."""
    archive: str = ""
    """Folder, beside `folder`, to which files are moved after they were taken; empty: they are removed."""
    stable_for: int = 30
    """Seconds."""
    expected: Schedule | None = None
    """By when it is there; None when nobody knows."""
    layout: str = ""
    """Id of the layout by which it is judged when it comes; empty: it is taken as it is."""
    into: str = ""
    """Which of the personnel system's files it is, as `words.FILES_INTO` names them; empty: it is for a procedure."""

    @property
    def values(self) -> tuple[str, ...]:
        """What a procedure that begins with it may take over."""
        return (FILE, *([CONTROL_FILE] if self.control else []), *([MONTH] if self.layout else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectedSystem:
    """Everything a file says."""

    id: str
    name: str
    """As definitions call it."""
    en: str = ""
    kind: Kind
    personal_data: Literal["none", "yes", "sensitive"] = "none"
    """What about persons it may be told."""
    operations: Mapping[str, Operation]
    announcements: Mapping[str, Announcement]
    deliveries: Mapping[str, Delivery]
