"""What is written under one heading, as far as all of it is alike."""

from dataclasses import dataclass

from forms.source.position import Position
from workflow.definition.located import Located

Words = tuple[Located[str], ...]
Expression = Located[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is written under one heading."""

    position: Position
    written: tuple[tuple[str, Located[str]], ...] = ()
    """Each heading as it is written, by the name of its field."""

    def heading(self, field: str) -> Located[str]:
        """The heading of a field where it stands; the beginning of the block if it is not written."""
        return dict(self.written).get(field, Located("", self.position))

    def has(self, field: str) -> bool:
        """Whether the heading of a field is written."""
        return field in dict(self.written)
