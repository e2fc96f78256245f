"""Dates, times and durations from the texts XML Schema allows for them, and zones by name after @."""

import re

from forms.feel.temporal.days import Date, date_of
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DAY, MOST_OFFSET, SECOND, DateTime, Time, Zone, is_zone, later

_MOST_DIGITS = 18
_DATE = re.compile(r"(-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:([Zz])|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@(.+))?"
)
_YEARS_MONTHS = re.compile(r"(-?)P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_DAYS_TIME = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?"
)


def read_date(text: str) -> Date | None:
    """2026-04-01; also -0044-03-15 and 12026-04-01."""
    found = _DATE.fullmatch(text)
    return date_of(int(found[1]), int(found[2]), int(found[3])) if found and found[1] != "-0000" else None


def read_time(text: str) -> Time | None:
    """09:00:00, 09:00:00.5Z, 09:00:00+09:00, 09:00:00@Asia/Tokyo."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    clock, zone = _clock(found), _zone(found)
    if clock is None or isinstance(zone, bool):
        return None
    return Time(clock % DAY, zone)


def read_date_time(text: str) -> DateTime | None:
    """A date, T and a time. A date alone is its midnight; 24:00:00 is the midnight after."""
    day_text, separator, time_text = text.partition("T")
    day = read_date(day_text)
    if day is None or not separator:
        return DateTime(day, 0) if day else None
    time = read_time(time_text)
    if time is None:
        return None
    moment = DateTime(day, time.nanoseconds, time.zone)
    return later(moment, DAY) if time_text.startswith("24") else moment


def read_duration(text: str) -> YearsMonths | DaysTime | None:
    """P1Y2M or P1DT2H3M4.5S, negative with a minus sign before the P."""
    if found := _YEARS_MONTHS.fullmatch(text):
        if any(len(part or "") > _MOST_DIGITS for part in found.groups()):
            return None
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return YearsMonths(-months if found[1] else months)
    found = _DAYS_TIME.fullmatch(text)
    if found is None or any(len(part or "") > _MOST_DIGITS for part in found.groups()[:5]):
        return None
    seconds = int(found[3] or 0) * 3600 + int(found[4] or 0) * 60 + int(found[5] or 0)
    nanoseconds = int(found[2] or 0) * DAY + seconds * SECOND + _fraction(found[6])
    return DaysTime(-nanoseconds if found[1] else nanoseconds)


def _clock(found: re.Match[str]) -> int | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    nanoseconds = (hour * 3600 + minute * 60 + second) * SECOND + _fraction(found[4])
    return nanoseconds if minute < 60 and second < 60 and nanoseconds <= DAY else None


def _zone(found: re.Match[str]) -> Zone | bool:
    """False for a zone that does not exist."""
    if found[5]:
        return 0
    if found[10]:
        return found[10] if is_zone(found[10]) else False
    if found[6] is None:
        return None
    seconds = int(found[7]) * 3600 + int(found[8]) * 60 + int(found[9] or 0)
    if seconds > MOST_OFFSET or int(found[8]) > 59 or int(found[9] or 0) > 59:
        return False
    return -seconds if found[6] == "-" else seconds


def _fraction(digits: str | None) -> int:
    """Nanoseconds; what is finer is cut off."""
    return int((digits or "0")[:9].ljust(9, "0"))
