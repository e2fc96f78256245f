"""Functions of days: where a day stands in its year and its week; and what day it is now."""

from datetime import datetime, timedelta
from decimal import Decimal

from forms.feel.builtins.signature import form
from forms.feel.run import Run
from forms.feel.temporal.days import Date, day_of_year, week_of_year, weekday
from forms.feel.temporal.times import SECOND, DateTime
from forms.feel.values import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day(moment: Date | DateTime) -> Date:
    return moment.date if isinstance(moment, DateTime) else moment


def _now(run: Run) -> Value:
    return moment_of(run.now)


def _today(run: Run) -> Value:
    return moment_of(run.now).date


def moment_of(instant: datetime) -> DateTime:
    """An aware instant of Python as a date and time with its offset."""
    offset = instant.utcoffset() or timedelta(0)
    nanoseconds = (instant.hour * 3600 + instant.minute * 60 + instant.second) * SECOND + instant.microsecond * 1_000
    return DateTime(Date(instant.year, instant.month, instant.day), nanoseconds, int(offset.total_seconds()))


FORMS = (
    form("day of year(date: date | date and time) -> integer", lambda moment: Decimal(day_of_year(_day(moment)))),
    form("day of week(date: date | date and time) -> string", lambda moment: _DAYS[weekday(_day(moment)) - 1]),
    form("month of year(date: date | date and time) -> string", lambda moment: _MONTHS[_day(moment).month - 1]),
    form("week of year(date: date | date and time) -> integer", lambda moment: Decimal(week_of_year(_day(moment)))),
    form("now() -> date and time", _now, with_run=True),
    form("today() -> date", _today, with_run=True),
)
