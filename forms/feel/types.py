"""The types of FEEL, as `instance of` and the variables of a decision model name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Simple:
    """number, string, date …; also Any and Null."""

    name: str


@dataclass(frozen=True, slots=True)
class ListType:
    """list<number>"""

    of: "Type"


@dataclass(frozen=True, slots=True)
class RangeType:
    """range<date>"""

    of: "Type"


@dataclass(frozen=True, slots=True)
class ContextType:
    """context<name: string, age: number>; a value may have more entries than its type names."""

    fields: Mapping[str, "Type"]


@dataclass(frozen=True, slots=True)
class FunctionType:
    """function<number, number> -> number"""

    parameters: tuple["Type", ...]
    result: "Type"


Type: TypeAlias = Simple | ListType | RangeType | ContextType | FunctionType

ANY = Simple("Any")
NULL = Simple("Null")
NUMBER = Simple("number")
STRING = Simple("string")
BOOLEAN = Simple("boolean")
DATE = Simple("date")
TIME = Simple("time")
DATE_TIME = Simple("date and time")
DAYS_TIME = Simple("days and time duration")
YEARS_MONTHS = Simple("years and months duration")

_SIMPLE = (ANY, NULL, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME, DAYS_TIME, YEARS_MONTHS)
NAMED: dict[str, Type] = {
    **{kind.name: kind for kind in _SIMPLE},
    "dateTime": DATE_TIME,
    "dayTimeDuration": DAYS_TIME,
    "yearMonthDuration": YEARS_MONTHS,
    "any": ANY,
}
"""Every spelling of a simple type; the last ones are those of models from older tools."""


def conforms(kind: Type, wanted: Type) -> bool:
    """A value of `kind` may stand where `wanted` is expected."""
    if wanted == ANY or kind in (NULL, wanted):
        return True
    match kind, wanted:
        case (ListType(of=inner), ListType(of=outer)) | (RangeType(of=inner), RangeType(of=outer)):
            return conforms(inner, outer)
        case ContextType(fields=has), ContextType(fields=needs):
            return all(name in has and conforms(has[name], field) for name, field in needs.items())
        case FunctionType(), FunctionType():
            return (
                len(kind.parameters) == len(wanted.parameters)
                and all(conforms(theirs, ours) for theirs, ours in zip(wanted.parameters, kind.parameters, strict=True))
                and conforms(kind.result, wanted.result)
            )
    return False
