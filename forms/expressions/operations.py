"""What the signs + - * / and the comparisons do with values. Results that can't be represented are null."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Context, Decimal

from forms.expressions.values import Duration, Unit, Value

NUMBERS = Context(prec=34, Emax=6144, Emin=-6143, traps=[])
"""As decimal128; nothing is raised, what is not finite becomes null."""
MOST_YEN = 10**18
_DAY = 24 * 60 * 60


def number(result: Decimal) -> Decimal | None:
    return result if result.is_finite() else None


def yen(result: int) -> int | None:
    return result if abs(result) < MOST_YEN else None


def add_numbers(left: Decimal, right: Decimal) -> Value:
    return number(NUMBERS.add(left, right))


def subtract_numbers(left: Decimal, right: Decimal) -> Value:
    return number(NUMBERS.subtract(left, right))


def multiply_numbers(left: Decimal, right: Decimal) -> Value:
    return number(NUMBERS.multiply(left, right))


def divide_numbers(left: Decimal | int, right: Decimal | int) -> Value:
    """Null for a division by zero. Yen divided by yen is a number too."""
    return number(NUMBERS.divide(Decimal(left), Decimal(right)))


def raise_number(left: Decimal, right: Decimal) -> Value:
    """Null where there is no such power, or none that can be held."""
    if left == 0 and right == 0:
        return Decimal(1)
    return number(NUMBERS.power(left, right)) if abs(right) < MOST_YEN else None


def add_yen(left: int, right: int) -> Value:
    return yen(left + right)


def subtract_yen(left: int, right: int) -> Value:
    return yen(left - right)


def multiply_yen(left: int | Decimal, right: int | Decimal) -> Value:
    """Yen times a whole number, in either order."""
    if max(abs(Decimal(left)), abs(Decimal(right))) >= MOST_YEN:
        return None
    return yen(int(left) * int(right))


def add_unrounded(left: int | Decimal, right: int | Decimal) -> Value:
    return add_numbers(Decimal(left), Decimal(right))


def subtract_unrounded(left: int | Decimal, right: int | Decimal) -> Value:
    return subtract_numbers(Decimal(left), Decimal(right))


def multiply_unrounded(left: int | Decimal, right: int | Decimal) -> Value:
    return multiply_numbers(Decimal(left), Decimal(right))


def join_texts(left: str, right: str) -> Value:
    return left + right


def negate(operand: Decimal | int) -> Value:
    return -operand


def negate_duration(operand: Duration) -> Value:
    return Duration(operand.unit, -operand.amount)


def seconds(duration: Duration) -> int:
    return duration.amount * _DAY if duration.unit is Unit.DAYS else duration.amount


def add_durations(left: Duration, right: Duration) -> Value:
    if left.unit is right.unit:
        return Duration(left.unit, left.amount + right.amount)
    return Duration(Unit.SECONDS, seconds(left) + seconds(right))


def subtract_durations(left: Duration, right: Duration) -> Value:
    return add_durations(left, Duration(right.unit, -right.amount))


def multiply_duration(left: Duration | Decimal, right: Duration | Decimal) -> Value:
    """A duration times a whole number, in either order."""
    duration, factor = (left, right) if isinstance(left, Duration) else (right, left)
    if not isinstance(duration, Duration) or not isinstance(factor, Decimal) or abs(factor) >= MOST_YEN:
        return None
    return Duration(duration.unit, duration.amount * int(factor))


def days_between(left: date, right: date) -> Value:
    return Duration(Unit.DAYS, (left - right).days)


def time_between(left: datetime, right: datetime) -> Value:
    return Duration(Unit.SECONDS, int((left - right).total_seconds()))


def equal(left: Value, right: Value) -> Value:
    """Never null: two empty values are equal, an empty one and another are not."""
    return _comparable(left) == _comparable(right)


def different(left: Value, right: Value) -> Value:
    return _comparable(left) != _comparable(right)


def less(left: Value, right: Value) -> Value:
    return _before(left, right)


def less_or_equal(left: Value, right: Value) -> Value:
    return not _before(right, left)


def greater(left: Value, right: Value) -> Value:
    return _before(right, left)


def greater_or_equal(left: Value, right: Value) -> Value:
    return not _before(left, right)


def one_of(subject: Value, *options: Value) -> Value:
    return any(equal(subject, option) for option in options)


def none_of(subject: Value, *options: Value) -> Value:
    return not one_of(subject, *options)


def _comparable(value: Value) -> object:
    """Yes is not 1 and 7日 is 168時間."""
    match value:
        case bool() | None:
            return ("yes, no or nothing", value)
        case Duration(unit=Unit.DAYS | Unit.SECONDS):
            return ("seconds", seconds(value))
        case list() | tuple():
            return tuple(_comparable(part) for part in value)
        case Mapping():
            return {key: _comparable(part) for key, part in value.items()}
        case _:
            return value


def _before(left: Value, right: Value) -> bool:
    if isinstance(left, Duration) and isinstance(right, Duration):
        same = left.unit is right.unit
        return left.amount < right.amount if same else seconds(left) < seconds(right)
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    if isinstance(left, Decimal | int) and isinstance(right, Decimal | int):
        return left < right
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left < right
    return isinstance(left, date) and isinstance(right, date) and left < right
