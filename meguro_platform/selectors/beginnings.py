"""Procedures that begin with a file which a system leaves, and who may begin them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from approvals.routing.matter import Matter
from approvals.routing.standing import people_of, standing
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from forms.tokyo_time import TOKYO
from meguro_platform.selectors.procedures import machines_in_force
from workflow.engine.machine import Machine
from workflow.engine.program import Program


def beginning_with(message: str) -> list[Machine]:
    """The procedures in force that begin with this file (system.files)."""
    return [machine for machine in machines_in_force() if _message(machine.program) == message]


def begun_by(person: UUID, on: date) -> list[Machine]:
    """The procedures that begin with a file and that this person may begin."""
    found = [machine for machine in machines_in_force() if machine.program.begins_with]
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return []
    return [
        machine
        for machine in found
        if standing(machine.program.may_start, str(person), _matter(machine.program), organisation, on)
    ]


def people_awaiting(message: str, now: datetime) -> Sequence[UUID]:
    """Who may begin a case with such a file."""
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return ()
    on = now.astimezone(TOKYO).date()
    people = (
        person
        for machine in beginning_with(message)
        for person in people_of(machine.program.may_start, _matter(machine.program), organisation, on)
    )
    return [UUID(person) for person in dict.fromkeys(people)]


def _message(program: Program) -> str:
    return program.begins_with.message if program.begins_with else ""


def _matter(program: Program) -> Matter:
    """Nobody applies yet: the office in charge stands for the applicant."""
    office = program.office.base.removeprefix("unit:")
    return Matter(applicant="", drafter="", unit=office, office=office)
