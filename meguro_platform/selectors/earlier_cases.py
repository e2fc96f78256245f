"""Finished cases that new ones may start from, of those that a person may read, and the procedures that start so."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.visibility import visible_cases
from forms.tokyo_time import TOKYO
from meguro_platform.selectors.procedures import machines_in_force
from meguro_platform.selectors.starting import may_type, posts_to_start_in
from workflow.engine.program import Program
from workflow.models import Case


def fitting_cases(program: Program, person: UUID, applicant: UUID, now: datetime) -> "QuerySet[Case]":
    """Those that a case of this applicant may start from, the last that ended first."""
    earlier = program.begins_from
    if earlier is None:
        return Case.objects.none()
    own = {"applicant": applicant} if earlier.own else {}
    return Case.objects.filter(
        status="ended",
        procedure__key__in=earlier.procedures,
        outcome__in=earlier.outcomes,
        uuid__in=visible_cases(person, organisation_in_force(), now.astimezone(TOKYO).date()),
        **own,
    ).order_by("-ended_at", "-number")


def procedures_from(uuid: UUID, person: UUID, now: datetime) -> list[Program]:
    """The procedures in force that the person may start from this case."""
    organisation, on = organisation_in_force(), now.astimezone(TOKYO).date()
    case = Case.objects.only("status", "procedure_id", "outcome", "applicant").get(pk=uuid)
    return [
        machine.program
        for machine in machines_in_force()
        if case.status == "ended"
        and machine.program.begins_from is not None
        and machine.program.begins_from.fits(case.procedure_id, case.outcome)
        and (case.applicant == person or not machine.program.begins_from.own)
        and (
            posts_to_start_in(machine.program, str(person), organisation, on)
            or may_type(machine.program, str(person), organisation, on)
        )
    ]
