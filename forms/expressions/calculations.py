"""What the named functions compute: sums, rounding, parts of dates."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Context, Decimal

from forms.expressions.calendar_days import in_japan
from forms.expressions.operations import equal, less, number, yen
from forms.expressions.values import Calendar, Value

_MOST_PLACES = 30
_PRECISE = Context(prec=80, Emax=6144, Emin=-6143, traps=[])


def is_empty(value: Value) -> Value:
    return value is None or value == "" or value == () or value == []


def count(values: Sequence[Value]) -> Value:
    return Decimal(len(values))


def contains(values: Sequence[Value], value: Value) -> Value:
    return any(equal(part, value) for part in values)


def contains_text(text: str, part: str) -> Value:
    return part in text


def total_of_numbers(values: Sequence[Decimal | None]) -> Value:
    """Null for an empty list, as in FEEL, and when one of the values is null."""
    if not values or any(value is None for value in values):
        return None
    result = Decimal(0)
    for value in values:
        result = _PRECISE.add(result, value or Decimal(0))
    return number(result)


def total_of_yen(values: Sequence[int | None]) -> Value:
    """As total_of_numbers."""
    if not values or any(value is None for value in values):
        return None
    return yen(sum(value or 0 for value in values))


def largest(values: Sequence[Value]) -> Value:
    """Null for an empty list and when one of the values is null."""
    return _extreme(values, lambda candidate, best: bool(less(best, candidate)))


def smallest(values: Sequence[Value]) -> Value:
    """As largest."""
    return _extreme(values, lambda candidate, best: bool(less(candidate, best)))


def _extreme(values: Sequence[Value], is_better: Callable[[Value, Value], bool]) -> Value:
    if not values or any(value is None for value in values):
        return None
    best = values[0]
    for value in values[1:]:
        if is_better(value, best):
            best = value
    return best


def day_of(instant: datetime) -> Value:
    """The day in Japan."""
    local = in_japan(instant)
    return local.date() if local else None


def year(day: date) -> Value:
    local = in_japan(day) if isinstance(day, datetime) else day
    return Decimal(local.year) if local else None


def month(day: date) -> Value:
    local = in_japan(day) if isinstance(day, datetime) else day
    return Decimal(local.month) if local else None


def age(born: date, on: date) -> Value:
    """Full years of life; null before birth. Who is born on 29 February turns older on 1 March."""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return Decimal(years) if years >= 0 else None


def days(first: date, last: date) -> Value:
    """Days from the first to the last, both counted; 0 when the last comes before the first."""
    return Decimal(max((last - first).days + 1, 0))


def business_days(calendar: Calendar, first: date, last: date) -> Value:
    """Business days from the first to the last, both counted; 0 when the last comes before the first."""
    return Decimal(calendar.business_days_between(first, last)) if first <= last else Decimal(0)


def rounding(mode: str) -> tuple[Callable[..., Value], Callable[..., Value]]:
    """How numbers and how yen are rounded: to a whole one, or to `places` after the point (before it when negative)."""
    context = Context(prec=80, Emax=6144, Emin=-6143, traps=[], rounding=mode)

    def round_number(value: Decimal, places: Decimal = Decimal(0)) -> Value:
        if abs(places) > _MOST_PLACES or value.adjusted() > _MOST_PLACES:
            return None
        return number(context.quantize(value, Decimal(1).scaleb(-int(places))))

    def round_yen(value: Decimal | int, places: Decimal = Decimal(0)) -> Value:
        rounded = round_number(Decimal(value), min(places, Decimal(0)))
        return yen(int(rounded)) if isinstance(rounded, Decimal) else None

    return round_number, round_yen


round_down, round_yen_down = rounding(ROUND_DOWN)
round_up, round_yen_up = rounding(ROUND_UP)
round_half_up, round_yen_half_up = rounding(ROUND_HALF_UP)
floor, floor_yen = rounding(ROUND_FLOOR)
ceiling, ceiling_yen = rounding(ROUND_CEILING)
