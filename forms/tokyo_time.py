"""Instants as people write and read them: by the clock of Japan."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from forms.numerals import half_width
from forms.wareki import DateUnreadable, read_date, write_date

TOKYO = timezone(timedelta(hours=9), "JST")
"""A fixed difference: Japan has had no summer time since 1951."""

_TIME = re.compile(
    r"(?P<half>午前|午後)?\s*(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?|時(?:(?P<kanji_minute>[0-9]{1,2})分|(?P<thirty>半))?)"
    r"\s*(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?$"
)


class InstantUnreadable(ValueError):
    """A text is not a day with a time. `meant` is the instant it probably means."""

    def __init__(self, meant: datetime | None = None) -> None:
        super().__init__("not a day with a time")
        self.meant = meant


def read_instant(text: str) -> datetime:
    """The instant, in UTC and without fractions of a second. Raises InstantUnreadable.

    The day as `read_date` takes it, then 18:00, 18:00:30, 18時, 18時05分, 18時半 or 午後6時. Without a
    zone (Z, +09:00) it is Japan's time. 24:00 is refused, and 0:00 of the next day offered.
    """
    plain = half_width(text[:80]).strip()
    found = _TIME.search(plain)
    if found is None or len(text) > 80:
        raise InstantUnreadable
    try:
        day = read_date(plain[: found.start()].rstrip("T "))
    except DateUnreadable as unreadable:
        raise InstantUnreadable from unreadable
    if found["hour"] == "24" and not found["half"]:
        raise InstantUnreadable(datetime.combine(day, time(0), TOKYO) + timedelta(days=1))
    try:
        local = datetime.combine(day, _time(found), _zone(found["zone"]))
    except ValueError:
        raise InstantUnreadable from None
    return local.astimezone(UTC)


def store_instant(instant: datetime) -> str:
    """2026-05-10T09:00:00Z"""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_instant(instant: datetime, language: str = "ja") -> str:
    """For running text: 令和8年5月10日（日）18:00, in English Sun 10 May 2026, 18:00."""
    local = instant.astimezone(TOKYO)
    clock = f"{local.hour}:{local.minute:02}"
    return f"{write_date(local.date(), language)}{', ' if language == 'en' else ''}{clock}"


def _time(found: re.Match[str]) -> time:
    """Raises ValueError for 25:00, 18:60 and 午後18時."""
    hour = int(found["hour"])
    if found["half"]:
        if hour > 11:
            raise ValueError(hour)
        hour += 12 if found["half"] == "午後" else 0
    minute = 30 if found["thirty"] else int(found["minute"] or found["kanji_minute"] or 0)
    return time(hour, minute, int(found["second"] or 0))


def _zone(written: str | None) -> tzinfo:
    """Raises ValueError for a zone more than a day away."""
    if written is None:
        return TOKYO
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if written[0] == "-" else away)
