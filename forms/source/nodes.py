"""The parts of a definition text: scalars, sequences and mappings, each knowing where it stands."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from forms.source.position import Position


class Style(StrEnum):
    """How a scalar is written: plain, between quotes, or as lines below a | or >."""

    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"


class ScalarNode(Struct, frozen=True):
    """One text. It is never anything but text: はい, no, 0123 and 1:30 stay as they were typed."""

    text: str
    position: Position
    style: Style = Style.PLAIN
    content: Position | None = None
    """Where the first character of `text` stands, when that is not `position` (after a quote, below a |)."""

    def position_of(self, offset: int) -> Position:
        """Where the character `offset` of the text stands; exact unless escapes or folded lines come before it."""
        start = self.content or self.position
        before = self.text[:offset]
        if self.style is not Style.BLOCK or "\n" not in before:
            return Position(start.line, start.column + len(before))
        return Position(start.line + before.count("\n"), start.column + len(before) - before.rindex("\n") - 1)


class SequenceNode(Struct, frozen=True):
    """A list, in the order it is written."""

    items: tuple["Node", ...]
    position: Position


class Entry(Struct, frozen=True):
    """One heading of a mapping with what is written under it."""

    key: ScalarNode
    value: "Node"


class MappingNode(Struct, frozen=True):
    """Headings with their values, in the order they are written; no heading comes twice."""

    entries: tuple[Entry, ...]
    position: Position
    twice: tuple[Entry, ...] = ()
    """What is written under headings that stand here already; reported as E003."""

    def get(self, key: str) -> "Node | None":
        """The value under the heading `key`, or None."""
        entry = self.entry(key)
        return entry.value if entry else None

    def entry(self, key: str) -> Entry | None:
        """The heading `key` with its value, or None."""
        return next((entry for entry in self.entries if entry.key.text == key), None)

    def keys(self) -> Iterator[str]:
        return (entry.key.text for entry in self.entries)


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode
