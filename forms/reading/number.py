"""Reads a number: the rules that numbers, whole numbers and amounts share."""

import math
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from forms.field_type import Json, invalid, quoted
from forms.numerals import read_number
from forms.spec import ItemSpec

MOST_DIGITS = 15
"""Before and after the point: what every system this one talks to can hold exactly."""

_LIMIT = 10**MOST_DIGITS


def read_decimal(raw: Json, item: ItemSpec, reader: Callable[[str], Decimal | None] = read_number) -> Decimal | None:
    """The number that was sent; None when it is blank. Raises AnswerInvalid, also outside 範囲 and 桁."""
    match raw:
        case bool() | list() | dict():
            number = None
        case None:
            return None
        case int():
            number = Decimal(raw) if abs(raw) < 10**18 else None
        case float():
            number = Decimal(repr(raw)) if math.isfinite(raw) else None
        case _:
            if not raw.strip():
                return None
            number = reader(raw)
    if number is None:
        raise invalid(
            item,
            f"の{quoted(raw)}は数として読めません。1500 のように数字で書いてください。",
            f"{quoted(raw)} is not a number. Write digits, for example 1500.",
        )
    _check_digits(number, item)
    _check_bounds(number, item)
    return number


def whole(number: Decimal | None, item: ItemSpec) -> int | None:
    """The number as a whole one. Raises AnswerInvalid where there is a fraction."""
    if number is None:
        return None
    if number != number.to_integral_value():
        raise invalid(
            item,
            "には小数を書けません。整数で書いてください。",
            "takes a whole number.",
            f"{number:.0f}",
        )
    return int(number)


def plain(number: Decimal) -> str:
    """The one spelling under which equal numbers are stored: 1.50 and 1.5 are 1.5, 1E+3 is 1000."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def stored_whole(stored: Json) -> int | None:
    """A stored whole number; None for anything else."""
    return stored if isinstance(stored, int) and not isinstance(stored, bool) and abs(stored) < _LIMIT else None


def stored_decimal(stored: Json) -> Decimal | None:
    """A stored number; None for anything else."""
    if not isinstance(stored, str) or len(stored) > 2 * MOST_DIGITS + 2:
        return None
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _LIMIT else None


def grouped(number: Decimal | int) -> str:
    """1,234,567.5"""
    return f"{Decimal(plain(Decimal(number))):,f}"


def _check_digits(number: Decimal, item: ItemSpec) -> None:
    before, _, after = plain(abs(number)).partition(".")
    least, most = item.digits
    most = min(MOST_DIGITS if most is None else most, MOST_DIGITS)
    if len(before) > most or len(after) > MOST_DIGITS:
        raise invalid(item, f"は{most}桁までの数で書いてください。", f"takes a number of at most {most} digits.")
    if least is not None and len(before) < least:
        raise invalid(item, f"は{least}桁以上の数で書いてください。", f"takes a number of at least {least} digits.")


def _check_bounds(number: Decimal, item: ItemSpec) -> None:
    smallest, largest = (None if bound is None else Decimal(bound) for bound in item.bounds)
    if smallest is not None and number < smallest:
        raise invalid(
            item,
            f"は{grouped(smallest)}以上で書いてください。",
            f"must be {grouped(smallest)} or more.",
        )
    if largest is not None and number > largest:
        raise invalid(
            item,
            f"は{grouped(largest)}以下で書いてください。",
            f"must be {grouped(largest)} or less.",
        )
