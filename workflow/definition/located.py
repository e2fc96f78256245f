"""A value together with the place where it was written."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from forms.source.nodes import ScalarNode
from forms.source.position import Position

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value, where it stands, and the text it was read from, if it was one."""

    value: T
    position: Position
    scalar: ScalarNode | None = field(default=None, compare=False, repr=False)

    def position_of(self, offset: int) -> Position:
        """Where character `offset` of the text stands."""
        return self.scalar.position_of(offset) if self.scalar else self.position

    def part(self, offset: int, text: str) -> "Located[str]":
        """A piece of the text that stands at character `offset`, as a text of its own."""
        position = self.position_of(offset)
        return Located(text, position, ScalarNode(text, position))

    @property
    def length(self) -> int:
        """How many characters of its first line it covers."""
        first = self.scalar.text.partition("\n")[0] if self.scalar else ""
        return max(1, len(first))


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """One line of a mapping whose keys the author chose."""

    key: Located[str]
    value: T


ABSENT: Located[str] = Located("", Position(1, 1))
"""Stands for a required value that is missing or unreadable; that has been reported, so rules pass over empty texts."""
