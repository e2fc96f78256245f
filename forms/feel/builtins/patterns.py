"""What matches, replace and split do with a text and a regular expression."""

import re

from forms.feel.evaluation.arithmetic import TOO_LARGE
from forms.feel.patterns.matching import Finder, Match, finder
from forms.feel.patterns.parser import NoPattern
from forms.feel.run import LONGEST_TEXT, Refused, Run
from forms.feel.values import Value
from forms.spec import Text

_REPLACEMENT = re.compile(r"\\(.?)|\$([0-9]*)", re.DOTALL)
_NO_PATTERN = Text("正規表現として読めません。", "This is no regular expression.")
_EMPTY_MATCH = Text("空の文字に当てはまる式は使えません。", "The pattern matches the empty text.")
_NO_REPLACEMENT = Text(
    "置き換える文字の中の $ と \\ が読めません。", "The replacement has a $ or \\ that means nothing."
)


def matches(run: Run, text: str, pattern: str, flags: str) -> Value:
    return next(_finder(pattern, flags).matches(run, text), None) is not None


def replaced(run: Run, text: str, pattern: str, replacement: str, flags: str) -> Value:
    found = _finder(pattern, flags)
    _refuse_empty_match(run, found)
    pieces = [replacement] if "q" in flags else _pieces(replacement, found.parsed.groups)
    result: list[str] = []
    end = length = 0
    for match in found.matches(run, text):
        filled = "".join(_filled(piece, match, text) for piece in pieces)
        result += [text[end : match.start], filled]
        length += len(filled)
        if length > LONGEST_TEXT:
            raise Refused(TOO_LARGE)
        end = match.end
    return "".join((*result, text[end:]))


def split(run: Run, text: str, delimiter: str) -> Value:
    found = _finder(delimiter, "")
    _refuse_empty_match(run, found)
    parts: list[str] = []
    end = 0
    for match in found.matches(run, text):
        parts.append(text[end : match.start])
        end = match.end
    return (*parts, text[end:])


def _finder(pattern: str, flags: str) -> Finder:
    try:
        return finder(pattern, flags)
    except NoPattern:
        raise Refused(_NO_PATTERN) from None


def _refuse_empty_match(run: Run, found: Finder) -> None:
    if next(found.matches(run, ""), None) is not None:
        raise Refused(_EMPTY_MATCH)


def _pieces(replacement: str, groups: int) -> list[str | int]:
    """Texts, and the numbers of groups: $12 is group 12 if there are so many, else group 1 and a 2."""
    pieces: list[str | int] = []
    end = 0
    for found in _REPLACEMENT.finditer(replacement):
        pieces.append(replacement[end : found.start()])
        end = found.end()
        if found[0].startswith("\\"):
            if found[1] not in ("\\", "$"):
                raise Refused(_NO_REPLACEMENT)
            pieces.append(found[1])
            continue
        if not found[2]:
            raise Refused(_NO_REPLACEMENT)
        taken = next((size for size in range(len(found[2]), 1, -1) if int(found[2][:size]) <= groups), 1)
        pieces += [int(found[2][:taken]), found[2][taken:]]
    return [*pieces, replacement[end:]]


def _filled(piece: str | int, match: Match, text: str) -> str:
    if isinstance(piece, str):
        return piece
    if piece == 0:
        return text[match.start : match.end]
    return match.groups[piece - 1] if piece <= len(match.groups) else ""
