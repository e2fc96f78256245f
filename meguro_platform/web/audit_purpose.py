"""What somebody audits for: asked once a session, before anything is shown, and recorded with every look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meguro_platform.web.permission import may_audit, needs
from meguro_platform.web.preferences import back

SESSION_KEY = "audit_purpose"
LONGEST = 100
UNREADABLE = "\ufffd"
"""What stands for bytes that were no text."""
View = Callable[..., HttpResponse]


def states_purpose(view: View) -> View:
    """Whoever has not said what for is asked first and comes back to the same page."""

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not purpose_of(request):
            return _ask(request.get_full_path())
        return view(request, *args, **kwargs)

    return asking


def purpose_of(request: HttpRequest) -> str:
    """As it was typed; empty when nothing was said in this session."""
    return str(request.session.get(SESSION_KEY, ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(may_audit)
def purpose(request: HttpRequest) -> HttpResponse:
    """Members of the audit office: say what they audit for, or change it."""
    if request.method != "POST":
        context = {"purpose": purpose_of(request), "next": request.GET.get("next", "")}
        return render(request, "audit/purpose.html", context)
    said = "".join(c for c in request.POST.get("purpose", "") if c.isprintable() and c != UNREADABLE).strip()
    if not said or len(said) > LONGEST:
        error = _("Write what you look at the records for, in up to 100 characters.")
        context = {"purpose": said[:1000], "next": request.POST.get("next", ""), "error": error}
        return render(request, "audit/purpose.html", context, status=422)
    request.session[SESSION_KEY] = said
    return back(request) if request.POST.get("next") else redirect("shell:audit")


def _ask(page: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('shell:audit_purpose')}?{urlencode({'next': page})}")
