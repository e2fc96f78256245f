"""Who else reads the case now, told to those who have it open. It informs and never locks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from approvals.selectors.open_case import OpenCase
from approvals.selectors.readers_now import readers_now
from approvals.services.look_at_case import go_on_reading
from approvals.web.reader import opened


@require_POST
def presence(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case: a page that is still open asks every 30 seconds."""
    case = opened(request, number)
    go_on_reading(case=case.case.uuid, person=case.reader, now=case.now)
    return render(request, "approvals/case/presence.html", {"case": case, "others": others_reading(case)})


def others_reading(case: OpenCase) -> list[str]:
    """Names of the others who may act and have it open."""
    return [case.people.name(str(person)) for person in readers_now(case.case.uuid, case.reader, case.now)]
