"""開始.毎月: on which instant of a month the calendar starts a case."""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from workflow.engine.values import Monthly, Span
from workflow.engine.world import Calendar

TOKYO = ZoneInfo("Asia/Tokyo")


def due_in(monthly: Monthly, month: date, calendar: Calendar) -> datetime:
    """In the month that `month` lies in; on the next open day where the day is closed or the month has it not."""
    last = monthrange(month.year, month.month)[1]
    day = month.replace(day=min(monthly.day or last, last))
    midnight = datetime.combine(day, time(), TOKYO)
    open_day = calendar.deadline(midnight, Span(0, "days")).astimezone(TOKYO).date()
    return datetime.combine(open_day, time.fromisoformat(monthly.at), TOKYO)


def months_to_see_to(now: datetime) -> tuple[date, date]:
    """This month and the one before: a day at its end may be moved into the next, and a host may have stood still."""
    this = now.astimezone(TOKYO).date().replace(day=1)
    before = this.replace(year=this.year - 1, month=12) if this.month == 1 else this.replace(month=this.month - 1)
    return before, this
