"""What FEEL computes with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, TypeAlias

from forms.feel.run import Run
from forms.feel.temporal.days import Date
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DateTime, Time
from forms.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATETIME,
    HOURS,
    MONTHS,
    NULL,
    NUMBER,
    TEXT,
    TIME,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
    conforms,
    context_type,
)

NUMBERS = Context(prec=34, Emax=6144, Emin=-6143, traps=[])
"""As decimal128; nothing is raised, what is not finite becomes null."""


@dataclass(frozen=True, slots=True)
class Range:
    """[1..10), < 5. A bound that is None is open."""

    low: "Value"
    high: "Value"
    low_included: bool
    high_included: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function is given."""

    name: str
    type: Type = ANY


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value. `call` takes the arguments in the order of the parameters."""

    name: str
    parameters: tuple[Parameter, ...]
    call: Callable[[Run, tuple["Value", ...]], "Value"]
    result: Type = ANY
    call_named: Callable[[Run, Mapping[str, "Value"]], "Value"] | None = None
    """For functions with several forms, which choose by the names of the arguments."""


class RowsElsewhere(Sequence[Any]):
    """Rows that are kept elsewhere: they can be counted, not read."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, place: Any) -> Any:
        raise IndexError("rows that are kept elsewhere can be counted only")


Value: TypeAlias = (
    "bool | Decimal | str | Date | Time | DateTime | DaysTime | YearsMonths | Range | Function | RowsElsewhere"
    " | tuple[Value, ...] | Mapping[str, Value] | None"
)
"""Lists are tuples, contexts mappings, numbers finite decimals."""

_KINDS: dict[type, Type] = {
    bool: BOOLEAN,
    Decimal: NUMBER,
    str: TEXT,
    Date: DATE,
    Time: TIME,
    DateTime: DATETIME,
    DaysTime: HOURS,
    YearsMonths: MONTHS,
    type(None): NULL,
}


def type_of(value: Value) -> Type:
    """The narrowest type; of a list with elements of several kinds list<Any>."""
    match value:
        case tuple():
            return ListType(_common(value))
        case Range():
            return RangeType(type_of(value.low if value.low is not None else value.high))
        case Function():
            return FunctionType(tuple(parameter.type for parameter in value.parameters), value.result)
        case RowsElsewhere():
            return ListType(ANY)
        case Mapping():
            return context_type({key: type_of(part) for key, part in value.items()})
        case _:
            return _KINDS[type(value)]


def _common(values: tuple[Value, ...]) -> Type:
    common: Type = NULL
    for value in values:
        kind = type_of(value)
        if conforms(common, kind):
            common = kind
        elif not conforms(kind, common):
            return ANY
    return common


def kind_of(value: Value) -> str:
    """One word for the kind of a value: list, context, number …"""
    match value:
        case tuple():
            return "list"
        case Range():
            return "range"
        case Function():
            return "function"
        case Mapping():
            return "context"
        case RowsElsewhere():
            return "rows elsewhere"
        case _:
            return _KINDS[type(value)].name  # type: ignore[union-attr]


def fits(value: Value, wanted: Type) -> bool:
    """The value is one of this type. Null is one of every type."""
    if value is None or wanted == ANY:
        return True
    match wanted:
        case ListType(of=inner):
            return isinstance(value, tuple) and all(fits(part, inner) for part in value)
        case ContextType():
            return isinstance(value, Mapping) and all(
                name in value and fits(value[name], kind) for name, kind in wanted.types.items()
            )
        case RangeType(of=inner):
            return isinstance(value, Range) and fits(value.low, inner) and fits(value.high, inner)
        case _:
            return conforms(type_of(value), wanted)


def coerced(value: Value, wanted: Type) -> tuple[bool, Value]:
    """Whether the value fits the type, if need be converted, and the converted value.

    Conversions of the standard: a single value and a list of one stand for each other, a date for its midnight in UTC.
    """
    if fits(value, wanted):
        return True, value
    if isinstance(wanted, ListType) and not isinstance(value, tuple) and fits(value, wanted.of):
        return True, (value,)
    if isinstance(value, tuple) and len(value) == 1 and fits(value[0], wanted):
        return True, value[0]
    if isinstance(value, Date) and wanted == DATETIME:
        return True, DateTime(value, 0, 0)
    return False, None
