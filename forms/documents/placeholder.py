"""The places of a text that values go into: `{氏名漢字} 様`, `{支給年月:年月}分`; `{{` prints one brace."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.documents.formats import find_format

_PIECE = re.compile(r"\{\{|\}\}|\{(?P<inside>[^{}\n]*)\}|[{}]|[^{}]+")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The name of a value and how it is written."""

    name: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class WrongPiece:
    """What looks like a placeholder and is none."""

    text: str
    reason: str
    """lone-brace, no-name or unknown-format."""


Piece = str | Placeholder | WrongPiece


def pieces(text: str) -> Iterator[tuple[int, Piece]]:
    """The parts of a text in order, each with its index."""
    for found in _PIECE.finditer(text):
        yield found.start(), _piece(found)


def placeholders_of(parts: Sequence[Piece]) -> Iterator[Placeholder]:
    return (part for part in parts if isinstance(part, Placeholder))


def _piece(found: re.Match[str]) -> Piece:
    inside = found["inside"]
    if found[0] in ("{{", "}}"):
        return found[0][0]
    if found[0] in ("{", "}"):
        return WrongPiece(found[0], "lone-brace")
    if inside is None:
        return found[0]
    name, _, format_ = (part.strip() for part in inside.partition(":"))
    if not name:
        return WrongPiece(found[0], "no-name")
    return Placeholder(name, format_) if find_format(format_) else WrongPiece(found[0], "unknown-format")
