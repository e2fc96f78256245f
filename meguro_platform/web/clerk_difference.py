"""Two texts side by side as a reader follows them: what went, what came, and a little around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 3
"""Lines shown before and after a change."""
MOST_LINES = 5_000
"""Longer texts are not compared: it would take too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a difference."""

    kind: str
    """same, del, ins, or gap where lines are left out."""
    number: int = 0
    """In the newer text; of what went, in the older one."""
    text: str = ""


def difference(old: str, new: str) -> list[Line] | None:
    """The changed lines with those around them; empty for equal texts, None for texts that are too long."""
    before, after = old.split("\n") if old else [], new.split("\n")
    if max(len(before), len(after)) > MOST_LINES:
        return None
    return list(_lines(before, after))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    for place, group in enumerate(SequenceMatcher(None, before, after).get_grouped_opcodes(AROUND)):
        if place:
            yield Line(kind="gap")
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from _of("same", after, new_from, new_to)
                continue
            yield from _of("del", before, old_from, old_to)
            yield from _of("ins", after, new_from, new_to)


def _of(kind: str, lines: list[str], begin: int, end: int) -> Iterator[Line]:
    return (Line(kind=kind, number=place + 1, text=lines[place]) for place in range(begin, end))
