"""The procedures of a clerk's office: what is in force, what waits for a second person, what runs on which version."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from meguro_platform.selectors.clerk_procedures import ClerkProcedure, procedures_written_by
from meguro_platform.selectors.clerk_texts import unfinished_texts_of
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs, user_of
from workflow.services.start_monthly import ThisMonth, this_month


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One procedure."""

    procedure: ClerkProcedure
    office: str
    saved_at: datetime | None
    """When the reader saved an unfinished text."""
    month: ThisMonth | None
    """Where the calendar starts cases."""


@never_cache
@require_safe
@needs(may_write_definitions)
def procedures(request: HttpRequest) -> HttpResponse:
    """Members of an office that owns a procedure: their own ones."""
    person = user_of(request)
    unfinished = unfinished_texts_of(person.uuid)
    people = PeopleShown(organisation_in_force(), language_of(request))
    rows = [
        Row(
            procedure=found,
            office=people.unit(found.office),
            saved_at=unfinished.get(found.key),
            month=this_month(found.key, timezone.now()),
        )
        for found in procedures_written_by(person)
    ]
    return render(
        request,
        "clerk/procedures.html",
        {"rows": rows, "new_saved_at": unfinished.get(""), "waiting": sum(len(row.procedure.waiting) for row in rows)},
    )
