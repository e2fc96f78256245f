"""Which characters a text may hold, and how long it is for the person who reads it."""

import unicodedata
from collections.abc import Callable

_JOINERS = "\u200c\u200d"
_FITZPATRICK = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)
_HALF_WIDTH_VOICED = "\uff9e\uff9f"
_UNSEEN = {"Cf", "Zl", "Zp"}
_SIMPLER = str.maketrans("𠮷𠮟𣘺𡈽𠀋𩸽", "吉叱橋土丈魚")


def tidy(text: str) -> str:
    """Line ends as one character, blanks around the text cut off. Inside nothing changes: a name stays as written."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def unstorable(text: str) -> list[str]:
    """The characters no answer may hold: control characters, half surrogate pairs, private use, U+FFFE and the like."""
    return _found(text, _is_unstorable)


def unseen(text: str) -> list[str]:
    """Invisible characters that come along when copying, or turn the reading direction (請求書\\u202efdp.exe)."""
    return _found(text, lambda character: unicodedata.category(character) in _UNSEEN and character not in _JOINERS)


def without(text: str, characters: list[str]) -> str:
    return text.translate(dict.fromkeys(map(ord, characters)))


def rare(text: str) -> list[str]:
    """The characters that other systems, printers and old files can't be expected to have.

    Everyday is JIS X 0208 (第1・第2水準) with the additions of NEC and IBM, that is CP932: 髙, 﨑 and ① are not rare;
    𠮷, variation selectors and characters composed of two (か + ゙) are.
    """
    return _found(text, lambda character: not _is_everyday(character))


def simpler(text: str) -> str | None:
    """The same text in everyday characters where that is certain enough to be offered, else None."""
    composed = unicodedata.normalize("NFC", text).translate(_SIMPLER)
    offered = without(composed, [c for c in rare(composed) if unicodedata.category(c) == "Mn"])
    return offered if offered and not rare(offered) else None


def length(text: str) -> int:
    """How many characters a person counts.

    辻 with a variation selector, か with a combining mark, ｶﾞ, a flag and a family emoji are one each.
    Nearly the grapheme clusters of UAX 29; Hangul written in single letters and Indic conjuncts are counted by parts.
    """
    count, joined, flags = 0, False, 0
    for character in text:
        flags = flags + 1 if ord(character) in _REGIONAL else 0
        if not (joined or _extends(character) or (flags and flags % 2 == 0)):
            count += 1
        joined = character == "\u200d"
    return count


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character).startswith("M")
        or character in _JOINERS
        or character in _HALF_WIDTH_VOICED
        or ord(character) in _FITZPATRICK
    )


def _is_unstorable(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cc":
        return character not in "\n\t"
    return category in ("Cs", "Co") or ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def _is_everyday(character: str) -> bool:
    """JIS X 0208 is asked for by both of its mappings, because they disagree about 〜 and −."""
    if unicodedata.category(character) == "Co":
        return False
    return any(_fits(character, codec) for codec in ("cp932", "shift_jis"))


def _fits(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _found(text: str, wanted: Callable[[str], bool]) -> list[str]:
    return [character for character in dict.fromkeys(text) if wanted(character)]
