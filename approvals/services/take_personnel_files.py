"""Takes over the three files of the personnel system: everything, or nothing with every reason and its row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from approvals.hr.findings import Finding
from approvals.hr.roster import Files, read_roster
from approvals.office.office import Office
from approvals.selectors.known_to_personnel import known_to_personnel
from approvals.services.load_organisation import load_organisation
from forms.spec import Text
from forms.tokyo_time import TOKYO


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is wrong with a row, or what somebody should look at. Row 1 holds the headings, row 0 is the file."""

    file: str
    row: int
    severity: Literal["error", "warning"]
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenFiles:
    """What came of the files."""

    accepted: bool
    findings: tuple[Told, ...]
    generation: int | None = None
    """Id of the generation; None when nothing was stored."""
    units: int = 0
    people: int = 0
    postings: int = 0


def take_personnel_files(
    files: Files,
    office: Office,
    *,
    on: date,
    name: str,
    now: datetime,
    confirmed: bool = False,
    only_check: bool = False,
    by: UUID | None = None,
) -> TakenFiles:
    """The organisation from a day on, hidden until then. The same day again replaces what was prepared for it.

    `confirmed` accepts far fewer or more rows than are in force: somebody has looked.
    """
    known = known_to_personnel(office, now.astimezone(TOKYO).date())
    roster, found = read_roster(files, known, on=on, confirmed=confirmed)
    findings = (*_told(found.errors, "error"), *_told(found.warnings, "warning"))
    if roster is None:
        return TakenFiles(accepted=False, findings=findings)
    generation = None
    if not only_check:
        generation = load_organisation(roster=roster, office=office, on=on, name=name, now=now, by=by).pk
    return TakenFiles(
        accepted=True,
        findings=findings,
        generation=generation,
        units=len(roster.units),
        people=len(roster.staff),
        postings=len(roster.postings),
    )


def _told(findings: Iterable[Finding], severity: Literal["error", "warning"]) -> Iterator[Told]:
    for each in findings:
        yield Told(file=each.place.file, row=each.place.number, severity=severity, message=each.message)
