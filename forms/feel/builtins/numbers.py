"""Functions of numbers: rounding with a scale, roots, logarithms."""

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

from forms.feel.builtins.signature import form
from forms.feel.evaluation.arithmetic import number
from forms.feel.run import Refused
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.values import NUMBERS, Value
from forms.spec import Text

_SCALES = range(-6111, 6177)
_SCALE = Text("桁は -6111 から 6176 までの整数です。", "A scale is a whole number from -6111 to 6176.")
_NEGATIVE = Text("負の数には使えません。", "Not defined for this number.")
_ZERO = Text("0 で割ることはできません。", "Division by zero.")


def _rounding(mode: str) -> Callable[..., Value]:
    context = Context(prec=34, Emax=6144, Emin=-6143, traps=[], rounding=mode)

    def rounded(value: Decimal, scale: Decimal = Decimal(0)) -> Value:
        places = int(scale)
        if places not in _SCALES:
            raise Refused(_SCALE)
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or -exponent <= places:
            return value
        if value.adjusted() < -places - 1:
            return _tiny(value, places, mode)
        return number(context.quantize(value, Decimal(1).scaleb(-places, context)))

    return rounded


def _tiny(value: Decimal, places: int, mode: str) -> Value:
    """Rounds to 0 or to the first number beside it; a number with fewer digits rounds the same way."""
    small = Decimal(1).scaleb(-places - 2, NUMBERS) if value else Decimal(0)
    context = Context(prec=34, Emax=6144, Emin=-6143, traps=[], rounding=mode)
    return number(context.quantize(small.copy_sign(value), Decimal(1).scaleb(-places, context)))


def _absolute(value: Decimal | DaysTime | YearsMonths) -> Value:
    if isinstance(value, Decimal):
        return NUMBERS.abs(value)
    return YearsMonths(abs(value.months)) if isinstance(value, YearsMonths) else DaysTime(abs(value.nanoseconds))


def modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """The rest has the sign of the divisor."""
    if divisor == 0:
        raise Refused(_ZERO)
    rest = number(Context(prec=12_400, Emax=12_400, Emin=-12_400, traps=[]).remainder(dividend, divisor))
    if rest and (rest < 0) != (divisor < 0):
        rest = NUMBERS.add(rest, divisor)
    return number(NUMBERS.plus(rest))


def _root(value: Decimal) -> Value:
    if value < 0:
        raise Refused(_NEGATIVE)
    return number(NUMBERS.sqrt(value))


def _logarithm(value: Decimal) -> Value:
    if value <= 0:
        raise Refused(_NEGATIVE)
    return number(NUMBERS.ln(value))


def _even(value: Decimal) -> Value:
    return modulo(value, Decimal(2)) == 0


def _odd(value: Decimal) -> Value:
    return modulo(value, Decimal(2)) == 1


_rounded_down, _rounded_up = _rounding(ROUND_DOWN), _rounding(ROUND_UP)
_floor, _ceiling = _rounding(ROUND_FLOOR), _rounding(ROUND_CEILING)

FORMS = (
    form("decimal(n: number, scale: number) -> number", _rounding(ROUND_HALF_EVEN)),
    form("floor(n: number) -> number", _floor),
    form("floor(n: number, scale: number) -> number", _floor),
    form("ceiling(n: number) -> number", _ceiling),
    form("ceiling(n: number, scale: number) -> number", _ceiling),
    form("round up(n: number, scale: number) -> number", _rounded_up),
    form("round down(n: number, scale: number) -> number", _rounded_down),
    form("round half up(n: number, scale: number) -> number", _rounding(ROUND_HALF_UP)),
    form("round half down(n: number, scale: number) -> number", _rounding(ROUND_HALF_DOWN)),
    form("abs(n: number | amount | days and time duration | years and months duration) -> same", _absolute),
    form("modulo(dividend: number, divisor: number) -> same", modulo),
    form("sqrt(number: number) -> number", _root),
    form("log(number: number) -> number", _logarithm),
    form("exp(number: number) -> number", lambda value: number(NUMBERS.exp(value))),
    form("even(number: number) -> boolean", _even),
    form("odd(number: number) -> boolean", _odd),
)
