"""Values as FEEL writes them: what string() gives, and what people read in reports."""

import re
from collections.abc import Mapping
from decimal import Decimal

from forms.feel.syntax.characters import WORD
from forms.feel.values import Function, Range, Value

_PLAIN_KEY = re.compile(f"{WORD.pattern}(?: +[^\\W_]+)*")


def written(value: Value) -> str:
    """The value as text; a text stays as it is, inside lists and contexts it stands between quotation marks."""
    return value if isinstance(value, str) else literal(value)


def literal(value: Value) -> str:
    """The value as it would be written in an expression, with dates and durations plain."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value if value else abs(value), "f")
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tuple():
            return "[" + ", ".join(literal(part) for part in value) + "]"
        case Range():
            return _range(value)
        case Function():
            return f"function({', '.join(parameter.name for parameter in value.parameters)})"
        case Mapping():
            return "{" + ", ".join(f"{_key(key)}: {literal(part)}" for key, part in value.items()) + "}"
        case _:
            return str(value)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else literal(key)


def _range(value: Range) -> str:
    low = "" if value.low is None else literal(value.low)
    high = "" if value.high is None else literal(value.high)
    return f"{'[' if value.low_included else '('}{low}..{high}{']' if value.high_included else ')'}"
