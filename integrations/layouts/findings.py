"""What was found in a file, kept small: counts of everything, details of the first few of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from forms.spec import Text
from integrations.layouts.layout import Consequence

KEPT_DETAILS = 20
KEPT_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding."""

    id: str
    consequence: Consequence
    label: Text
    """Few words, as the one-line summary shows them."""
    about_rows: bool = True
    """It is about single rows, which the summary counts; otherwise about the file."""
    look: bool = False
    """Although accepted, somebody has to look at each place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One place."""

    code: Code
    text: Text
    """A sentence. It says what is wrong, never an amount or a name of a person's row."""
    row: int | None = None
    """Which record of the file, counted from 1 with the header, as a spreadsheet counts."""
    line: int | None = None
    """Which line, as an editor counts; differs from `row` after a line feed inside a column."""
    item: Text | None = None


@dataclass(slots=True)
class Tally:
    """All findings of one kind."""

    code: Code
    count: int = 0
    rows: list[int] = field(default_factory=list)
    """The first rows, at most KEPT_ROWS."""
    details: list[Detail] = field(default_factory=list)
    """The first places, at most KEPT_DETAILS."""


class Findings:
    """Collects findings; its size does not grow with the file."""

    def __init__(self) -> None:
        self._tallies: dict[str, Tally] = {}

    def note(
        self, code: Code, text: Text, *, row: int | None = None, line: int | None = None, item: Text | None = None
    ) -> None:
        """Add a finding."""
        tally = self._tallies.setdefault(code.id, Tally(code))
        tally.count += 1
        if row is not None and len(tally.rows) < KEPT_ROWS and row not in tally.rows[-1:]:
            tally.rows.append(row)
        if len(tally.details) < KEPT_DETAILS:
            tally.details.append(Detail(code=code, text=text, row=row, line=line, item=item))

    def has(self, *codes: Code) -> bool:
        """Whether one of these kinds was found."""
        return any(code.id in self._tallies for code in codes)

    def tallies(self) -> tuple[Tally, ...]:
        """Everything found, the gravest first, then what is about the whole file, within that as it was met."""
        gravity = list(Consequence)
        return tuple(
            sorted(
                self._tallies.values(),
                key=lambda tally: (-gravity.index(tally.code.consequence), tally.code.about_rows),
            )
        )


def worst(tallies: Iterable[Tally]) -> Consequence:
    """The gravest consequence; NOTE when there is nothing."""
    gravity = list(Consequence)
    return max((tally.code.consequence for tally in tallies), key=gravity.index, default=Consequence.NOTE)
