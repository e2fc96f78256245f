"""What is wrong with the personnel files, row by row, in words for whoever sent them."""

from dataclasses import dataclass, field

from forms.spec import Text

HEADING_ROW = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a file. Row 1 holds the headings; row 0 is the file as a whole."""

    file: str
    number: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    place: Place
    message: Text


@dataclass(slots=True)
class Findings:
    """Collects what is wrong. One error refuses all files; warnings refuse nothing."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def refuse(self, place: Place, ja: str, en: str) -> None:
        """Note an error."""
        self.errors.append(Finding(place, Text(ja, en)))

    def warn(self, place: Place, ja: str, en: str) -> None:
        """Note what somebody should look at."""
        self.warnings.append(Finding(place, Text(ja, en)))
