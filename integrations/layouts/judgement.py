"""What became of a file: verdict, findings, and what could not be checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from forms.spec import Text
from integrations.layouts.findings import Tally, worst
from integrations.layouts.layout import Consequence, Encoding, Layout
from integrations.layouts.survey import Survey


class Verdict(StrEnum):
    """What may be done with the file. There is nothing in between: never is a part of it used."""

    ACCEPTED = "accepted"
    HELD = "held"
    """Two people decide."""
    REJECTED = "rejected"


_VERDICTS = {
    Consequence.NOTE: Verdict.ACCEPTED,
    Consequence.WARN: Verdict.ACCEPTED,
    Consequence.HOLD: Verdict.HELD,
    Consequence.REJECT: Verdict.REJECTED,
}


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check that was not done, and why. It has not been passed."""

    check: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The outcome for one file."""

    layout: Layout
    survey: Survey
    encoding: Encoding | None
    """In which the file was read; None when it could not be read at all."""
    tallies: tuple[Tally, ...]
    """Everything found, the gravest first."""
    not_checked: tuple[NotChecked, ...] = ()
    details: int = 0
    """How many details the file has."""
    totals: Mapping[str, int | str] = field(default_factory=dict)
    """The control totals as computed, as far as every row could be read."""
    month: date | None = None
    """First day of the month the file is for."""
    version: int | None = None

    @property
    def verdict(self) -> Verdict:
        return _VERDICTS[worst(self.tallies)]

    @property
    def already_received(self) -> bool:
        """The very same bytes came before: nothing is taken a second time."""
        return any(tally.code.id == "same_file_again" for tally in self.tallies)
