"""The types of FEEL, and those that forms know more closely: amounts of yen, whole numbers, choices, files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from forms.spec import Choice, Text


@dataclass(frozen=True, slots=True)
class SimpleType:
    """number, string, date …; also Any and Null."""

    name: str
    label: Text = field(default=Text(""), compare=False)
    """As sentences call it."""


@dataclass(frozen=True, slots=True)
class ListType:
    """list<number>"""

    of: "Type"

    @property
    def label(self) -> Text:
        return Text(f"{self.of.label.ja}の並び", f"list of {self.of.label.en}")


@dataclass(frozen=True, slots=True)
class RangeType:
    """range<date>"""

    of: "Type"

    @property
    def label(self) -> Text:
        return Text(f"{self.of.label.ja}の範囲", f"range of {self.of.label.en}")


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
    """A value with named parts; a value may have more entries than its type names."""

    fields: Mapping[str, Name]
    """For each spelling of a part what it stands for."""
    unknown: str = field(default="E051", compare=False)
    """The problem that naming another part is."""

    def __hash__(self) -> int:
        return hash(frozenset(self.fields.items()))

    @property
    def label(self) -> Text:
        return Text("まとまり", "record")

    @property
    def types(self) -> dict[str, "Type"]:
        """The types of the parts, by the keys of the value."""
        return {name.key: name.type for name in self.fields.values()}


@dataclass(frozen=True, slots=True)
class FunctionType:
    """function<number, number> -> number"""

    parameters: tuple["Type", ...]
    result: "Type"

    @property
    def label(self) -> Text:
        return Text("関数", "function")


Type: TypeAlias = SimpleType | ListType | RangeType | ChoiceType | ContextType | FunctionType

ANY = SimpleType("Any", Text("種類の決まっていない値", "value of unknown kind"))
"""In procedures it may be passed on, compared with = and ≠ and tested for being empty; nothing else."""
NULL = SimpleType("Null", Text("空", "nothing"))
UNKNOWN = SimpleType("unknown")
"""Of something that was already reported; it fits everywhere, so that one mistake is told once."""
NUMBER = SimpleType("number", Text("数値", "number"))
INTEGER = SimpleType("integer", Text("整数", "whole number"))
YEN = SimpleType("yen", Text("金額", "amount of yen"))
UNROUNDED_YEN = SimpleType("unrounded yen", Text("端数のある金額", "unrounded amount of yen"))
"""What dividing an amount gives. It has to be rounded before anything else is done with it."""
TEXT = SimpleType("string", Text("文字", "text"))
BOOLEAN = SimpleType("boolean", Text("はい・いいえ", "yes or no"))
DATE = SimpleType("date", Text("日付", "date"))
TIME = SimpleType("time", Text("時刻", "time of day"))
DATETIME = SimpleType("date and time", Text("日時", "date and time"))
DAYS = SimpleType("days", Text("日数の期間", "period of days"))
HOURS = SimpleType("days and time duration", Text("時間の期間", "period of hours"))
MONTHS = SimpleType("years and months duration", Text("月数の期間", "period of months"))
BUSINESS_DAYS = SimpleType("business days", Text("営業日の期間", "period of business days"))
FILE = SimpleType("file", Text("添付", "file"))

_PUBLISHED = (ANY, NULL, NUMBER, TEXT, BOOLEAN, DATE, TIME, DATETIME, HOURS, MONTHS)
NAMED: dict[str, Type] = {
    **{kind.name: kind for kind in _PUBLISHED},
    "dateTime": DATETIME,
    "dayTimeDuration": HOURS,
    "yearMonthDuration": MONTHS,
    "any": ANY,
}
"""Every spelling of a simple type of the standard; the last ones are those of models from older tools."""


def context_type(types: Mapping[str, Type]) -> ContextType:
    """A context whose parts are written as their keys."""
    return ContextType({name: Name(name, kind) for name, kind in types.items()})


def conforms(kind: Type, wanted: Type) -> bool:
    """A value of `kind` may stand where `wanted` is expected."""
    if wanted == ANY or kind in (NULL, wanted):
        return True
    match kind, wanted:
        case (ListType(of=inner), ListType(of=outer)) | (RangeType(of=inner), RangeType(of=outer)):
            return conforms(inner, outer)
        case ContextType(), ContextType():
            has, needs = kind.types, wanted.types
            return all(name in has and conforms(has[name], field) for name, field in needs.items())
        case FunctionType(), FunctionType():
            return (
                len(kind.parameters) == len(wanted.parameters)
                and all(conforms(theirs, ours) for theirs, ours in zip(wanted.parameters, kind.parameters, strict=True))
                and conforms(kind.result, wanted.result)
            )
    return False
