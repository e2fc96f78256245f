"""When a system takes calls: いつでも, 08:00〜20:00, 開庁日 08:30〜17:15. Outside, calls wait in the ledger."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from workflow.engine.calendar import BusinessCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Opening hours in the calendar's zone; `closes` at or before `opens` means past midnight."""

    opens: time = time.min
    closes: time = time.max
    business_days: bool = False
    """Whether closed days of the office are closed here too."""

    @property
    def always(self) -> bool:
        return self == ALWAYS


ALWAYS = Hours()


def opens_at(hours: Hours, now: datetime, calendar: BusinessCalendar) -> datetime:
    """The first instant from `now` on at which the system takes calls; `now` itself when it is open."""
    if hours.always:
        return now
    local = now.astimezone(calendar.zone)
    for days in range(-1, _LONGEST_CLOSURE):
        day = local.date() + timedelta(days=days)
        if hours.business_days and not calendar.is_open(day):
            continue
        opens = datetime.combine(day, hours.opens, calendar.zone)
        ends = day + timedelta(days=1) if hours.closes <= hours.opens else day
        if local < datetime.combine(ends, hours.closes, calendar.zone):
            return max(now, opens.astimezone(now.tzinfo))
    return now


_LONGEST_CLOSURE = 366
"""Days; a calendar that is closed for longer does not keep calls from being made for ever."""
