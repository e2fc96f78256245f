"""One connected system: how it is, what happened, and an operator's pause."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.web.complaint import Complaint
from integrations.selectors.arrivals import arrivals_from
from integrations.selectors.changed_settings import changed_settings
from integrations.selectors.delivery_events import events_of_system
from integrations.selectors.health import health_of
from integrations.selectors.names import names_of
from integrations.selectors.policies import policy_of
from integrations.selectors.questions import asked_of
from integrations.web.operators import Operator, operators_only
from integrations.web.reason import read_reason
from workflow.services.channels import go_on, pause

_MOST_FILES = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def system(request: HttpRequest, operator: Operator, name: str) -> HttpResponse:
    """Operators of this system."""
    now = timezone.now()
    health = health_of(name, now, systems=operator.systems) if "\0" not in name else None
    if health is None:
        raise Http404
    problem = None
    if request.method == "POST":
        reason, problem = read_reason(request)
        if problem is None:
            acted = pause if "pause" in request.POST else go_on
            if acted(target=name, by=operator.person, reason=reason, now=now):
                messages.success(request, _("It is done and in the record of the system."))
            else:
                messages.warning(request, _("Somebody was faster. Nothing was changed."))
            return redirect("integrations:system", name)
    events = events_of_system(name)
    names = names_of(event.person for event in events)
    content = {
        "health": health,
        "policy": policy_of(name),
        "settings": changed_settings(systems=[name]),
        "asked": asked_of(name, now),
        "arrivals": arrivals_from(name)[:_MOST_FILES],
        "events": [(event, names.get(event.person, "") if event.person else "") for event in events],
        "problems": [Complaint(problem, "#reason")] if problem else [],
        "language": get_language(),
    }
    return render(request, "integrations/operations/system.html", content, status=422 if problem else 200)
