"""The named parts of dates, times, durations and ranges."""

from collections.abc import Callable
from decimal import Decimal

from forms.feel.temporal.days import Date, weekday
from forms.feel.temporal.durations import DaysTime, YearsMonths, part
from forms.feel.temporal.times import DAY, SECOND, DateTime, Time, offset_of
from forms.feel.values import NUMBERS, Range, Value


def property_of(value: Value, name: str) -> tuple[bool, Value]:
    """Whether values of this kind have such a part, and the part."""
    properties = _PROPERTIES.get(type(value), {})
    return (True, properties[name](value)) if name in properties else (False, None)


def _seconds(nanoseconds: int) -> Decimal:
    whole, fraction = divmod(abs(nanoseconds), SECOND)
    seconds = NUMBERS.create_decimal(whole % 60)
    if fraction:
        seconds = NUMBERS.add(seconds, NUMBERS.divide(Decimal(fraction), Decimal(SECOND)))
    return NUMBERS.minus(seconds) if nanoseconds < 0 else seconds


def _months(value: YearsMonths, of_year: bool) -> Decimal:
    years, months = divmod(abs(value.months), 12)
    count = months if of_year else years
    return Decimal(-count if value.months < 0 else count)


def _offset(value: Time | DateTime) -> Value:
    seconds = offset_of(value)
    return None if seconds is None else DaysTime(seconds * SECOND)


def _zone(value: Time | DateTime) -> Value:
    return value.zone if isinstance(value.zone, str) else None


_OF_DATES: dict[str, Callable[..., Value]] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(weekday(value)),
}
_OF_TIMES: dict[str, Callable[..., Value]] = {
    "hour": lambda value: Decimal(value.nanoseconds // (3600 * SECOND)),
    "minute": lambda value: Decimal(value.nanoseconds // (60 * SECOND) % 60),
    "second": lambda value: _seconds(value.nanoseconds),
    "time offset": _offset,
    "timezone": _zone,
}
_PROPERTIES: dict[type, dict[str, Callable[..., Value]]] = {
    Date: _OF_DATES,
    Time: _OF_TIMES,
    DateTime: _OF_TIMES | {name: lambda value, of=of: of(value.date) for name, of in _OF_DATES.items()},
    YearsMonths: {
        "years": lambda value: _months(value, of_year=False),
        "months": lambda value: _months(value, of_year=True),
        **dict.fromkeys(("days", "hours", "minutes", "seconds"), lambda value: None),
    },
    DaysTime: {
        "days": lambda value: Decimal(part(value, DAY, None)),
        "hours": lambda value: Decimal(part(value, 3600 * SECOND, 24)),
        "minutes": lambda value: Decimal(part(value, 60 * SECOND, 60)),
        "seconds": lambda value: _seconds(value.nanoseconds),
        **dict.fromkeys(("years", "months"), lambda value: None),
    },
    Range: {
        "start": lambda value: value.low,
        "end": lambda value: value.high,
        "start included": lambda value: value.low_included,
        "end included": lambda value: value.high_included,
    },
}
