"""Settling what is stuck: with a reason, after the consequence of each way was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.field_catalogue import field_of
from forms.field_type import Json
from forms.plain_text import unstorable
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.field_view import FieldView, field_view
from forms.web.typed import is_blank
from meguro_platform.models import User
from meguro_platform.selectors.open_incidents import Missing, StuckCase, open_incident
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_operate, needs
from meguro_platform.web.signed_in import person_of
from workflow.engine.commands import SettleAction
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.errors import CommandKeyReused
from workflow.services.dispatch import Done
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.settle_incident import settle_incident

ACTIONS: dict[str, SettleAction] = {
    "retry": "retry",
    "skip": "skip",
    "send_back": "send_back",
    "supply": "supply",
    "name": "name",
    "cancel": "cancel",
}
MOST_OF_A_REASON = 2_000
CHOOSE = Text("どうするかを選んでください。", "Choose what to do.")
REASON = Text("理由が空です。書いてください。", "The reason is empty. Write it.")
REASON_INVALID = Text(
    f"理由は{MOST_OF_A_REASON}字までで、制御文字は使えません。",
    f"A reason has at most {MOST_OF_A_REASON} characters and no control characters.",
)
VALUES = Text(
    "値が空です。少なくとも一つの項目に値を入れてください。", "No value is there. Give at least one item a value."
)
NOBODY = Text(
    "この職員番号の職員はいません。番号を確かめてください。",
    "Nobody on the staff has this number. Check it.",
)
SENT_TWICE = Text(
    "この画面からは、もう別の操作を送っています。いまの状態を確かめてください。何も変えていません。",
    "Something else was already sent from this page. Look at the state again. Nothing was changed.",
)
GONE = Text(
    "この要対応は、もうほかの人が片付けました。何も変えていません。",
    "Somebody has already settled this. Nothing was changed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody chose and wrote."""

    choice: str = ""
    """As the page sends it: the action, and behind a space the step to send back to."""
    reason: str = ""
    key: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    """By the key of the item."""
    number: str = ""
    """Staff number of whom the work is given to, as typed."""
    person: str = ""
    """uuid of that person; empty for nobody on the staff."""

    @property
    def action(self) -> SettleAction | None:
        return ACTIONS.get(self.choice.partition(" ")[0])

    @property
    def target(self) -> str:
        return self.choice.partition(" ")[2]

    @property
    def answers(self) -> dict[str, Json]:
        """The values that are not blank, where values are supplied."""
        supplied = self.action == "supply"
        return {key: value for key, value in self.values.items() if supplied and not is_blank(value)}

    def problems(self) -> list[Objection]:
        """What is missing; `item` says where on the page."""
        found = [] if self.action else [Objection(code="choose", message=CHOOSE, item="#retry")]
        if self.action == "supply" and not self.answers:
            found.append(Objection(code="values", message=VALUES, item="#supply"))
        if self.action == "name" and not self.person:
            found.append(Objection(code="nobody", message=NOBODY, item="#person"))
        if not self.reason:
            found.append(Objection(code="reason", message=REASON, item="#reason"))
        elif len(self.reason) > MOST_OF_A_REASON or unstorable(self.reason.replace("\r", "")):
            found.append(Objection(code="reason", message=REASON_INVALID, item="#reason"))
        return found


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
        return _page(request, found, Sent(number=found.proposed))
    sent = _read(request, found)
    action, problems = sent.action, sent.problems()
    if action is None or problems:
        return _page(request, found, sent, problems, status=422)
    refusals, status = _settle(request, found, sent, action)
    if refusals:
        return _page(request, found, sent, refusals, status=status)
    messages.success(request, _("It is settled; your reason is in the record of the case."))
    return redirect("shell:operations")


def _read(request: HttpRequest, found: StuckCase) -> Sent:
    key, number = request.POST.get("key", "")[:64], request.POST.get("person", "").strip()[:40]
    named = User.objects.filter(staff_number=number, is_active=True).first() if number.isprintable() else None
    return Sent(
        number=number,
        person=str(named.uuid) if named else "",
        choice=request.POST.get("action", "")[:200],
        reason=request.POST.get("reason", "").strip(),
        key=key if key.isascii() and key.isprintable() else "",
        values={each.key: _value(request, each) for each in found.missing},
    )


def _value(request: HttpRequest, missing: Missing) -> Json:
    sent = request.POST.getlist(_name(missing))
    return list(sent) if field_of(missing.spec).widget == "choices" else "".join(sent[-1:])


def _settle(request: HttpRequest, found: StuckCase, sent: Sent, action: SettleAction) -> tuple[list[Objection], int]:
    """What stands against it, and its status."""
    person = person_of(request)
    parts = (str(person), str(found.case), found.incident, sent.choice, sent.reason, repr(sent.answers), sent.person)
    try:
        outcome = settle_incident(
            case=found.case,
            incident=found.incident,
            action=action,
            administrator=person,
            reason=sent.reason,
            now=timezone.now(),
            send_back_to=sent.target,
            answers=sent.answers,
            person=sent.person if action == "name" else "",
            key=CommandKey.of(f"{person}:{sent.key}", *parts) if sent.key else NO_KEY,
        )
    except CommandKeyReused:
        return [Objection(code="sent_twice", message=SENT_TWICE)], 409
    match outcome:
        case Done():
            return [], 200
        case TooLate(reason=why):
            return [Objection(code="too_late", message=why)], 409
        case Refused(objections=objections):
            return list(objections), 422


def _page(
    request: HttpRequest, found: StuckCase, sent: Sent, problems: list[Objection] | None = None, status: int = 200
) -> HttpResponse:
    beside = {objection.item: objection.message for objection in problems or []}
    fields = {each.key: _field(each, sent, beside, language_of(request)) for each in found.missing}
    summary = [
        Complaint(each.message, f"#{fields[each.item].id}" if each.item in fields else each.item)
        for each in problems or []
    ]
    return render(
        request,
        "operations/settle.html",
        {
            "found": found,
            "problems": summary,
            "choice": sent.choice,
            "reason": sent.reason,
            "person": sent.number,
            "reason_error": beside.get("#reason"),
            "fields": list(fields.values()),
            "key": uuid4().hex,
        },
        status=status,
    )


def _name(missing: Missing) -> str:
    """As the browser sends it: no item of a form is called like the rest of the page."""
    return f"value.{missing.key.replace('#', '/')}"


def _field(missing: Missing, sent: Sent, beside: Mapping[str, Text], language: str) -> FieldView:
    typed = sent.values.get(missing.key, "")
    return replace(
        field_view(missing.spec, typed, language=language, error=beside.get(missing.key)), name=_name(missing)
    )
