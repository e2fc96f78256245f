"""Calls that stopped for one cause: what they have in common, and one act about all of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.spec import Text
from forms.web.complaint import Complaint
from integrations.errors import CorrectionRefusedError
from integrations.selectors.causes import SharedValue, calls_alike, shared_values, words_of
from integrations.selectors.corrections import written
from integrations.selectors.ledger import PAGE, LedgerCall
from integrations.selectors.names import names_of
from integrations.selectors.remedies import ShownRemedy, remedy_numbered
from integrations.services.look_at_payload import look_at_payload
from integrations.services.remedies import confirm_remedy, propose_for_all, refuse_remedy, send_all_again
from integrations.web.call import found_call
from integrations.web.correct import NUMBER, as_before
from integrations.web.operators import Operator, operators_only
from integrations.web.reason import read_reason
from workflow.selectors.ledger_state import hold_in_force

_CHOOSE = Text("直す値を選んでください。", "Choose the value to correct.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def alike(request: HttpRequest, operator: Operator, number: int) -> HttpResponse:
    """Every call that stopped like this one: send them all again, or propose one other value for all that share one."""
    found, now = found_call(operator, number), timezone.now()
    calls = calls_alike(found)
    if request.method != "POST":
        return _alike(request, found, calls)
    action = request.POST.get("action", "")
    reason, problem = read_reason(request)
    shown = action in ("look", "propose")
    if problem:
        return _alike(request, found, calls, problems=[Complaint(problem, f"#{action or 'again'}-reason")], shown=shown)
    if action == "look":
        about = "effects " + " ".join(str(call.id) for call in calls)
        look_at_payload(person=operator.person, about=about, key=found.operation, reason=reason, now=now)
        return _alike(request, found, calls, shown=True)
    try:
        if action == "propose":
            return _propose(request, operator, found, calls, reason)
        decided = send_all_again(like=found, reason=reason, by=operator.person, now=now)
        messages.success(request, _("They are being sent one after another; this page says how far it is."))
    except CorrectionRefusedError as refused:
        messages.warning(request, refused.text.in_language(get_language() or "ja"))
        return redirect("integrations:alike", found.id)
    return redirect("integrations:remedy", decided.pk)


def _propose(
    request: HttpRequest, operator: Operator, found: LedgerCall, calls: list[LedgerCall], reason: str
) -> HttpResponse:
    """Raises CorrectionRefusedError for what is not as it was shown any more."""
    chosen = _chosen(request, calls)
    if chosen is None:
        return _alike(request, found, calls, problems=[Complaint(_CHOOSE, "#value-0")], shown=True)
    after = as_before(request.POST.get("after", "").strip(), chosen.value)
    if after is None:
        return _alike(request, found, calls, problems=[Complaint(NUMBER, "#after")], shown=True)
    try:
        proposed = propose_for_all(
            like=found,
            item=chosen.item,
            before=chosen.value,
            after=after,
            reason=reason,
            by=operator.person,
            now=timezone.now(),
        )
    except CorrectionRefusedError as refused:
        return _alike(request, found, calls, problems=[Complaint(refused.text, "#after")], shown=True)
    messages.success(request, _("The correction waits for another operator. Nothing is sent before."))
    return redirect("integrations:remedy", proposed.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@operators_only
def remedied(request: HttpRequest, operator: Operator, remedy: int) -> HttpResponse:
    """One act: what it does and how far it is; a proposal is confirmed by somebody else, once he has read it."""
    found = _found(operator, remedy)
    if request.method != "POST":
        return _remedy(request, operator, found)
    action, now = request.POST.get("action", ""), timezone.now()
    reason, problem = read_reason(request)
    if problem and action != "confirm":
        return _remedy(request, operator, found, problems=[Complaint(problem, f"#{action or 'refuse'}-reason")])
    try:
        if action == "look":
            about = f"remedy {found.id}"
            look_at_payload(person=operator.person, about=about, key=found.operation, reason=reason, now=now)
            return _remedy(request, operator, found, shown=True)
        if action == "confirm":
            confirm_remedy(remedy=found.id, by=operator.person, now=now)
            messages.success(request, _("They are being sent one after another; this page says how far it is."))
        else:
            refuse_remedy(remedy=found.id, by=operator.person, reason=reason, now=now)
            messages.success(request, _("The correction was refused; nothing is sent."))
    except CorrectionRefusedError as refused:
        messages.warning(request, refused.text.in_language(get_language() or "ja"))
    return redirect("integrations:remedy", found.id)


def _found(operator: Operator, number: int) -> ShownRemedy:
    found = remedy_numbered(number, systems=operator.systems) if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest, calls: list[LedgerCall]) -> SharedValue | None:
    """By its place among the values and by its name, because others may have settled calls meanwhile."""
    place, _colon, item = request.POST.get("value", "").partition(":")
    values = shared_values(calls)
    if not (place.isascii() and place.isdigit() and len(place) < 6 and int(place) < len(values)):
        return None
    return values[int(place)] if values[int(place)].item == item else None


def _alike(
    request: HttpRequest,
    found: LedgerCall,
    calls: list[LedgerCall],
    *,
    problems: Sequence[Complaint] = (),
    shown: bool = False,
) -> HttpResponse:
    values = [
        {"id": f"{place}:{each.item}", "item": each.item, "value": written(each.value), "calls": each.calls}
        for place, each in enumerate(shared_values(calls))
    ]
    content: dict[str, Any] = {
        "call": found,
        "calls": calls,
        "cause": words_of(calls) if calls else Text(found.error),
        "first": calls[:PAGE],
        "hold": hold_in_force(),
        "values": values if shown else [],
        "may_correct": bool(values) and not found.in_doubt,
        "shown": shown,
        "problems": problems,
        "typed": request.POST,
        "reasons": {request.POST.get("action", ""): request.POST.get("reason", "")},
    }
    return render(request, "integrations/operations/alike.html", content, status=422 if problems else 200)


def _remedy(
    request: HttpRequest,
    operator: Operator,
    found: ShownRemedy,
    *,
    problems: Sequence[Complaint] = (),
    shown: bool = False,
) -> HttpResponse:
    names = names_of([found.proposed_by, found.settled_by])
    content: dict[str, Any] = {
        "remedy": found,
        "proposer": names.get(found.proposed_by, ""),
        "settler": names.get(found.settled_by, "") if found.settled_by else "",
        "is_own": found.proposed_by == operator.person,
        "shown": shown,
        "before": written(found.before) if shown else "",
        "after": written(found.after) if shown else "",
        "problems": problems,
    }
    return render(request, "integrations/operations/remedy.html", content, status=422 if problems else 200)
