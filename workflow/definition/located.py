"""A value together with the place where it was written."""

from typing import Generic, TypeVar

from msgspec import Struct

from forms.source.nodes import ScalarNode
from forms.source.position import Position

T = TypeVar("T", covariant=True)


class Located(Struct, Generic[T], frozen=True, eq=False):
    """A value, where it stands, and the text it was read from, if it was one."""

    value: T
    position: Position
    scalar: ScalarNode | None = None
    """Says no more than the other two, so it makes no difference between equals."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Located) and (self.value, self.position) == (other.value, other.position)

    def __hash__(self) -> int:
        return hash((self.value, self.position))

    def __repr__(self) -> str:
        return f"Located({self.value!r}, {self.position!r})"

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


class Pair(Struct, Generic[T], frozen=True):
    """One line of a mapping whose keys the author chose."""

    key: Located[str]
    value: T


ABSENT: Located[str] = Located("", Position(1, 1))
"""Stands for a required value that is missing or unreadable; that has been reported, so rules pass over empty texts."""
