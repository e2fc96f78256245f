"""The smallest parts of an expression, and the fixed words among them in both languages."""

from dataclasses import dataclass
from enum import StrEnum

from forms.expressions.types import NULL, Type
from forms.expressions.values import Value


class Kind(StrEnum):
    """What a token is."""

    NAME = "name"
    LITERAL = "literal"
    STRING = "string"
    FUNCTION = "function"
    SYMBOL = "symbol"
    """Operators, brackets and words such as かつ; `text` is the English spelling."""
    PART = "part"
    """.name after a bracket that closes."""
    FILTER = "filter"
    """[ after a value; `path` is where the element is found while the filter looks at it."""
    VARIABLE = "variable"
    """The new name after some, every and for."""
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One part and the columns it was written in."""

    kind: Kind
    text: str
    start: int
    end: int
    value: Value = None
    type: Type = NULL
    path: tuple[str, ...] = ()
    """Of a name: the key and the keys of the parts."""
    may_be_null: bool = False


WORDS = {
    "かつ": "and",
    "または": "or",
    "が": "が",
    "のどれか": "のどれか",
    "のどれでもない": "のどれでもない",
    "and": "and",
    "or": "or",
    "in": "in",
    "between": "between",
    "if": "if",
    "then": "then",
    "else": "else",
    "some": "some",
    "every": "every",
    "for": "for",
    "satisfies": "satisfies",
    "return": "return",
}
"""Each word with the symbol it is read as."""

VALUES: dict[str, bool | None] = {
    "はい": True,
    "いいえ": False,
    "空": None,
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "null": None,
}

SYMBOLS = {
    "??": "??",
    "<=": "<=",
    ">=": ">=",
    "!=": "≠",
    "..": "..",
    "**": "**",
    "=": "=",
    "≠": "≠",
    "≦": "<=",
    "≤": "<=",
    "≧": ">=",
    "≥": ">=",
    "<": "<",
    ">": ">",
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "/",
    "(": "(",
    ")": ")",
    "[": "[",
    "]": "]",
    ",": ",",
}
"""Each sign with the symbol it is read as; longer ones first."""

MISTAKEN = {
    "==": "=",
    "=>": ">=",
    "=<": "<=",
    "<>": "≠",
    "&&": "かつ",
    "||": "または",
    "×": "*",
    "÷": "/",
    "ではない": "≠",
    "のいずれか": "のどれか",
    "もしくは": "または",
    "及び": "かつ",
    "以上": ">=",
    "以下": "<=",
    "未満": "<",
}
"""What people write instead, with the right word."""
