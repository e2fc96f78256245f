"""追加: the page on which the drafter puts somebody more on the route, and takes off again whom he added."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from approvals.routing.additions import NOBODY
from approvals.selectors.lookup import meant
from approvals.selectors.open_case import OpenCase
from approvals.selectors.room_for_more import added_in, rooms_in
from approvals.web.act_form import fresh_key
from approvals.web.acting import Acted
from approvals.web.acts import of_task
from approvals.web.reader import opened
from forms.spec import Text
from forms.web.field_view import FieldView
from workflow.errors import CommandKeyReused
from workflow.services.add_to_route import add_to_route
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.take_off_route import take_off_route


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why nobody was added, and beside which field it stands."""

    said: Text
    status: int
    of_person: bool = False
    of_taking_off: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """The drafter, as routing says under the lock; and as long as the procedure leaves room."""
    case, _node = of_task(request, number, task)
    refusal = _added(request, case, task, case.now) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, _("The person is on the route now."))
        return redirect("approvals:case", number=number)
    return _page(request, case, task, refusal)


@never_cache
@require_POST
def take_off(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """The drafter, as routing says under the lock: whom he added, as long as nobody has relied on it."""
    case, _node = of_task(request, number, task)
    reason = request.POST.get("reason", "").strip()
    try:
        whom = UUID(request.POST.get("whom", ""))
    except ValueError:
        return _page(request, case, task, _Refusal(WHOM, 422, of_taking_off=True))
    key = _key(request, case, task, "take_off", str(whom), reason)
    try:
        acted = Acted(take_off_route(task=task, person=case.reader, whom=whom, reason=reason, now=case.now, key=key))
    except CommandKeyReused:
        return _page(request, case, task, _Refusal(_REUSED, 409, of_taking_off=True))
    if not acted.done:
        refusal = _Refusal(acted.first_message or WHOM, acted.status, of_taking_off=True)
        return _page(request, opened(request, number), task, refusal)
    messages.success(request, _("The person is off the route now."))
    return redirect("approvals:case", number=number)


def _page(request: HttpRequest, case: OpenCase, task: UUID, refusal: _Refusal | None) -> HttpResponse:
    rooms, added = rooms_in(case, str(task)), added_in(case, str(task))
    if not rooms and not added and refusal is None:
        messages.warning(request, _("Nobody can be added to this route now. Nothing was recorded."))
        return redirect("approvals:case", number=case.case.number)
    who = FieldView(
        name="to",
        label=_("Who is to be added"),
        widget="reference",
        looks_up="staff",
        help=_("Type a name or a staff number and choose."),
        value=request.POST.get("to", "")[:200],
        required=True,
        error=refusal.said if refusal and refusal.of_person else None,
    )
    content = {
        "case": case,
        "rooms": rooms,
        "added": added,
        "whom": request.POST.get("whom", ""),
        "chosen": request.POST.get("stage", "") or (rooms[0].stage if rooms else ""),
        "who": who,
        "refusal": refusal,
        "asks_to_take_off": bool(refusal and refusal.of_taking_off),
        "reason": request.POST.get("reason", "")[:2000],
        "task": task,
        "key": fresh_key(),
        "key_off": fresh_key(),
    }
    return render(request, "approvals/add_to_route.html", content, status=refusal.status if refusal else 200)


def _added(request: HttpRequest, case: OpenCase, task: UUID, now: datetime) -> _Refusal | None:
    """None when the person is on the route."""
    stage, reason = request.POST.get("stage", "")[:20], request.POST.get("reason", "").strip()
    found = meant("staff", request.POST.get("to", ""), case.reader, case.organisation, case.day)
    if len(found) != 1:
        return _Refusal(NOBODY.reason if not found else SEVERAL, 422, of_person=True)
    try:
        outcome = add_to_route(
            task=task,
            person=case.reader,
            to=UUID(found[0].id),
            stage=stage,
            reason=reason,
            now=now,
            key=_key(request, case, task, "add", found[0].id, stage, reason),
        )
    except CommandKeyReused:
        return _Refusal(_REUSED, 409)
    acted = Acted(outcome)
    return None if acted.done else _Refusal(acted.first_message or NOBODY.reason, acted.status)


def _key(request: HttpRequest, case: OpenCase, task: UUID, *said: str) -> CommandKey:
    """The key of the filled-in form, as this person's."""
    sent = request.POST.get("key", "")[:64]
    if not (sent and sent.isascii() and sent.isprintable()):
        return NO_KEY
    return CommandKey.of(f"{case.reader}:{sent}", str(case.reader), str(task), *said)


_REUSED = Text("この画面からは、もう別の操作を送っています。", "Something else was already sent from this page.")
WHOM = Text("経路から外す人を選んでください。", "Choose whom to take off the route.")
SEVERAL = Text(
    "この名前の職員が何人かいます。候補から選ぶか、職員番号を書いてください。",
    "Several people bear this name. Choose one of those offered, or write the staff number.",
)
