"""By when a system leaves its files (予定): 毎日 22:40, 開庁日 09:30, 毎月10日 19:00."""

import calendar as months
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from workflow.engine.calendar import BusinessCalendar

_WRITTEN = re.compile(
    r"(?:(?P<day>毎日|daily)|(?P<office>開庁日|office_days)|毎月(?P<of>\d{1,2})日|monthly (?P<of_en>\d{1,2}))"
    r"\s+(?P<at>\d{1,2}:\d{2})(?:\s*まで)?"
)
_LONGEST_CLOSURE = 40
"""Days that are looked back for an open one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When something is there at the latest, by the clock of the office."""

    every: Literal["day", "office_day", "month"]
    at: time
    day: int = 0
    """Of the month; in a shorter month its last one, and where that is closed the open day before."""


def read_schedule(text: str) -> Schedule | None:
    """None for a text that is no schedule."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    try:
        at = time.fromisoformat(found["at"].zfill(5))
    except ValueError:
        return None
    of = int(found["of"] or found["of_en"] or 0)
    if found["day"] or found["office"]:
        return Schedule(every="day" if found["day"] else "office_day", at=at)
    return Schedule(every="month", at=at, day=of) if 1 <= of <= 31 else None


def due_before(schedule: Schedule, now: datetime, calendar: BusinessCalendar) -> datetime:
    """The last instant up to `now` by which it had to be there."""
    today = now.astimezone(calendar.zone).date()
    return next(due for due in _dues(schedule, today, -1, calendar) if due <= now)


def due_after(schedule: Schedule, now: datetime, calendar: BusinessCalendar) -> datetime:
    """The next instant after `now` by which it has to be there."""
    today = now.astimezone(calendar.zone).date()
    return next(due for due in _dues(schedule, today, 1, calendar) if due > now)


def _dues(schedule: Schedule, today: date, step: int, calendar: BusinessCalendar) -> Iterator[datetime]:
    """All of them from yesterday or tomorrow on, into the past or the future."""
    if schedule.every == "month":
        for count in range(-1, 4):
            yield _at(_in_month(today, count * step, schedule.day, calendar), schedule, calendar)
        return
    for count in range(-1, 400):
        day = today + timedelta(days=count * step)
        if schedule.every == "day" or calendar.is_open(day):
            yield _at(day, schedule, calendar)


def _in_month(today: date, away: int, day: int, calendar: BusinessCalendar) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + away, 12)
    wanted = date(year, month + 1, min(day, months.monthrange(year, month + 1)[1]))
    open_days = (wanted - timedelta(days=back) for back in range(_LONGEST_CLOSURE))
    return next((each for each in open_days if calendar.is_open(each)), wanted)


def _at(day: date, schedule: Schedule, calendar: BusinessCalendar) -> datetime:
    return datetime.combine(day, schedule.at, calendar.zone)
