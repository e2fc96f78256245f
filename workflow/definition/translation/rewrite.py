"""Puts new texts in the places of old ones and leaves everything else as it is: comments, blank lines, order."""

import re
from collections.abc import Mapping

from forms.source.nodes import ScalarNode, Style
from forms.source.position import Position

_NEEDS_QUOTES = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`]|: |:$| #|[,\[\]{}]|\s$""")


class NotRewritable(Exception):
    """A value is written over several lines in a way that cannot be rewritten."""

    def __init__(self, position: Position) -> None:
        super().__init__(f"line {position.line}")
        self.position = position


def rewritten(text: str, changes: Mapping[Position, tuple[ScalarNode, str]]) -> str:
    """The text with each of these scalars saying something else. Raises NotRewritable."""
    lines = text.split("\n")
    for _, (node, new) in sorted(changes.items(), key=lambda change: change[0], reverse=True):
        if node.style is Style.BLOCK:
            _rewrite_block(lines, node, new)
        else:
            _rewrite_line(lines, node, new)
    return "\n".join(lines)


def _rewrite_line(lines: list[str], node: ScalarNode, new: str) -> None:
    line = lines[node.position.line - 1]
    start = node.position.column - 1
    if node.style is Style.PLAIN:
        end = start + len(node.text)
        found = line[start:end] == node.text
        written = _quoted(new) if _NEEDS_QUOTES.search(new) and not _NEEDS_QUOTES.search(node.text) else new
    else:
        end = _closing(line, start)
        found = end > 0
        written = _quoted(new, line[start : start + 1]) if _NEEDS_QUOTES.search(new) else new
    if not found or "\n" in new:
        raise NotRewritable(node.position)
    lines[node.position.line - 1] = line[:start] + written + line[end:]


def _rewrite_block(lines: list[str], node: ScalarNode, new: str) -> None:
    old_lines, new_lines = node.text.split("\n"), new.split("\n")
    offset = 0
    for old, other in zip(old_lines, new_lines, strict=True):
        place = node.position_of(offset)
        offset += len(old) + 1
        if not old:
            continue
        line, start = lines[place.line - 1], place.column - 1
        if line[start:].rstrip() != old.rstrip():
            raise NotRewritable(place)
        lines[place.line - 1] = line[:start] + other


def _quoted(text: str, sign: str = "'") -> str:
    if sign == '"' and not {'"', "\\"} & set(text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _closing(line: str, start: int) -> int:
    """Index after the quote that closes the one at `start`; 0 when it does not close on this line."""
    pattern = r"'(?:[^']|'')*'" if line[start : start + 1] == "'" else r'"(?:[^"\\]|\\.)*"'
    found = re.compile(pattern).match(line, start)
    return found.end() if found else 0
