"""One call of the ledger: what was tried, what came back, and what an operator may do about it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forms.spec import Text
from forms.web.complaint import Complaint
from integrations.selectors.attempts import tries_of_call
from integrations.selectors.causes import count_alike
from integrations.selectors.corrections import differences, open_correction, written
from integrations.selectors.delivery_events import events_of_call
from integrations.selectors.ledger import LedgerCall, call_numbered
from integrations.selectors.names import names_of
from integrations.selectors.policies import closed_operations
from integrations.selectors.remedies import remedy_of
from integrations.services.dead_letters import replay
from integrations.services.look_at_payload import look_at_payload
from integrations.web.operators import Operator, operators_only
from integrations.web.reason import read_reason
from workflow.services.dead_letters import give_up, say_it_was_done
from workflow.services.send_now import send_now

_FASTER = Text(
    "もうほかの人が片付けたか、送り直しています。何も変えていません。",
    "Somebody has settled it already, or it is being sent again. Nothing was changed.",
)
_CHOOSE = Text("どうするかを選んでください。", "Choose what to do.")
_OUTPUT = Text("相手の答えを書いてください。", "Write what the system answered.")


@never_cache
@require_safe
@operators_only
def call(request: HttpRequest, operator: Operator, number: int) -> HttpResponse:
    """Operators, for the systems they operate; contents are masked."""
    return call_page(request, operator, found_call(operator, number))


@never_cache
@require_POST
@operators_only
def look(request: HttpRequest, operator: Operator, number: int) -> HttpResponse:
    """Show what is sent, once the look and its reason are in the reader's own record."""
    found = found_call(operator, number)
    reason, problem = read_reason(request)
    if problem:
        return call_page(
            request, operator, found, problems=[Complaint(problem, "#look-reason")], status=422, about="look"
        )
    look_at_payload(
        person=operator.person, about=f"effect {found.id}", key=found.key, reason=reason, now=timezone.now()
    )
    return call_page(request, operator, found, shown=True)


@never_cache
@require_POST
@operators_only
def act(request: HttpRequest, operator: Operator, number: int) -> HttpResponse:
    """Send now or again, say that it was done, or close it, with a reason."""
    found, now = found_call(operator, number), timezone.now()
    action = request.POST.get("action", "")
    reason, problem = read_reason(request)
    problems = [Complaint(problem, "#reason")] if problem else []
    outputs = {name: request.POST.get(f"output-{place}", "").strip() for place, name in enumerate(found.receive)}
    if action not in ("now", "again", "done", "close") or (action == "done" and found.status != "unknown"):
        problems.insert(0, Complaint(_CHOOSE, "#again"))
    elif action == "done":
        unfit = [place for place, given in enumerate(outputs.values()) if not _is_fit(given)]
        problems += [Complaint(_OUTPUT, f"#output-{place}") for place in unfit]
    if problems:
        return call_page(
            request, operator, found, problems=problems, status=422, action=action, reason=reason, about="act"
        )
    given: dict[str, Any] = {"effect": found.id, "by": operator.person, "reason": reason, "now": now}
    match action:
        case "now":
            refusal, words = send_now(**given, closed=closed_operations(now)), _("It is being sent now.")
        case "again":
            refusal, words = _unless(replay(**given)), _("It is being sent again.")
        case "done":
            refusal, words = _unless(say_it_was_done(**given, outputs=outputs)), _("It is noted as done.")
        case _:
            refusal, words = _unless(give_up(**given)), _("It is closed and will not be sent.")
    if refusal is None:
        messages.success(request, words)
    else:
        messages.warning(request, refusal.in_language(get_language() or "ja"))
    return redirect("integrations:call", found.id)


def found_call(operator: Operator, number: int) -> LedgerCall:
    """Raises Http404 also for a call to a system that the operator does not operate."""
    found = call_numbered(number, systems=operator.systems) if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def call_page(
    request: HttpRequest,
    operator: Operator,
    found: LedgerCall,
    *,
    problems: Sequence[Complaint] = (),
    status: int = 200,
    shown: bool = False,
    about: str = "",
    action: str = "",
    reason: str = "",
) -> HttpResponse:
    """The page; contents only when `shown`."""
    events, correction = events_of_call(found.id), open_correction(found.id)
    names = names_of([*(event.person for event in events), correction.proposed_by if correction else None])
    changed = differences(found.payload, correction.payload) if correction else []
    content = {
        "call": found,
        "tries": tries_of_call(found.id),
        "events": [(event, names.get(event.person, "") if event.person else "") for event in events],
        "contents": [(name, written(value) if shown else "") for name, value in found.payload.items()],
        "shown": shown,
        "correction": correction,
        "changed": [(each.name, each.before if shown else "", each.after if shown else "") for each in changed],
        "proposer": names.get(correction.proposed_by, "") if correction else "",
        "is_own": correction is not None and correction.proposed_by == operator.person,
        "alike": count_alike(found) - 1 if found.needs_hands and found.status == "dead" else 0,
        "remedy": remedy_of(found.id),
        "may_correct": found.status == "dead" and not found.in_doubt and correction is None,
        "outputs": [(place, name) for place, name in enumerate(found.receive)],
        "problems": problems,
        "about": about,
        "action": action,
        "reason": reason,
    }
    return render(request, "integrations/operations/call.html", content, status=status)


def _unless(done: bool) -> Text | None:
    return None if done else _FASTER


def _is_fit(output: str) -> bool:
    return 0 < len(output) <= 200 and output.isprintable()
