"""After a restore: what would be sent again, and letting it go."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.web.complaint import Complaint
from integrations.selectors.held import held_counts
from integrations.selectors.ledger import ledger_page
from integrations.web.ledger import number_in
from integrations.web.operators import Operator, operators_only
from integrations.web.reason import read_reason
from workflow.selectors.ledger_state import hold_in_force
from workflow.services.guard_ledger import release_ledger


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def hold(request: HttpRequest, operator: Operator) -> HttpResponse:
    """Operators look; only administrators release."""
    if request.method == "POST" and not operator.administers:
        raise PermissionDenied(_("This right belongs to certain offices and follows your post."))
    problem = None
    if request.method == "POST":
        reason, problem = read_reason(request)
        if problem is None:
            count = release_ledger(by=operator.person, reason=reason, now=timezone.now())
            words = ngettext("%(n)d call goes out.", "%(n)d calls go out.", count) % {"n": count}
            messages.success(request, words)
            return redirect("shell:operations")
    calls, older = ledger_page(show="open", systems=operator.systems, before=number_in(request, "before"))
    content = {
        "hold": hold_in_force(),
        "counts": held_counts(systems=operator.systems),
        "calls": calls,
        "older": f"?before={older}" if older else "",
        "administers": operator.administers,
        "problems": [Complaint(problem, "#reason")] if problem else [],
    }
    return render(request, "integrations/operations/hold.html", content, status=422 if problem else 200)
