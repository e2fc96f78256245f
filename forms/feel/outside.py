"""Values as the rest of the program has them, and the same as FEEL computes with them.

Outside amounts are whole int, days and instants Python's; inside all numbers are decimals and instants stand on the
clock of Japan. What a value means is known from the type of its place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from forms.feel.temporal.days import Date
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DAY, SECOND, DateTime, Time, later, offset_of, utc_value
from forms.feel.types import (
    ANY,
    BOOLEAN,
    BUSINESS_DAYS,
    DATE,
    DATETIME,
    DAYS,
    INTEGER,
    NUMBER,
    TEXT,
    TIME,
    UNKNOWN,
    YEN,
    ChoiceType,
    ContextType,
    ListType,
    Type,
)
from forms.feel.values import RowsElsewhere, Value

TOKYO = 9 * 60 * 60
"""Seconds from UTC: Japan has had no summer time since 1951."""
_MOST_DIGITS = 18
_1970 = datetime(1970, 1, 1, tzinfo=UTC)


class Unit(StrEnum):
    """What a duration is counted in."""

    DAYS = "days"
    SECONDS = "seconds"
    MONTHS = "months"
    BUSINESS_DAYS = "business_days"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: 7日, 2時間 (in seconds), 1か月, 3営業日."""

    unit: Unit
    amount: int


Outside: TypeAlias = (
    "bool | Decimal | int | str | date | time | datetime | Duration"
    " | tuple[Outside, ...] | list[Outside] | RowsElsewhere | Mapping[str, Outside] | None"
)
"""Numbers are Decimal, yen whole int, a choice the id of the choice, instants aware, times of day those of the
clock of Japan, lists tuples."""

Conversion: TypeAlias = Callable[[object], Value]


class Unfit(Exception):
    """A value is of another kind than its place."""


def taking(kind: Type) -> Conversion:
    """The function that takes in a value of this kind. It raises Unfit for any other."""
    if isinstance(kind, ListType):
        return _list(taking(kind.of))
    if isinstance(kind, ChoiceType):
        return _text
    if isinstance(kind, ContextType):
        return _record({key: taking(part) for key, part in kind.types.items()})
    return _CONVERSIONS.get(kind, anything)


def handed_out(value: Value, kind: Type) -> Outside:
    """A result for the rest of the program; null where that has no such value."""
    match value:
        case None | bool() | str() | RowsElsewhere():
            return value
        case Decimal():
            return _number_out(value, kind)
        case tuple():
            inner = kind.of if isinstance(kind, ListType) else ANY
            return tuple(handed_out(part, inner) for part in value)
        case Mapping():
            types = kind.types if isinstance(kind, ContextType) else {}
            return {key: handed_out(part, types.get(key, ANY)) for key, part in value.items()}
        case YearsMonths(months=months):
            return Duration(Unit.MONTHS, months)
        case DaysTime(nanoseconds=nanoseconds):
            size, unit = (DAY, Unit.DAYS) if kind == DAYS else (SECOND, Unit.SECONDS)
            whole = abs(nanoseconds) // size
            return Duration(unit, -whole if nanoseconds < 0 else whole)
        case Date() if 1 <= value.year <= 9999:
            return date(value.year, value.month, value.day)
        case Time():
            return _time_out(value)
        case DateTime() if 2 <= value.date.year <= 9998 and offset_of(value) is not None:
            return _1970 + timedelta(microseconds=utc_value(value) // 1_000)
    return None


def anything(value: object) -> Value:
    """A value whose kind nobody declared. Raises Unfit for what is no value at all."""
    match value:
        case None | bool() | str() | RowsElsewhere():
            return value
        case Decimal() | int():
            return _number(value)
        case datetime():
            return _instant(value)
        case date():
            return _date(value)
        case time():
            return _time(value)
        case list() | tuple():
            return tuple(anything(part) for part in value)
        case Mapping():
            return {key: anything(part) for key, part in value.items()}
    raise Unfit


def part_of(value: object, part: str) -> object:
    """A part of a record from outside; of a list of records the list of that part. Raises Unfit for no record."""
    match value:
        case None:
            return None
        case Mapping():
            return value.get(part)
        case list() | tuple():
            return tuple(part_of(element, part) for element in value)
    raise Unfit


def _number_out(value: Decimal, kind: Type) -> Outside:
    if kind == YEN:
        whole = value == value.to_integral_value() and value.adjusted() < _MOST_DIGITS
        return int(value) if whole else None
    return Duration(Unit.BUSINESS_DAYS, int(value)) if kind == BUSINESS_DAYS else value


def _list(convert: Conversion) -> Conversion:
    def taken(value: object) -> Value:
        if isinstance(value, RowsElsewhere):
            return value
        if not isinstance(value, list | tuple):
            raise Unfit
        return tuple([None if part is None else convert(part) for part in value])

    return taken


def _record(parts: Mapping[str, Conversion]) -> Conversion:
    def taken(value: object) -> Value:
        if not isinstance(value, Mapping):
            raise Unfit
        given = {key: value.get(key) for key in parts}
        return {key: None if part is None else parts[key](part) for key, part in given.items()}

    return taken


def _text(value: object) -> Value:
    if isinstance(value, str):
        return value
    raise Unfit


def _boolean(value: object) -> Value:
    if isinstance(value, bool):
        return value
    raise Unfit


def _number(value: object) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise Unfit


def _integer(value: object) -> Decimal:
    number = _number(value)
    if number == number.to_integral_value():
        return number
    raise Unfit


def _yen(value: object) -> Decimal:
    number = _integer(value)
    if number.adjusted() < _MOST_DIGITS:
        return number
    raise Unfit


def _date(value: object) -> Date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return Date(value.year, value.month, value.day)
    raise Unfit


def _time(value: object) -> Value:
    if isinstance(value, time):
        clock = (value.hour * 3600 + value.minute * 60 + value.second) * SECOND + value.microsecond * 1_000
        return Time(clock, TOKYO)
    raise Unfit


def _time_out(value: Time) -> time:
    """On the clock of Japan; one without a zone is of it."""
    offset = offset_of(value)
    shift = 0 if offset is None else TOKYO - offset
    seconds, rest = divmod((value.nanoseconds + shift * SECOND) % DAY, SECOND)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, rest // 1_000)


def _instant(value: object) -> Value:
    if isinstance(value, datetime) and (offset := value.utcoffset()) is not None:
        clock = (value.hour * 3600 + value.minute * 60 + value.second) * SECOND + value.microsecond * 1_000
        shift = TOKYO - int(offset.total_seconds())
        moment = later(DateTime(Date(value.year, value.month, value.day), clock, TOKYO), shift * SECOND)
        if moment is not None:
            return moment
    raise Unfit


_CONVERSIONS: dict[Type, Conversion] = {
    TEXT: _text,
    BOOLEAN: _boolean,
    NUMBER: _number,
    INTEGER: _integer,
    YEN: _yen,
    DATE: _date,
    DATETIME: _instant,
    TIME: _time,
    UNKNOWN: anything,
}
