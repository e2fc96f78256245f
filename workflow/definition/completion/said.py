"""A word of a text that is being written, and where it stands."""

from dataclasses import dataclass

from workflow.definition.vocabulary.entries import ValueType

Where = tuple[str, ...] | ValueType | None
"""Places whose headings stand somewhere, or the type of the value; None where nobody knows."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A heading, an element of a list or a bracket that words stand under; two are never the same."""

    indent: int
    where: Where
    """What stands below it."""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A word of the text, or the place for one, with what the vocabulary expects there."""

    where: Where
    word: str
    begin: int
    """Where it begins in its line."""
    levels: tuple[Level, ...]
    """What it stands under, from the outside."""
    is_key: bool = False
    """Whether it is a heading, or the key of a mapping."""
    is_bracketed: bool = False
    """Whether it stands in { } or [ ]."""

    @property
    def path(self) -> tuple[str, ...]:
        """The headings around it, from the outside."""
        return tuple(level.key for level in self.levels if level.key)
