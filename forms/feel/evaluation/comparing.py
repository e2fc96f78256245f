"""What = and < say about two values. None means that they cannot be compared."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from forms.feel.temporal.days import Date
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import SECOND, DateTime, Time, local_value, offset_of
from forms.feel.values import Function, Range, Value


def equal(left: Value, right: Value) -> bool | None:
    """Null is equal to null alone; values of different kinds cannot be compared."""
    if left is None or right is None:
        return left is right
    match left, right:
        case (bool(), bool()) | (str(), str()) | (Date(), Date()):
            return left == right
        case (YearsMonths(), YearsMonths()) | (DaysTime(), DaysTime()):
            return left == right
        case Decimal(), Decimal():
            return left == right
        case Time(), Time():
            return _moment(left, right) == _moment(right, left)
        case DateTime(), DateTime():
            return _moment(left, right) == _moment(right, left)
        case tuple(), tuple():
            return len(left) == len(right) and _all_equal(zip(left, right, strict=True))
        case Range(), Range():
            bounds = (left.low_included, left.high_included) == (right.low_included, right.high_included)
            return bounds and _all_equal(((left.low, right.low), (left.high, right.high)))
        case Function(), Function():
            return left is right
        case Mapping(), Mapping():
            return left.keys() == right.keys() and _all_equal((left[key], right[key]) for key in left)
    return None


def less(left: Value, right: Value) -> bool | None:
    """Defined for numbers, texts, dates, times and durations."""
    match left, right:
        case Decimal(), Decimal():
            return left < right
        case bool(), _:
            return None
        case (str(), str()):
            return left < right
        case Date(), Date():
            return left < right
        case YearsMonths(), YearsMonths():
            return left < right
        case DaysTime(), DaysTime():
            return left < right
        case Time(), Time():
            return _moment(left, right) < _moment(right, left)
        case DateTime(), DateTime():
            return _moment(left, right) < _moment(right, left)
    return None


def compare(sign: str, left: Value, right: Value) -> bool | None:
    """The answer of = != < <= > >=."""
    match sign:
        case "=":
            return equal(left, right)
        case "!=":
            return _not(equal(left, right))
        case "<":
            return less(left, right)
        case ">":
            return less(right, left)
        case "<=":
            return _not(less(right, left))
        case _:
            return _not(less(left, right))


def contains(range_: Range, value: Value) -> bool | None:
    """The value lies between the bounds."""
    above, below = _above(range_, value), _below(range_, value)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def identical(left: Value, right: Value) -> bool:
    """The same value written the same way: unlike =, two times must have the same offset or zone."""
    if isinstance(left, Time | DateTime) and isinstance(right, Time | DateTime):
        return left == right
    return equal(left, right) is True


def _above(range_: Range, value: Value) -> bool | None:
    if range_.low is None:
        return True
    return compare(">=" if range_.low_included else ">", value, range_.low)


def _below(range_: Range, value: Value) -> bool | None:
    if range_.high is None:
        return True
    return compare("<=" if range_.high_included else "<", value, range_.high)


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _all_equal(pairs: Iterable[tuple[Value, Value]]) -> bool:
    return all(equal(left, right) is True for left, right in pairs)


def _moment(value: Time | DateTime, other: Time | DateTime) -> int:
    """Nanoseconds of UTC; a value without a zone takes the offset of the other."""
    offset = offset_of(value)
    if offset is None:
        offset = offset_of(other) or 0
    clock = local_value(value) if isinstance(value, DateTime) else value.nanoseconds
    return clock - offset * SECOND
