"""The functions of FEEL as published, under their English names, with the kinds of values they take and give.

They compute in `forms.feel`. What only the standard can do with them, such as functions as values, stays there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from forms.expressions.types import (
    BOOLEAN,
    DATE,
    DAYS,
    INTEGER,
    NUMBER,
    TEXT,
    UNKNOWN,
    YEN,
    ListType,
    SimpleType,
    Type,
)
from forms.expressions.values import Duration, Unit, Value
from forms.feel import values as feel
from forms.feel.builtins.calendar import moment_of
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.evaluation.calling import invoke
from forms.feel.run import Run
from forms.feel.temporal.days import Date
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DAY, SECOND, DateTime, offset_of, utc_value

_BUDGET = 10_000
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""None of these functions asks what time it is."""

ELEMENT = SimpleType("element", UNKNOWN.label)
"""The kind of the elements of the first list."""
LIST = ListType(ELEMENT)
_NUMBERS = ListType(NUMBER)
_TEXTS = ListType(TEXT)
_BOOLEANS = ListType(BOOLEAN)


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function of the standard."""

    name: str
    parameters: tuple[Type, ...]
    result: Type

    def runner(self, result: Type) -> Callable[..., Value]:
        """The function on our values; `result` is its kind where it depends on the arguments."""
        function = BUILT_IN[self.name]

        def run(*values: Value) -> Value:
            given = tuple(to_feel(value) for value in values)
            return from_feel(invoke(Run(_NO_TIME, _BUDGET), function, given), result)

        return run


SIGNATURES = (
    Signature("string length", (TEXT,), INTEGER),
    Signature("substring", (TEXT, INTEGER), TEXT),
    Signature("substring", (TEXT, INTEGER, INTEGER), TEXT),
    Signature("upper case", (TEXT,), TEXT),
    Signature("lower case", (TEXT,), TEXT),
    Signature("substring before", (TEXT, TEXT), TEXT),
    Signature("substring after", (TEXT, TEXT), TEXT),
    Signature("starts with", (TEXT, TEXT), BOOLEAN),
    Signature("ends with", (TEXT, TEXT), BOOLEAN),
    Signature("matches", (TEXT, TEXT), BOOLEAN),
    Signature("matches", (TEXT, TEXT, TEXT), BOOLEAN),
    Signature("replace", (TEXT, TEXT, TEXT), TEXT),
    Signature("replace", (TEXT, TEXT, TEXT, TEXT), TEXT),
    Signature("split", (TEXT, TEXT), _TEXTS),
    Signature("string join", (_TEXTS,), TEXT),
    Signature("string join", (_TEXTS, TEXT), TEXT),
    Signature("decimal", (NUMBER, INTEGER), NUMBER),
    Signature("round half down", (NUMBER, INTEGER), NUMBER),
    Signature("abs", (INTEGER,), INTEGER),
    Signature("abs", (NUMBER,), NUMBER),
    Signature("abs", (YEN,), YEN),
    Signature("abs", (DAYS,), DAYS),
    Signature("modulo", (INTEGER, INTEGER), INTEGER),
    Signature("modulo", (NUMBER, NUMBER), NUMBER),
    Signature("sqrt", (NUMBER,), NUMBER),
    Signature("log", (NUMBER,), NUMBER),
    Signature("exp", (NUMBER,), NUMBER),
    Signature("even", (INTEGER,), BOOLEAN),
    Signature("odd", (INTEGER,), BOOLEAN),
    Signature("mean", (_NUMBERS,), NUMBER),
    Signature("median", (_NUMBERS,), NUMBER),
    Signature("stddev", (_NUMBERS,), NUMBER),
    Signature("product", (_NUMBERS,), NUMBER),
    Signature("mode", (_NUMBERS,), _NUMBERS),
    Signature("all", (_BOOLEANS,), BOOLEAN),
    Signature("any", (_BOOLEANS,), BOOLEAN),
    Signature("reverse", (LIST,), LIST),
    Signature("distinct values", (LIST,), LIST),
    Signature("sort", (LIST,), LIST),
    Signature("sublist", (LIST, INTEGER), LIST),
    Signature("sublist", (LIST, INTEGER, INTEGER), LIST),
    Signature("append", (LIST, ELEMENT), LIST),
    Signature("concatenate", (LIST, LIST), LIST),
    Signature("union", (LIST, LIST), LIST),
    Signature("insert before", (LIST, INTEGER, ELEMENT), LIST),
    Signature("remove", (LIST, INTEGER), LIST),
    Signature("index of", (LIST, ELEMENT), ListType(INTEGER)),
    Signature("day of year", (DATE,), INTEGER),
    Signature("week of year", (DATE,), INTEGER),
    Signature("day of week", (DATE,), TEXT),
    Signature("month of year", (DATE,), TEXT),
)


def to_feel(value: Value) -> feel.Value:
    """Our value as one of the standard."""
    match value:
        case None | bool() | Decimal() | str():
            return value
        case int():
            return Decimal(value)
        case datetime():
            return moment_of(value)
        case date():
            return Date(value.year, value.month, value.day)
        case Duration(unit=Unit.MONTHS, amount=amount):
            return YearsMonths(amount)
        case Duration(unit=unit, amount=amount):
            return DaysTime(amount * (DAY if unit is not Unit.SECONDS else SECOND))
        case Mapping():
            return {key: to_feel(part) for key, part in value.items()}
        case _:
            return tuple(to_feel(part) for part in value)


def from_feel(value: feel.Value, kind: Type) -> Value:
    """A value of the standard as ours; null where ours has none like it."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return int(value) if kind == YEN and value == value.to_integral_value() else value
        case tuple():
            inner = kind.of if isinstance(kind, ListType) else UNKNOWN
            return tuple(from_feel(part, inner) for part in value)
        case Mapping():
            return {key: from_feel(part, UNKNOWN) for key, part in value.items()}
        case YearsMonths():
            return Duration(Unit.MONTHS, value.months)
        case DaysTime():
            days = kind == DAYS
            return Duration(Unit.DAYS if days else Unit.SECONDS, value.nanoseconds // (DAY if days else SECOND))
        case Date() if 1 <= value.year <= 9999:
            return date(value.year, value.month, value.day)
        case DateTime() if 2 <= value.date.year <= 9998 and offset_of(value) is not None:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=utc_value(value) // 1_000)
    return None
