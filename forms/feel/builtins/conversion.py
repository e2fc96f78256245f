"""Functions that make values of other kinds: numbers, texts, dates, times, durations and ranges."""

from decimal import Decimal

from forms.feel.builtins.signature import form
from forms.feel.evaluation.comparing import compare, identical
from forms.feel.evaluation.writing import written
from forms.feel.run import Refused
from forms.feel.syntax.characters import NUMBER
from forms.feel.syntax.cursor import NotFeel
from forms.feel.syntax.range_literals import read_range
from forms.feel.temporal.days import Date, date_of
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from forms.feel.temporal.times import MOST_OFFSET, SECOND, DateTime, Time
from forms.feel.values import NUMBERS, Range, Value
from forms.spec import Text


def _no(what: str, en: str) -> Refused:
    return Refused(Text(f"{what}として読めません。", f"This is no {en}."))


def _date(text: str) -> Value:
    day = read_date(text)
    if day is None:
        raise _no("日付", "date")
    return day


def _date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    if any(part != part.to_integral_value() or abs(part) > 10**9 for part in (year, month, day)):
        raise _no("日付", "date")
    found = date_of(int(year), int(month), int(day))
    if found is None:
        raise _no("日付", "date")
    return found


def _date_of(moment: Date | DateTime) -> Value:
    return moment.date if isinstance(moment, DateTime) else moment


def _date_time(text: str) -> Value:
    moment = read_date_time(text)
    if moment is None:
        raise _no("日時", "date and time")
    return moment


def _joined(day: Date | DateTime, time: Time) -> Value:
    return DateTime(day.date if isinstance(day, DateTime) else day, time.nanoseconds, time.zone)


def _time(text: str) -> Value:
    time = read_time(text)
    if time is None:
        raise _no("時刻", "time")
    return time


def _time_of(moment: Time | DateTime | Date) -> Value:
    if isinstance(moment, Date):
        return Time(0, 0)
    return Time(moment.nanoseconds, moment.zone)


def _time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None = None) -> Value:
    whole = all(part == part.to_integral_value() for part in (hour, minute))
    if not whole or not 0 <= hour < 24 or not 0 <= minute < 60 or not 0 <= second < 60:
        raise _no("時刻", "time")
    nanoseconds = (int(hour) * 3600 + int(minute) * 60) * SECOND + int(NUMBERS.multiply(second, Decimal(SECOND)))
    if offset is None:
        return Time(nanoseconds)
    away = abs(offset.nanoseconds) // SECOND
    if away > MOST_OFFSET:
        raise _no("時刻", "time")
    return Time(nanoseconds, -away if offset.nanoseconds < 0 else away)


def _duration(text: str) -> Value:
    duration = read_duration(text)
    if duration is None:
        raise _no("期間", "duration")
    return duration


def _years_months(start: Date | DateTime, end: Date | DateTime) -> Value:
    """Whole months between the days; a month that is not full does not count."""
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    months = (last.year - first.year) * 12 + last.month - first.month
    clocks = _clock(start), _clock(end)
    if months > 0 and (last.day, clocks[1]) < (first.day, clocks[0]):
        months -= 1
    elif months < 0 and (last.day, clocks[1]) > (first.day, clocks[0]):
        months += 1
    return YearsMonths(months)


def _clock(moment: Date | DateTime) -> int:
    return moment.nanoseconds if isinstance(moment, DateTime) else 0


def _number(text: str, grouping: str | None, point: str | None) -> Value:
    if grouping not in (" ", ",", ".", None) or point not in (".", ",", None) or (grouping == point is not None):
        raise _no("区切り", "separator")
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(point, ".") if point else plain
    if point == "," and "." in text and grouping != ".":
        raise _no("数", "number")
    if not NUMBER.fullmatch(plain.removeprefix("-")):
        raise _no("数", "number")
    value = NUMBERS.create_decimal(plain)
    if not value.is_finite():
        raise _no("数", "number")
    return value


def _simple_number(text: str) -> Value:
    return _number(text, None, None)


def _range(text: str) -> Value:
    try:
        found = read_range(text)
    except NotFeel:
        raise _no("範囲", "range") from None
    if found.low is not None and found.high is not None and compare("<=", found.low, found.high) is not True:
        raise _no("範囲", "range")
    return Range(found.low, found.high, found.low_included, found.high_included)


FORMS = (
    form("date(from: string) -> date", _date),
    form("date(from: date | date and time) -> date", _date_of),
    form("date(year: number, month: number, day: number) -> date", _date_of_parts),
    form("date and time(from: string) -> date and time", _date_time),
    form("date and time(from: date and time) -> date and time", lambda moment: moment),
    form("date and time(date: date | date and time, time: time) -> date and time", _joined),
    form("time(from: string) -> time", _time),
    form("time(from: time | date and time | date) -> time", _time_of),
    form(
        "time(hour: number, minute: number, second: number, offset?: days and time duration?) -> time", _time_of_parts
    ),
    form("duration(from: string) -> days and time duration | years and months duration", _duration),
    form("duration(from: days and time duration | years and months duration) -> same", lambda duration: duration),
    form("years and months duration(from: date, to: date) -> years and months duration", _years_months),
    form(
        "years and months duration(from: date | date and time, to: date | date and time) -> years and months duration",
        _years_months,
    ),
    form("number(from: string, grouping separator: string?, decimal separator: string?) -> number", _number),
    form("number(from: string) -> number", _simple_number),
    form("number(from: number) -> number", lambda value: value),
    form("string(from: not null) -> string", written),
    form("range(from: string) -> range", _range),
    form("is(value1: any, value2: any) -> boolean", identical),
)
