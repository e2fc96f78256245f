"""Where something stands in a source text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source text, counted as editors count: both from 1."""

    line: int
    column: int
