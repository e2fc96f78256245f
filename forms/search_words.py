"""Words as they are searched: one spelling for all ways of writing, cut into pairs of characters.

Pairs, because most Japanese words have two characters. What people wrote is stored as written; this is a second text.
"""

from unicodedata import normalize

LONGEST = 20_000
"""Characters of one case that can be found; what comes later is left out."""

_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def folded(text: str) -> str:
    """Without differences of width, case and kana; blanks are single."""
    return " ".join(normalize("NFKC", text).casefold().translate(_HIRAGANA).split())


def pairs_of(text: str) -> set[str]:
    """Every two neighbouring characters of a folded text, within its words."""
    return {word[place : place + 2] for word in text.split() for place in range(len(word) - 1)}


def asked_words(query: str) -> tuple[str, ...]:
    """The folded words that somebody typed, without those of one character, which say too little."""
    return tuple(word for word in folded(query.replace("\0", "")).split() if len(word) > 1)
