"""What upper apps plug into integrations: readable cases, what their documents are made of, people.

`meguro_platform.wiring` fills it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeAlias
from uuid import UUID

from forms.documents.case_values import DecidedCase
from forms.documents.sent_letter import SentLetter
from forms.field_type import Json
from forms.plugs import Plugs
from forms.spec import Text
from integrations.layouts.staff import StaffList

Sink: TypeAlias = Callable[[Mapping[str, Json], str, datetime], Text | None]
"""(values, system that tells them, now): keeps what is told; why it cannot. The same may be told twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonnelFinding:
    """What is wrong with a row of a file of the personnel system; row 1 holds the headings, row 0 is the file."""

    file: str
    row: int
    is_error: bool
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonnelVerdict:
    """What became of the three files: taken over whole, or nothing of them."""

    accepted: bool
    findings: tuple[PersonnelFinding, ...]
    counts: Mapping[str, int]
    """How many units, people and postings."""


class TakePersonnel(Protocol):
    """Takes the three files over: the organisation from a day on, hidden until then."""

    def __call__(
        self,
        files: Mapping[str, tuple[str, bytes]],
        /,
        *,
        on: date,
        now: datetime,
        by: UUID | None,
        confirmed: bool,
        only_check: bool,
    ) -> PersonnelVerdict:
        """`files`: name and content by part. `confirmed`: somebody says that far more or fewer rows are right."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All plugs together."""

    readable_case: Callable[[UUID, str, datetime], UUID | None]
    """The uuid of the case with this number, if this person may read it now; else nothing."""
    decided_case: Callable[[UUID, str], DecidedCase]
    """(case, key of a call within it): the case as it stood when the call was asked for. Raises DocumentNotMade."""
    sent_letter: Callable[[UUID, str], SentLetter]
    """(case, key of a call within it): what the 施行 sent that asked for the call. Raises DocumentNotMade."""
    staff_list: Callable[[], StaffList | None]
    """Everybody's times in office by staff number; None when no organisation is in force."""
    people_awaiting: Callable[[str, datetime], Sequence[UUID]]
    """Who may begin a case with a file of this name (system.files); nobody when no procedure begins with it."""
    take_personnel: TakePersonnel
    personnel_watchers: Callable[[], Sequence[UUID]]
    """Who is told when files of the personnel system cannot be used."""

    sinks: Mapping[str, Sink]
    """What takes messages that are for no case, by the name under which a system's file hands them over."""


_plugs = Plugs[Ports](__name__)
connect, ports = _plugs.connect, _plugs.ports
