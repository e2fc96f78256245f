"""What kinds of values expressions know before they run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from forms.spec import Choice, Text


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A kind of value without parts."""

    name: str
    label: Text = field(compare=False)
    """As sentences call it."""


@dataclass(frozen=True, slots=True)
class ListType:
    """Several values of one kind."""

    of: "Type"

    @property
    def label(self) -> Text:
        return Text(f"{self.of.label.ja}の並び", f"list of {self.of.label.en}")


@dataclass(frozen=True, slots=True)
class ChoiceType:
    """One of the given choices; its value is the id of the choice, definitions write its name."""

    choices: tuple[Choice, ...]

    @property
    def label(self) -> Text:
        return Text("選択", "choice")


@dataclass(frozen=True, slots=True)
class Name:
    """What a name written in an expression stands for."""

    key: str
    """Where the value is found at run time."""
    type: "Type"
    may_be_null: bool = False
    """A person may leave it empty, so that a condition has to say what then."""


@dataclass(frozen=True, slots=True)
class ContextType:
    """A value with named parts, such as the applicant with number, name and section."""

    fields: Mapping[str, Name]
    """For each spelling of a part what it stands for."""
    unknown: str = field(default="E051", compare=False)
    """The problem that naming another part is."""

    def __hash__(self) -> int:
        return hash(frozenset(self.fields.items()))

    @property
    def label(self) -> Text:
        return Text("まとまり", "record")


Type: TypeAlias = SimpleType | ListType | ChoiceType | ContextType

TEXT = SimpleType("text", Text("文字", "text"))
NUMBER = SimpleType("number", Text("数値", "number"))
INTEGER = SimpleType("integer", Text("整数", "whole number"))
YEN = SimpleType("yen", Text("金額", "amount of yen"))
UNROUNDED_YEN = SimpleType("unrounded_yen", Text("端数のある金額", "unrounded amount of yen"))
"""What dividing an amount gives. It has to be rounded before anything else is done with it."""
BOOLEAN = SimpleType("boolean", Text("はい・いいえ", "yes or no"))
DATE = SimpleType("date", Text("日付", "date"))
DATETIME = SimpleType("datetime", Text("日時", "date and time"))
DAYS = SimpleType("days", Text("日数の期間", "period of days"))
TIME = SimpleType("time", Text("時間の期間", "period of hours"))
MONTHS = SimpleType("months", Text("月数の期間", "period of months"))
BUSINESS_DAYS = SimpleType("business_days", Text("営業日の期間", "period of business days"))
FILE = SimpleType("file", Text("添付", "file"))
NULL = SimpleType("null", Text("空", "nothing"))
ANY = SimpleType("any", Text("種類の決まっていない値", "value of unknown kind"))
"""May be passed on, compared with = and ≠ and tested for being empty; nothing else."""
UNKNOWN = SimpleType("unknown", Text("", ""))
"""Of something that was already reported; it fits everywhere, so that one mistake is told once."""
