"""Correcting what a refused call sends: one operator proposes, another confirms after reading the difference."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from forms.spec import Text
from forms.web.complaint import Complaint
from integrations.errors import CorrectionRefusedError
from integrations.selectors.corrections import correction_numbered, written
from integrations.selectors.ledger import LedgerCall
from integrations.services.corrections import confirm_correction, propose_correction, refuse_correction
from integrations.services.look_at_payload import look_at_payload
from integrations.web.call import found_call
from integrations.web.operators import Operator, operators_only
from integrations.web.reason import read_reason

NUMBER = Text("ここには整数を書いてください。", "Write a whole number here.")


@never_cache
@require_POST
@operators_only
def correct(request: HttpRequest, operator: Operator, number: int) -> HttpResponse:
    """Open the form, which shows the contents and is therefore recorded with its reason; then take what it proposes."""
    found = found_call(operator, number)
    reason, problem = read_reason(request)
    if "propose" not in request.POST:
        if problem:
            messages.warning(request, problem.in_language(get_language() or "ja"))
            return redirect("integrations:call", found.id)
        look_at_payload(
            person=operator.person, about=f"effect {found.id}", key=found.key, reason=reason, now=timezone.now()
        )
        return _form(request, found, {}, (), reason=reason)
    typed = {name: request.POST.get(f"value-{place}", "") for place, name in enumerate(found.payload)}
    payload, problems = _payload(found, typed)
    if problem:
        problems.append(Complaint(problem, "#reason"))
    if not problems:
        try:
            propose_correction(effect=found.id, payload=payload, reason=reason, by=operator.person, now=timezone.now())
        except CorrectionRefusedError as refused:
            problems.append(Complaint(refused.text, "#value-0"))
    if problems:
        return _form(request, found, typed, problems, reason=reason, status=422)
    messages.success(request, _("The correction waits for another operator. Nothing is sent before."))
    return redirect("integrations:call", found.id)


@never_cache
@require_POST
@operators_only
def settle(request: HttpRequest, operator: Operator, correction: int) -> HttpResponse:
    """Confirm somebody else's proposal, or refuse one with a reason."""
    proposal = correction_numbered(correction) if correction < 2**63 else None
    if proposal is None:
        raise Http404
    found, now = found_call(operator, proposal.effect), timezone.now()
    try:
        if "confirm" in request.POST:
            confirm_correction(correction=correction, by=operator.person, now=now)
            messages.success(request, _("The corrected call is being sent."))
        else:
            reason, problem = read_reason(request)
            if problem:
                messages.warning(request, problem.in_language(get_language() or "ja"))
            else:
                refuse_correction(correction=correction, by=operator.person, reason=reason, now=now)
                messages.success(request, _("The correction was refused; nothing is sent."))
    except CorrectionRefusedError as refused:
        messages.warning(request, refused.text.in_language(get_language() or "ja"))
    return redirect("integrations:call", found.id)


def _payload(found: LedgerCall, typed: dict[str, str]) -> tuple[dict[str, Any], list[Complaint]]:
    """What was typed, in the kinds of values there were; a list or a group of values is not corrected here."""
    payload: dict[str, Any] = {}
    problems: list[Complaint] = []
    for place, (name, before) in enumerate(found.payload.items()):
        given = typed[name].strip()
        if given == written(before) or isinstance(before, bool | list | dict):
            payload[name] = before
        elif (value := as_before(given, before)) is None:
            problems.append(Complaint(NUMBER, f"#value-{place}"))
        else:
            payload[name] = value
    return payload, problems


def as_before(given: str, before: object) -> str | int | None:
    """What was typed, as the kind of value there was; None for a number that is none."""
    if not isinstance(before, int):
        return given.replace("\0", "")[:2000]
    digits = given.removeprefix("-")
    return int(given) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def _form(
    request: HttpRequest,
    found: LedgerCall,
    typed: dict[str, str],
    problems: Sequence[Complaint],
    *,
    reason: str,
    status: int = 200,
) -> HttpResponse:
    errors = {each.href: each.message for each in problems}
    values = [
        {
            "id": f"value-{place}",
            "name": name,
            "before": written(value),
            "value": typed.get(name, written(value)),
            "fixed": isinstance(value, bool | list | dict),
            "error": errors.get(f"#value-{place}"),
        }
        for place, (name, value) in enumerate(found.payload.items())
    ]
    content = {
        "call": found,
        "fields": values,
        "reason": reason,
        "problems": problems,
    }
    return render(request, "integrations/operations/correct.html", content, status=status)
