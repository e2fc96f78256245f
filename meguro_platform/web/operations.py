"""The operator's page: what is stuck, and settling it with a reason after the consequence was read."""

from typing import Literal
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from forms.plain_text import unstorable
from forms.spec import Text
from integrations.selectors.hub import hub
from integrations.selectors.system_map import system_map
from integrations.web.ledger import ledger_chips
from integrations.web.operators import Operator, operators_only
from meguro_platform.selectors.open_incidents import StuckCase, open_incident, open_incidents
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_operate, needs
from meguro_platform.web.signed_in import person_of
from workflow.engine.outcome import Refused, TooLate
from workflow.errors import CommandKeyReused
from workflow.services.dispatch import Done
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.settle_incident import settle_incident

Action = Literal["retry", "skip", "cancel"]
ACTIONS: dict[str, Action] = {"retry": "retry", "skip": "skip", "cancel": "cancel"}
MOST_OF_A_REASON = 2_000
CHOOSE = Text("どうするかを選んでください。", "Choose what to do.")
REASON = Text("理由が空です。書いてください。", "The reason is empty. Write it.")
REASON_INVALID = Text(
    f"理由は{MOST_OF_A_REASON}字までで、制御文字は使えません。",
    f"A reason has at most {MOST_OF_A_REASON} characters and no control characters.",
)
SENT_TWICE = Text(
    "この画面からは、もう別の操作を送っています。いまの状態を確かめてください。何も変えていません。",
    "Something else was already sent from this page. Look at the state again. Nothing was changed.",
)
GONE = Text(
    "この要対応は、もうほかの人が片付けました。何も変えていません。",
    "Somebody has already settled this. Nothing was changed.",
)


@never_cache
@require_safe
@operators_only
def overview(request: HttpRequest, operator: Operator) -> HttpResponse:
    """Operators; cases that are stuck only for the unit that keeps the platform running."""
    incidents = open_incidents() if may_operate(request) else []
    shown = hub(timezone.now(), systems=operator.systems)
    content = {
        **shown,
        "incidents": incidents,
        "hands": len(incidents) + shown["today"].hands,
        "live": request.GET.get("live") != "off",
        "chips": ledger_chips(operator, "hands"),
        "drawing": system_map(shown["health"], language_of(request)),
    }
    return render(request, "operations/overview.html", content)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(may_operate)
def settle(request: HttpRequest, incident: int) -> HttpResponse:
    """Members of the unit that keeps the platform running."""
    found = open_incident(incident) if incident < 2**63 else None
    if found is None and request.method == "POST":
        messages.warning(request, GONE.in_language(language_of(request)))
        return redirect("shell:operations")
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    action, reason = ACTIONS.get(request.POST.get("action", "")), request.POST.get("reason", "").strip()
    problems = _problems(action, reason)
    if action is None or problems:
        return _page(request, found, problems=problems, action=action or "", reason=reason, status=422)
    refusal, status = _settle(request, found, action, reason)
    if refusal is not None:
        return _page(request, found, problems=[("", refusal)], action=action, reason=reason, status=status)
    messages.success(request, _("It is settled; your reason is in the record of the case."))
    return redirect("shell:operations")


def _settle(request: HttpRequest, found: StuckCase, action: Action, reason: str) -> tuple[Text | None, int]:
    """What stands against it, and its status."""
    person, sent = person_of(request), request.POST.get("key", "")[:64]
    key = (
        CommandKey.of(f"{person}:{sent}", str(person), str(found.case), found.incident, action, reason)
        if sent and sent.isascii() and sent.isprintable()
        else NO_KEY
    )
    try:
        outcome = settle_incident(
            case=found.case,
            incident=found.incident,
            action=action,
            administrator=person,
            reason=reason,
            now=timezone.now(),
            key=key,
        )
    except CommandKeyReused:
        return SENT_TWICE, 409
    match outcome:
        case Done():
            return None, 200
        case TooLate(reason=why):
            return why, 409
        case Refused(objections=objections):
            return objections[0].message, 422


def _problems(action: Action | None, reason: str) -> list[tuple[str, Text]]:
    """What is missing, with the part of the form it concerns."""
    found = [] if action else [("#retry", CHOOSE)]
    if not reason:
        found.append(("#reason", REASON))
    elif len(reason) > MOST_OF_A_REASON or unstorable(reason.replace("\r", "")):
        found.append(("#reason", REASON_INVALID))
    return found


def _page(
    request: HttpRequest,
    found: StuckCase,
    *,
    problems: list[tuple[str, Text]] | None = None,
    action: str = "",
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    summary = [{"href": href, "message": message} for href, message in problems or []]
    return render(
        request,
        "operations/settle.html",
        {
            "found": found,
            "problems": summary,
            "action": action,
            "reason": reason,
            "reason_error": next((text for href, text in problems or [] if href == "#reason"), None),
            "key": uuid4().hex,
        },
        status=status,
    )
