"""What the functions of procedures compute that the standard does not have: ages, counted days, business days."""

from datetime import date, timedelta
from decimal import Decimal

from forms.errors import ExpressionNotEvaluable
from forms.expressions.values import Calendar
from forms.feel.builtins.signature import form, function_of
from forms.feel.outside import handed_out, taking
from forms.feel.run import Refused, Run
from forms.feel.temporal.days import Date, days_since_1970
from forms.feel.temporal.times import DateTime
from forms.feel.types import DATE
from forms.feel.values import RowsElsewhere, Value
from forms.spec import Text

_LONGEST_SEARCH = 400
"""A calendar that has no business day for so many steps has none at all."""
_NOT_BORN = Text("生まれる前の年齢はありません。", "There is no age before birth.")
_NO_DAY = Text("結果の日は暦にありません。", "The calendar has no such day.")


def _is_empty(value: Value) -> Value:
    return value is None or value in ("", ()) or (isinstance(value, RowsElsewhere) and len(value) == 0)


def _count(values: tuple[Value, ...] | RowsElsewhere) -> Value:
    return Decimal(len(values))


def _age(born: Date, on: Date) -> Value:
    """Full years of life. Who is born on 29 February turns older on 1 March."""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if years < 0:
        raise Refused(_NOT_BORN)
    return Decimal(years)


def _days(first: Date, last: Date) -> Value:
    """From the first to the last, both counted; 0 when the last comes before the first."""
    return Decimal(max(days_since_1970(last) - days_since_1970(first) + 1, 0))


def _business_days(run: Run, first: Date, last: Date) -> Value:
    """As _days, by the calendar."""
    calendar = _calendar_of(run)
    return Decimal(calendar.business_days_between(_python(first), _python(last))) if first <= last else Decimal(0)


def _business_days_later(run: Run, day: Date | DateTime, count: Decimal) -> Value:
    """The nth business day after the day, which is not counted, or before it; with 0 the day itself or the next."""
    calendar = _calendar_of(run)
    start = day.date if isinstance(day, DateTime) else day
    found = _nth_business_day(calendar, _python(start), int(count))
    if found is None:
        raise Refused(_NO_DAY)
    moved = taking(DATE)(found)
    if not isinstance(moved, Date) or not isinstance(day, DateTime):
        return moved
    return DateTime(moved, day.nanoseconds, day.zone)


def _nth_business_day(calendar: Calendar, day: date, count: int) -> date | None:
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


def _calendar_of(run: Run) -> Calendar:
    """The business calendar. Raises ExpressionNotEvaluable when none was given."""
    calendar = run.outside.get("calendar")
    if isinstance(calendar, Calendar):
        return calendar
    raise ExpressionNotEvaluable("calendar", "営業日の暦", "business calendar")


def _python(day: Date) -> date:
    """Raises Refused for a day Python does not know."""
    found = handed_out(day, DATE)
    if not isinstance(found, date):
        raise Refused(_NO_DAY)
    return found


IS_EMPTY = function_of((form("empty(value: any) -> boolean", _is_empty),))
COUNT = function_of((form("count(list: list | rows elsewhere) -> integer", _count),))
AGE = function_of((form("age(born: date, on: date) -> integer", _age),))
DAYS_BETWEEN = function_of((form("days_between(first: date, last: date) -> integer", _days),))
BUSINESS_DAYS_BETWEEN = function_of(
    (form("business_days_between(first: date, last: date) -> integer", _business_days, with_run=True),)
)
BUSINESS_DAYS_LATER = function_of(
    (
        form(
            "business days later(day: date | date and time, count: number) -> same", _business_days_later, with_run=True
        ),
    )
)
