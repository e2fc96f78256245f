"""What is wrong with a source text, told to the person who wrote it."""

from dataclasses import dataclass
from enum import StrEnum

from forms.source.position import Position
from forms.spec import Text


class Severity(StrEnum):
    """How bad a problem is: an error keeps the text from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding of a check, in both languages, with the place it concerns."""

    id: str
    """Stable identifier such as E021; W… for warnings."""
    position: Position
    message: Text
    """What is wrong and what was expected."""
    hint: Text | None = None
    """What to do: the likely intended word, a rewritten line."""
    length: int = 1
    """How many characters of the line the marker underlines."""

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.id.startswith("W") else Severity.ERROR
