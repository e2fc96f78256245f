"""Reads the value of a name and makes sure that it is of the kind the expression was checked with."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from forms.errors import ExpressionNotEvaluable
from forms.expressions.checked import Read
from forms.expressions.types import (
    BOOLEAN,
    BUSINESS_DAYS,
    DATE,
    DATETIME,
    DAYS,
    INTEGER,
    MONTHS,
    NUMBER,
    TEXT,
    TIME,
    YEN,
    ChoiceType,
    ContextType,
    ListType,
    Type,
)
from forms.expressions.values import Calendar, Duration, Environment, RowsElsewhere, Unit, Value

_Conversion: TypeAlias = Callable[[object], Value]
_ALWAYS_GIVEN = frozenset({"today", "now"})


class _Unfit(Exception):
    """A value is of another kind."""


def reader(node: Read) -> Callable[[Environment], Value]:
    """The function that finds the value. It raises ExpressionNotEvaluable for a value of another kind."""
    key, parts, label = node.path[0], node.path[1:], node.type.label
    convert = _conversion(node.type)

    def read(env: Environment) -> Value:
        value: object = env.get(key)
        if value is None and key in _ALWAYS_GIVEN:
            raise ExpressionNotEvaluable(key, label.ja, label.en)
        try:
            for part in parts:
                value = _part(value, part)
            return None if value is None else convert(value)
        except _Unfit:
            raise ExpressionNotEvaluable(node.text, label.ja, label.en) from None

    return read


def calendar_of(env: Environment) -> Calendar:
    """The business calendar. Raises ExpressionNotEvaluable when none was given."""
    calendar = env.get("calendar")
    if isinstance(calendar, Calendar):
        return calendar
    raise ExpressionNotEvaluable("calendar", "営業日の暦", "business calendar")


def is_null(env: Environment, path: tuple[str, ...]) -> bool:
    """The name at this path has no value."""
    value: object = env.get(path[0])
    try:
        for part in path[1:]:
            value = _part(value, part)
    except _Unfit:
        return True
    return value is None


def _part(value: object, part: str) -> object:
    """A part of a record; of a list of records the list of that part."""
    match value:
        case None:
            return None
        case Mapping():
            return value.get(part)
        case list() | tuple():
            return tuple(_part(element, part) for element in value)
        case _:
            raise _Unfit


def _conversion(kind: Type) -> _Conversion:
    if isinstance(kind, ListType):
        return _list(_conversion(kind.of))
    if isinstance(kind, ChoiceType):
        return _text
    if isinstance(kind, ContextType):
        return _record
    return _CONVERSIONS.get(kind.name, _anything)


def _list(convert: _Conversion) -> _Conversion:
    def read(value: object) -> Value:
        if isinstance(value, RowsElsewhere):
            return value
        if not isinstance(value, list | tuple):
            raise _Unfit
        return tuple(None if part is None else convert(part) for part in value)

    return read


def _text(value: object) -> Value:
    if isinstance(value, str):
        return value
    raise _Unfit


def _boolean(value: object) -> Value:
    if isinstance(value, bool):
        return value
    raise _Unfit


def _number(value: object) -> Value:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise _Unfit


def _integer(value: object) -> Value:
    number = _number(value)
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return number
    raise _Unfit


def _yen(value: object) -> Value:
    if type(value) is int and -_MOST_YEN < value < _MOST_YEN:
        return value  # nearly every amount, and a payslip has forty
    number = _integer(value)
    if isinstance(number, Decimal) and number.adjusted() < _MOST_DIGITS:
        return int(number)
    raise _Unfit


def _date(value: object) -> Value:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _Unfit


def _instant(value: object) -> Value:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    raise _Unfit


def _duration(*units: Unit) -> _Conversion:
    def read(value: object) -> Value:
        if isinstance(value, Duration) and value.unit in units:
            return value
        raise _Unfit

    return read


def _record(value: object) -> Value:
    if isinstance(value, Mapping):
        return value
    raise _Unfit


def _anything(value: object) -> Value:
    """Of a kind expressions only pass on; a list becomes a tuple like every list."""
    match value:
        case list() | tuple():
            return tuple(None if part is None else _anything(part) for part in value)
        case bool() | Decimal() | int() | str() | datetime() | date() | Duration() | Mapping():
            return value
        case _:
            raise _Unfit


_MOST_DIGITS = 18
_MOST_YEN = 10**_MOST_DIGITS
_CONVERSIONS: dict[str, _Conversion] = {
    TEXT.name: _text,
    BOOLEAN.name: _boolean,
    NUMBER.name: _number,
    INTEGER.name: _integer,
    YEN.name: _yen,
    DATE.name: _date,
    DATETIME.name: _instant,
    DAYS.name: _duration(Unit.DAYS),
    TIME.name: _duration(Unit.SECONDS, Unit.DAYS),
    MONTHS.name: _duration(Unit.MONTHS),
    BUSINESS_DAYS.name: _duration(Unit.BUSINESS_DAYS),
}
