"""The text of an expression as it is read: NFKC outside strings, every character knowing where it was written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import combining, normalize

_BRACKET_OPENERS, _BRACKET_CLOSERS = "「｢", "」｣"
_QUOTES = '"＂'
_HALF_WIDTH_VOICED = "ﾞﾟ"
_MINUS_SIGN = "−"
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A string literal."""

    end: int
    """Index after its closing mark."""
    content: str
    closed: bool


@dataclass(frozen=True, slots=True)
class PlainText:
    """Characters as the lexer sees them."""

    text: str
    columns: tuple[int, ...]
    """For each character its place in the written text; one more for the end."""
    strings: Mapping[int, Quoted]
    """The string literals, by the index where they start. They are left as written."""

    def column(self, index: int) -> int:
        return self.columns[min(index, len(self.columns) - 1)]


def plain_text(written: str) -> PlainText:
    """Read what was written: full-width digits, operators, brackets and spaces are ordinary ones, 、 is a comma."""
    characters: list[str] = []
    columns: list[int] = []
    strings: dict[int, Quoted] = {}
    index = 0
    while index < len(written):
        start = index
        if written[index] in _BRACKET_OPENERS or written[index] in _QUOTES:
            index, content, closed = _string(written, index)
            strings[len(columns)] = Quoted(len(columns) + index - start, content, closed)
            characters.append(written[start:index])
            columns.extend(range(start, index))
        else:
            index = _cluster_end(written, index)
            read = normalize("NFKC", written[start:index]).replace("、", ",").replace(_MINUS_SIGN, "-")
            characters.append(read)
            columns.extend([start] * len(read))
    return PlainText("".join(characters), (*columns, len(written)), strings)


def _cluster_end(written: str, index: int) -> int:
    """A character with the marks that belong to it, so that か + ゙ and ｶﾞ become one."""
    end = index + 1
    while end < len(written) and (combining(written[end]) or written[end] in _HALF_WIDTH_VOICED):
        end += 1
    return end


def _string(written: str, start: int) -> tuple[int, str, bool]:
    """Index after the string, its content, and whether it was closed."""
    return _quoted(written, start) if written[start] in _QUOTES else _bracketed(written, start)


def _quoted(written: str, start: int) -> tuple[int, str, bool]:
    index = start + 1
    while index < len(written) and written[index] not in _QUOTES:
        index += 2 if written[index] == "\\" else 1
    content = _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), written[start + 1 : index])
    closed = index < len(written)
    return (index + 1 if closed else len(written)), content, closed


def _bracketed(written: str, start: int) -> tuple[int, str, bool]:
    """Two 」 in a row are one 」 of the text, unless no other 」 follows to close it."""
    index = start + 1
    while index < len(written):
        run = index
        while run < len(written) and written[run] in _BRACKET_CLOSERS:
            run += 1
        later = any(closer in written[run:] for closer in _BRACKET_CLOSERS)
        if (run - index) % 2 or (run > index and not later):
            return run, written[start + 1 : run - 1].replace("」」", "」"), True
        index = run if run > index else index + 1
    return len(written), written[start + 1 :], False
