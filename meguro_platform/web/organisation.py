"""The personnel section's pages: what breaks on the day the organisation changes, and its units and posts with periods.

What is prepared is hidden from everybody else until its day, so each look is recorded before it is answered.
"""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals.routing.breaks import changed_units
from approvals.selectors.breaks import Kind, Settler, breaks_of
from approvals.selectors.coming_organisation import Coming, coming_organisation
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from approvals.selectors.route_proofs import proofs_of
from approvals.services.route_proofs import begin_proofs_in_force
from forms.spec import Text
from forms.web.reader import page_of
from meguro_platform.selectors.organisation_rows import PAGE, units_of
from meguro_platform.web.audit_trail import recorded
from meguro_platform.web.language import language_of
from meguro_platform.web.organisation_words import KINDS, SETTLERS, THEN
from meguro_platform.web.permission import may_see_coming_organisation, needs
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.wording import local
from workflow.selectors.programs import machine_of, versions_in_force, versions_proposed

MOST_CHANGES = 20


@never_cache
@require_safe
@needs(may_see_coming_organisation)
def breaks(request: HttpRequest) -> HttpResponse:
    """Members of the personnel section, and of the unit that keeps the platform running."""
    now, page = timezone.now(), page_of(request)
    kind = next((kind for kind in Kind if kind == request.GET.get("kind")), None)
    body = {"kind": kind or "", "page": page}
    with recorded(person=person_of(request), event="viewed_coming_organisation", now=now, body=body):
        try:
            coming = coming_organisation(now)
        except NoOrganisationError:
            return render(request, "organisation/breaks.html", {"is_empty": True})
        content: dict[str, object] = {"coming": coming, "today": local(now)}
        if coming is not None:
            content |= _breaks(coming, local(now), kind, page, language_of(request)) | _proofs(local(now))
        return render(request, "organisation/breaks.html", content)


@require_POST
@needs(may_see_coming_organisation)
def prove(request: HttpRequest) -> HttpResponse:
    """Members of the personnel section, and of the unit that keeps the platform running: workers begin to prove."""
    begin_proofs_in_force(now=timezone.now())
    return redirect(f"{reverse('shell:organisation')}#proof")


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


def _proofs(today: date) -> dict[str, object]:
    """Whether the routes of each procedure hold, in force and waiting for its second person, as far as it is proved."""
    in_force, waiting = dict(versions_in_force()), dict(versions_proposed())
    begun = proofs_of(in_force.keys() | waiting.keys(), today)
    programs = [(version, machine_of(program).program) for version, program in (in_force | waiting).items()]
    return {
        "proofs": [
            (Text(program.name, program.en), begun[version], version in waiting)
            for version, program in programs
            if version in begun
        ],
        "are_begun": in_force.keys() <= begun.keys(),
        "are_under_way": any(not proof.is_finished for proof in begun.values()),
    }
