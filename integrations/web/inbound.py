"""What systems told us: the list, one message, and handing it over to the case it is meant for."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forms.spec import Text
from forms.web.complaint import Complaint
from integrations.selectors.awaited import awaited_messages
from integrations.selectors.corrections import written
from integrations.selectors.messages import (
    ShowMessages,
    ShownMessage,
    message_numbered,
    messages_page,
    waiting_for,
)
from integrations.services.look_at_payload import look_at_payload
from integrations.web.ledger import number_in
from integrations.web.operators import Operator, operators_only
from integrations.web.reason import read_reason
from workflow.services.hand_over_by_hand import hand_over_by_hand

SHOWS: dict[str, tuple[ShowMessages, object]] = {
    "open": ("open", gettext_lazy("without a case")),
    "kept": ("kept", gettext_lazy("kept")),
    "unmatched": ("unmatched", gettext_lazy("unmatched")),
    "taken": ("taken", gettext_lazy("taken")),
    "all": ("all", gettext_lazy("everything")),
}
_CHOOSE = Text("渡す案件を選んでください。", "Choose the case.")


@never_cache
@require_safe
@operators_only
def inbound(request: HttpRequest, operator: Operator) -> HttpResponse:
    """Operators, for the systems they operate."""
    show = SHOWS.get(request.GET.get("show", ""), SHOWS["open"])[0]
    found, older = messages_page(show=show, systems=operator.systems, before=number_in(request, "before"))
    content = {
        "found": found,
        "older": older,
        "show": show,
        "chips": [
            {"href": f"?show={name}", "words": words, "current": name == show, "count": ""}
            for name, (_show, words) in SHOWS.items()
        ],
        "awaited": awaited_messages(systems=operator.systems),
    }
    return render(request, "integrations/operations/messages.html", content)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def message(request: HttpRequest, operator: Operator, number: int) -> HttpResponse:
    """Operators of the sender. Looking at contents is recorded; handing over needs a reason."""
    found = message_numbered(number, systems=operator.systems) if number < 2**63 else None
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    reason, problem = read_reason(request)
    looks = "look" in request.POST
    chosen = request.POST.get("subscription", "")
    problems = [Complaint(problem, "#look-reason" if looks else "#reason")] if problem else []
    if not looks and not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        problems.insert(0, Complaint(_CHOOSE, "#wait-0"))
    if problems:
        return _page(request, found, problems=problems, status=422)
    now = timezone.now()
    if looks:
        look_at_payload(person=operator.person, about=f"message {found.id}", key=found.key, reason=reason, now=now)
        return _page(request, found, shown=True)
    handed = hand_over_by_hand(message=found.id, subscription=int(chosen), by=operator.person, reason=reason, now=now)
    if handed:
        messages.success(request, _("The case has taken the message."))
    else:
        messages.warning(request, _("The case no longer waits for it. Nothing was changed."))
    return redirect("integrations:message", found.id)


def _page(
    request: HttpRequest,
    found: ShownMessage,
    *,
    problems: Sequence[Complaint] = (),
    shown: bool = False,
    status: int = 200,
) -> HttpResponse:
    content = {
        "message": found,
        "contents": [(name, written(value) if shown else "") for name, value in found.data.items()],
        "shown": shown,
        "waiting": waiting_for(found.name) if found.can_be_handed_over else [],
        "problems": problems,
    }
    return render(request, "integrations/operations/message.html", content, status=status)
