"""Where something stands in a source text."""

from msgspec import Struct


class Position(Struct, frozen=True, order=True):
    """A place in a source text, counted as editors count: both from 1."""

    line: int
    column: int
