"""Times of day and instants, with an offset from UTC, with a zone, or without either."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forms.feel.temporal.days import Date, day_number, days_since_1970

SECOND = 1_000_000_000
DAY = 24 * 60 * 60 * SECOND
MOST_OFFSET = 14 * 60 * 60
_GREGORIAN_CYCLE = 400

Zone: TypeAlias = int | str | None
"""Seconds from UTC, the IANA name of a zone, or None for local time."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day."""

    nanoseconds: int
    """Since midnight."""
    zone: Zone = None

    def __str__(self) -> str:
        return _clock(self.nanoseconds) + _zone(self.zone)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day with a time."""

    date: Date
    nanoseconds: int
    """Since midnight."""
    zone: Zone = None

    def __str__(self) -> str:
        return f"{self.date}T{_clock(self.nanoseconds)}{_zone(self.zone)}"


def local_value(moment: DateTime) -> int:
    """Nanoseconds from 1970 to the moment, as if its clock showed UTC."""
    return days_since_1970(moment.date) * DAY + moment.nanoseconds


def utc_value(moment: DateTime) -> int:
    """Nanoseconds from 1970 to the moment; one without a zone is read as UTC."""
    return local_value(moment) - (offset_of(moment) or 0) * SECOND


def moment_at(local: int, zone: Zone) -> DateTime | None:
    """The moment whose clock shows this many nanoseconds since 1970; None outside the years that exist."""
    days, nanoseconds = divmod(local, DAY)
    day = day_number(days)
    return DateTime(day, nanoseconds, zone) if day else None


def later(moment: DateTime, nanoseconds: int) -> DateTime | None:
    """The moment after this time has passed, on the clock of the same zone."""
    if not isinstance(moment.zone, str):
        return moment_at(local_value(moment) + nanoseconds, moment.zone)
    instant = utc_value(moment) + nanoseconds
    shown = moment_at(instant, moment.zone)
    if shown is None:
        return None
    return moment_at(instant + _offset_at_utc(moment.zone, shown) * SECOND, moment.zone)


def offset_of(value: Time | DateTime) -> int | None:
    """Seconds from UTC; None without a zone. A time of day in a named zone takes the offset of winter 1970."""
    if not isinstance(value.zone, str):
        return value.zone
    day = value.date if isinstance(value, DateTime) else Date(1970, 1, 1)
    clock = _python_clock(day, value.nanoseconds).replace(tzinfo=ZoneInfo(value.zone))
    offset = clock.utcoffset()
    return int(offset.total_seconds()) if offset is not None else None


@lru_cache(maxsize=1_000)
def is_zone(name: str) -> bool:
    """The name is in the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _offset_at_utc(zone: str, moment: DateTime) -> int:
    instant = _python_clock(moment.date, moment.nanoseconds).replace(tzinfo=UTC)
    offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _python_clock(day: Date, nanoseconds: int) -> datetime:
    """The same clock in a year Python knows; the calendar repeats every 400 years."""
    year = day.year if 2 <= day.year <= 9998 else 2000 + day.year % _GREGORIAN_CYCLE
    seconds = nanoseconds // SECOND
    return datetime(year, day.month, day.day, seconds // 3600, seconds // 60 % 60, seconds % 60)  # noqa: DTZ001


def _clock(nanoseconds: int) -> str:
    seconds, fraction = divmod(nanoseconds, SECOND)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{fraction:09}".rstrip("0") if fraction else text


def _zone(zone: Zone) -> str:
    if zone is None:
        return ""
    if isinstance(zone, str):
        return "@" + zone
    if zone == 0:
        return "Z"
    seconds = abs(zone)
    text = f"{'-' if zone < 0 else '+'}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text
