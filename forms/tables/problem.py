"""What is wrong with a decision table, told to the person who wrote it."""

from dataclasses import dataclass

from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProblem:
    """One finding, with the place in the text of the table."""

    code: str
    """E040 header, E041 columns, E042 choice, E043 cell, E044 input, E045 gap, E046 overlap, E047 output, W108 size."""
    line: int
    """Counted from 0."""
    column: int
    """Characters before it in its line."""
    message: Text
    hint: Text | None = None
    length: int = 1
