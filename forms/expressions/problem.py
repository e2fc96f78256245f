"""What is wrong with an expression, told to the person who wrote it."""

from dataclasses import dataclass

from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionProblem:
    """One finding, with the place in the text of the expression."""

    code: str
    """E050 syntax, E051 unknown name, E053 no such choice, E056 bare number, E058 kinds do not fit, E101 slot."""
    column: int
    """Characters before it, counted from 0."""
    message: Text
    hint: Text | None = None
    length: int = 1
