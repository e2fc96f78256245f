"""不在 on a person's own page: registering the days on which he is away, and taking them back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.services.own_absences import cancel_absence, register_absence
from approvals.web.delegations import UNREADABLE, render_page
from approvals.web.reader import language, reader_of
from forms.plain_text import tidy
from forms.wareki import DateUnreadable, read_date


@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Everybody, for himself alone."""
    sent = request.POST
    try:
        first, last = (read_date(sent.get(name, "")) for name in ("away.first", "away.last"))
    except DateUnreadable:
        return render_page(request, UNREADABLE, 422)
    reason, now = tidy(sent.get("away.reason", "")), timezone.now()
    refusal = register_absence(person=reader_of(request), first=first, last=last, reason=reason, now=now)
    if refusal is not None:
        return render_page(request, refusal, 422)
    messages.success(request, _("Your absence is registered."))
    return redirect("approvals:delegations")


@require_POST
def cancel(request: HttpRequest, absence: int) -> HttpResponse:
    """Whoever has registered it."""
    refusal = cancel_absence(absence=absence, person=reader_of(request), now=timezone.now())
    if refusal is not None:
        messages.warning(request, refusal.in_language(language()))
    else:
        messages.success(request, _("The absence is taken back. What was passed over or decided meanwhile stands."))
    return redirect("approvals:delegations")
