"""What a text changes, in words and line by line, as a clerk reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from forms.source.source import Source
from forms.spec import Text
from meguro_platform.web.clerk_difference import Line, difference
from meguro_platform.wiring import catalogue
from workflow.definition.comparison.compare import LABELS, Change, compare
from workflow.definition.translation.translate import NotTranslated


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one kind."""

    label: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The difference between two texts."""

    groups: tuple[Group, ...]
    in_words: bool
    """False where they cannot be told in words: one text is empty, or cannot be read."""
    lines: Sequence[Line] | None
    """None: the texts are too long to be compared line by line."""


def changes_between(old: str, new: str, name: str) -> Changes:
    """Both ways of telling; words for texts that can be read."""
    lines = difference(old, new)
    if not old.strip():
        return Changes(groups=(), in_words=False, lines=lines)
    try:
        found = compare(Source(name, old), Source(name, new), catalogue())
    except NotTranslated:
        return Changes(groups=(), in_words=False, lines=lines)
    groups = groupby(found, lambda change: change.area)
    return Changes(
        groups=tuple(Group(LABELS[area], tuple(changes)) for area, changes in groups), in_words=True, lines=lines
    )
