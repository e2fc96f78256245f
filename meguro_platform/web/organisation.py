"""The personnel section's pages: what breaks on the day the organisation changes, and its units and posts with periods.

What is prepared is hidden from everybody else until its day, so each look is recorded before it is answered.
"""

import time
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.routing.breaks import changed_units
from approvals.routing.organisation import Organisation
from approvals.routing.prove import Fault, Proof, prove
from approvals.selectors.breaks import Kind, Settler, breaks_of
from approvals.selectors.coming_organisation import Coming, coming_organisation
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from forms.spec import Text
from forms.web.reader import page_of
from meguro_platform.selectors.organisation_rows import PAGE, units_of
from meguro_platform.selectors.procedures import machines_in_force
from meguro_platform.web.audit_trail import recorded
from meguro_platform.web.language import language_of
from meguro_platform.web.organisation_words import KINDS, SETTLERS, THEN
from meguro_platform.web.permission import may_see_coming_organisation, needs
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.wording import local
from workflow.engine.machine import Machine

SECONDS = 10.0
"""A page proves the routes of one procedure for so long; `manage.py prove_routes` takes as long as it needs."""
MOST_FAULTS, MOST_CHANGES = 50, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """Whether the routes of one procedure hold in the organisation to come."""

    name: Text
    proof: Proof
    faults: list[tuple[Fault, str, str]]
    """With the person's name and the name of the unit."""
    is_whole: bool
    """False: there was no time for the rest, or there are more faults."""


@never_cache
@require_safe
@needs(may_see_coming_organisation)
def breaks(request: HttpRequest) -> HttpResponse:
    """Members of the personnel section, and of the unit that keeps the platform running."""
    now, page = timezone.now(), page_of(request)
    kind = next((kind for kind in Kind if kind == request.GET.get("kind")), None)
    asked = request.GET.get("prove", "")[:100].replace("\0", "")
    body = {"kind": kind or "", "page": page, "prove": asked}
    with recorded(person=person_of(request), event="viewed_coming_organisation", now=now, body=body):
        try:
            coming = coming_organisation(now)
        except NoOrganisationError:
            return render(request, "organisation/breaks.html", {"is_empty": True})
        content: dict[str, object] = {"coming": coming, "today": local(now)}
        if coming is not None:
            content |= _breaks(coming, local(now), kind, page, language_of(request))
            machines = machines_in_force()
            content["procedures"] = [
                (machine.program.key, Text(machine.program.name, machine.program.en)) for machine in machines
            ]
            chosen = next((machine for machine in machines if machine.program.key == asked), None)
            content["asked"] = asked
            content["proved"] = _proved(chosen, coming.after, coming.day) if chosen else None
        return render(request, "organisation/breaks.html", content)


@never_cache
@require_safe
@needs(may_see_coming_organisation)
def units(request: HttpRequest) -> HttpResponse:
    """Members of the personnel section, and of the unit that keeps the platform running."""
    now, page, words = timezone.now(), page_of(request), request.GET.get("q", "").replace("\0", "")[:50].strip()
    then = request.GET.get("on") == "then"
    body = {"units": words, "page": page, "then": then}
    with recorded(person=person_of(request), event="viewed_coming_organisation", now=now, body=body):
        try:
            coming = coming_organisation(now)
        except NoOrganisationError:
            return render(request, "organisation/units.html", {"is_empty": True})
        then = then and coming is not None
        shown, day = (coming.after, coming.day) if coming and then else (organisation_in_force(), local(now))
        found = units_of(shown, day, words=words, page=page)
        query = urlencode({"q": words, "on": "then" if then else "today"})
        return render(
            request,
            "organisation/units.html",
            {"coming": coming, "then": then, "day": day, "found": found, "q": words, "query": query},
        )


def _breaks(coming: Coming, today: date, kind: Kind | None, page: int, language: str) -> dict[str, object]:
    every = breaks_of(coming, today, language)
    found = [each for each in every if kind in (None, each.kind)]
    page = max(1, min(page, -(-len(found) // PAGE)))
    shown = found[(page - 1) * PAGE : page * PAGE]
    changes = list(changed_units(coming.before, coming.after, today, coming.day))
    return {
        "rows": [
            (each, KINDS[each.kind], THEN[each.then] if each.then else "", SETTLERS[each.settler]) for each in shown
        ],
        "kinds": [(one, KINDS[one], len([each for each in every if each.kind == one])) for one in Kind],
        "kind": kind,
        "total": len(every),
        "by_people": len([each for each in every if each.settler is not Settler.ITSELF]),
        "by_itself": len([each for each in every if each.settler is Settler.ITSELF]),
        "changes": changes[:MOST_CHANGES],
        "changes_total": len(changes),
        "page": page,
        "found": len(found),
        "after": page + 1 if page * PAGE < len(found) else 0,
    }


def _proved(machine: Machine, organisation: Organisation, on: date) -> Proved:
    proof, began, is_whole = Proof(), time.monotonic(), True
    faults: list[tuple[Fault, str, str]] = []
    for fault in prove(machine, organisation, on, proof):
        if fault is not None:
            person = organisation.persons.get(fault.person)
            unit = organisation.full_name(fault.unit) if fault.unit else ""
            faults.append((fault, person.name if person else "", unit))
        if len(faults) == MOST_FAULTS or time.monotonic() - began > SECONDS:
            is_whole = False
            break
    return Proved(name=Text(machine.program.name, machine.program.en), proof=proof, faults=faults, is_whole=is_whole)
