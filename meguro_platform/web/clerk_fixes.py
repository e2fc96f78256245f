"""Mistakes that can be put right with one press: where the likely word is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.source.likely import LikelyWord
from forms.source.problem import Problem


@dataclass(frozen=True, slots=True)
class Fix:
    """A word to write in the place of another one."""

    line: int
    """From 1."""
    begin: int
    """Characters before it in its line."""
    length: int
    word: str


def fixes_for(problems: Sequence[Problem], text: str) -> list[tuple[Problem, Fix | None]]:
    """Each problem with its fix; none where the word doesn't stand where the problem is."""
    lines = text.split("\n")
    return [(problem, _fix(problem, lines)) for problem in problems]


def _fix(problem: Problem, lines: Sequence[str]) -> Fix | None:
    hint, line, begin = problem.hint, problem.position.line, problem.position.column - 1
    if not isinstance(hint, LikelyWord) or not hint.written or not 1 <= line <= len(lines):
        return None
    stretch = lines[line - 1][begin : begin + max(problem.length, len(hint.written))]
    if stretch.count(hint.written) != 1:
        return None
    at = begin + stretch.index(hint.written)
    return Fix(line=line, begin=at, length=len(hint.written), word=hint.meant)
