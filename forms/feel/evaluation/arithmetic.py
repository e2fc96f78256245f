"""What + - * / ** do with two values. Raises Refused where a sign has no meaning or the result cannot be held."""

from collections.abc import Callable
from decimal import Decimal

from forms.feel.run import LONGEST_TEXT, Refused
from forms.feel.temporal.days import Date, day_number, days_since_1970, months_later
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DAY, DateTime, Time, later, local_value, offset_of, utc_value
from forms.feel.values import NUMBERS, Value, kind_of
from forms.spec import Text

_MOST_EXPONENT = 999_999_999
_MOST_MONTHS = 12 * 2 * 999_999_999
_MOST_NANOSECONDS = 2 * 999_999_999 * 366 * DAY
TOO_LARGE = Text("結果が大きすぎます。", "The result is too large.")
_NO_DAY = Text("結果の日は暦にありません。", "The calendar has no such day.")
_DIVIDED_BY_ZERO = Text("0 で割ることはできません。", "Division by zero.")


def add(left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.add(left, right))
        case str(), str():
            if len(left) + len(right) > LONGEST_TEXT:
                raise Refused(TOO_LARGE)
            return left + right
        case YearsMonths(), YearsMonths():
            return months(left.months + right.months)
        case DaysTime(), DaysTime():
            return nanoseconds(left.nanoseconds + right.nanoseconds)
        case ((Date() | Time() | DateTime()), (YearsMonths() | DaysTime())):
            return _moved(left, right)
        case ((YearsMonths() | DaysTime()), (Date() | Time() | DateTime())):
            return _moved(right, left)
    raise _unfit("+", left, right)


def subtract(left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.subtract(left, right))
        case ((Date() | DateTime()), (Date() | DateTime())):
            return _between(left, right)
        case Time(), Time():
            away = (offset_of(left) or 0) - (offset_of(right) or 0)
            return DaysTime(left.nanoseconds - right.nanoseconds - away * 1_000_000_000)
        case YearsMonths(), YearsMonths():
            return months(left.months - right.months)
        case DaysTime(), DaysTime():
            return nanoseconds(left.nanoseconds - right.nanoseconds)
        case ((Date() | Time() | DateTime()), (YearsMonths() | DaysTime())):
            return _moved(left, _negative(right))
    raise _unfit("-", left, right)


def multiply(left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.multiply(left, right))
        case ((YearsMonths() | DaysTime()), Decimal()):
            return _scaled(left, right)
        case Decimal(), (YearsMonths() | DaysTime()):
            return _scaled(right, left)
    raise _unfit("*", left, right)


def divide(left: Value, right: Value) -> Value:
    match left, right:
        case Decimal(), Decimal():
            return _quotient(left, right)
        case YearsMonths(), YearsMonths():
            return _quotient(Decimal(left.months), Decimal(right.months))
        case DaysTime(), DaysTime():
            return _quotient(Decimal(left.nanoseconds), Decimal(right.nanoseconds))
        case ((YearsMonths() | DaysTime()), Decimal()):
            return _split(left, right)
    raise _unfit("/", left, right)


def power(left: Value, right: Value) -> Value:
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        raise _unfit("**", left, right)
    if abs(right) > _MOST_EXPONENT:
        raise Refused(TOO_LARGE)
    if right == 0:
        return Decimal(1)
    return number(NUMBERS.power(left, right))


def negate(value: Value) -> Value:
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, YearsMonths | DaysTime):
        return _negative(value)
    raise Refused(Text(f"「-」は {kind_of(value)} に付けられません。", f"“-” does not work on {kind_of(value)}."))


SIGNS: dict[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}


def number(result: Decimal) -> Decimal:
    """The result, if it is a number."""
    if not result.is_finite():
        raise Refused(TOO_LARGE)
    return result


def months(count: int) -> YearsMonths:
    if abs(count) > _MOST_MONTHS:
        raise Refused(TOO_LARGE)
    return YearsMonths(count)


def nanoseconds(count: int) -> DaysTime:
    if abs(count) > _MOST_NANOSECONDS:
        raise Refused(TOO_LARGE)
    return DaysTime(count)


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if right == 0:
        raise Refused(_DIVIDED_BY_ZERO)
    return number(NUMBERS.divide(left, right))


def _scaled(duration: YearsMonths | DaysTime, factor: Decimal) -> Value:
    if factor.adjusted() > 30:
        raise Refused(TOO_LARGE)
    if isinstance(duration, YearsMonths):
        return months(int(NUMBERS.multiply(Decimal(duration.months), factor)))
    return nanoseconds(int(NUMBERS.multiply(Decimal(duration.nanoseconds), factor)))


def _split(duration: YearsMonths | DaysTime, divisor: Decimal) -> Value:
    if isinstance(duration, YearsMonths):
        return months(int(_held(_quotient(Decimal(duration.months), divisor))))
    return nanoseconds(int(_held(_quotient(Decimal(duration.nanoseconds), divisor))))


def _held(count: Decimal) -> Decimal:
    if count.adjusted() > 30:
        raise Refused(TOO_LARGE)
    return count


def _negative(duration: YearsMonths | DaysTime) -> YearsMonths | DaysTime:
    return YearsMonths(-duration.months) if isinstance(duration, YearsMonths) else DaysTime(-duration.nanoseconds)


def _moved(moment: Date | Time | DateTime, by: YearsMonths | DaysTime) -> Value:
    match moment, by:
        case Date(), YearsMonths():
            return _existing(months_later(moment, by.months))
        case Date(), DaysTime():
            return _existing(day_number(days_since_1970(moment) + by.nanoseconds // DAY))
        case DateTime(), YearsMonths():
            day = months_later(moment.date, by.months)
            return _existing(DateTime(day, moment.nanoseconds, moment.zone) if day else None)
        case DateTime(), DaysTime():
            return _existing(later(moment, by.nanoseconds))
        case Time(), DaysTime():
            return Time((moment.nanoseconds + by.nanoseconds) % DAY, moment.zone)
    raise _unfit("+", moment, by)


def _existing(moment: Date | DateTime | None) -> Date | DateTime:
    if moment is None:
        raise Refused(_NO_DAY)
    return moment


def _between(left: Date | DateTime, right: Date | DateTime) -> Value:
    """A date is its midnight in UTC; two dates may be compared with each other as they are."""
    if isinstance(left, Date) and isinstance(right, Date):
        return DaysTime((days_since_1970(left) - days_since_1970(right)) * DAY)
    first = DateTime(left, 0, 0) if isinstance(left, Date) else left
    second = DateTime(right, 0, 0) if isinstance(right, Date) else right
    if (first.zone is None) != (second.zone is None):
        raise Refused(Text("時差のある日時とない日時の差は決まりません。", "Only one of the two has a time zone."))
    if first.zone is None:
        return DaysTime(local_value(first) - local_value(second))
    return DaysTime(utc_value(first) - utc_value(second))


def _unfit(sign: str, left: Value, right: Value) -> Refused:
    kinds = kind_of(left), kind_of(right)
    return Refused(
        Text(
            f"「{sign}」は {kinds[0]} と {kinds[1]} には使えません。",
            f"“{sign}” does not work on {' and '.join(kinds)}.",
        )
    )
