"""Dates and instants moved by days, months, hours and business days."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from forms.expressions.values import Calendar, Duration, Unit, Value
from forms.tokyo_time import TOKYO

_LONGEST_SEARCH = 400
"""A calendar that has no business day for so many steps has none at all."""


def in_japan(instant: datetime) -> datetime | None:
    """The instant by the clock of Japan; None at the very end of the calendar."""
    try:
        return instant.astimezone(TOKYO)
    except OverflowError:
        return None


def move_date(day: date, duration: Duration) -> Value:
    """The day a number of days or months later; the 31st becomes the last day of a shorter month."""
    try:
        if duration.unit is Unit.MONTHS:
            return _months_later(day, duration.amount)
        return day + timedelta(days=duration.amount)
    except (OverflowError, ValueError):
        return None


def move_date_back(day: date, duration: Duration) -> Value:
    return move_date(day, Duration(duration.unit, -duration.amount))


def move_instant(instant: datetime, duration: Duration) -> Value:
    """The instant later by hours, or at the same time of day in Japan after days or months."""
    try:
        if duration.unit is Unit.SECONDS:
            return (instant.astimezone(UTC) + timedelta(seconds=duration.amount)).astimezone(UTC)
    except OverflowError:
        return None
    local = in_japan(instant)
    return _at_time_of(move_date(local.date(), duration), local) if local else None


def move_instant_back(instant: datetime, duration: Duration) -> Value:
    return move_instant(instant, Duration(duration.unit, -duration.amount))


def move_date_by_business_days(calendar: Calendar, day: date, duration: Duration) -> Value:
    """The nth business day after the day, which is not counted; with 0 the day itself or the next open one."""
    return _business_days_later(calendar, day, duration.amount)


def move_date_back_by_business_days(calendar: Calendar, day: date, duration: Duration) -> Value:
    return _business_days_later(calendar, day, -duration.amount)


def move_instant_by_business_days(calendar: Calendar, instant: datetime, duration: Duration) -> Value:
    local = in_japan(instant)
    return _at_time_of(_business_days_later(calendar, local.date(), duration.amount), local) if local else None


def move_instant_back_by_business_days(calendar: Calendar, instant: datetime, duration: Duration) -> Value:
    return move_instant_by_business_days(calendar, instant, Duration(duration.unit, -duration.amount))


def _at_time_of(day: Value, local: datetime) -> Value:
    if not isinstance(day, date):
        return None
    try:
        return datetime.combine(day, local.timetz()).astimezone(UTC)
    except OverflowError:
        return None


def _months_later(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _business_days_later(calendar: Calendar, day: date, count: int) -> date | None:
    """Steps by as many days as are missing, so it never passes the day it looks for."""
    step = -1 if count < 0 else 1
    wanted = abs(count)
    try:
        if wanted == 0:
            day, wanted = day - timedelta(days=1), 1
        reached = day + timedelta(days=step * wanted)
        for _ in range(_LONGEST_SEARCH):
            nearest = day + timedelta(days=step)
            first, last = (reached, nearest) if step < 0 else (nearest, reached)
            missing = wanted - calendar.business_days_between(first, last)
            if missing <= 0:
                return reached
            reached += timedelta(days=step * missing)
    except OverflowError:
        return None
    return None
