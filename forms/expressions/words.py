"""The fixed words and signs of the language of procedures, each with the word of FEEL it stands for."""

import re
from collections.abc import Iterable

WORDS = {
    "かつ": "and",
    "または": "or",
    "が": "が",
    "のどれか": "のどれか",
    "のどれでもない": "のどれでもない",
    **{
        word: word
        for word in (
            "and", "or", "in", "between", "if", "then", "else", "some", "every", "for", "satisfies", "return",
            "function", "external", "instance", "of",
        )
    },
}  # fmt: skip

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

SIGNS = {
    "??": "??",
    "<=": "<=",
    ">=": ">=",
    "!=": "!=",
    "..": "..",
    "**": "**",
    "≠": "!=",
    "≦": "<=",
    "≤": "<=",
    "≧": ">=",
    "≥": ">=",
    **{sign: sign for sign in "=<>+-*/()[]{},.:@"},
}
"""Longer ones first."""

MISTAKEN = {
    "==": ("=", "="),
    "=>": (">=", ">="),
    "=<": ("<=", "<="),
    "<>": ("≠", "!="),
    "&&": ("かつ", "and"),
    "||": ("または", "or"),
    "×": ("*", "*"),
    "÷": ("/", "/"),
    "ではない": ("≠", "!="),
    "のいずれか": ("のどれか", "のどれか"),
    "もしくは": ("または", "or"),
    "及び": ("かつ", "and"),
    "以上": (">=", ">="),
    "以下": ("<=", "<="),
    "未満": ("<", "<"),
}
"""What people write instead, with the right word and what it stands for."""


def is_at(text: str, at: int, word: str) -> bool:
    """The word starts here and does not go on; Japanese words need no space after them."""
    if not word or not text.startswith(word, at):
        return False
    following = text[at + len(word) : at + len(word) + 1]
    return not (_goes_on(word[-1]) and _goes_on(following))


def word_at(text: str, at: int) -> tuple[str, str] | None:
    """The longest word that stands here, as written and as FEEL has it."""
    found = _WORD.match(text, at)
    return (found[0], WORDS[found[0]]) if found else None


def sign_at(text: str, at: int) -> tuple[str, str] | None:
    """As word_at, for signs."""
    found = _SIGN.match(text, at)
    return (found[0], SIGNS[found[0]]) if found else None


def mistaken_at(text: str, at: int) -> str | None:
    """What another language writes here."""
    found = _MISTAKEN.match(text, at)
    return found[0] if found else None


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """The longest of the words that stands somewhere, by the rule of `is_at`."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + (_END if _goes_on(word[-1]) else "") for word in longest_first))


def _goes_on(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")


_END = "(?![A-Za-z0-9_])"
_WORD, _SIGN, _MISTAKEN = one_of(WORDS), one_of(SIGNS), one_of(MISTAKEN)
