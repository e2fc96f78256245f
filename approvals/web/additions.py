"""追加: the page on which the drafter puts somebody more on the route, takes off again whom he added, and has an
examiner passed over who looks later (後閲)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
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
from approvals.selectors.room_for_more import added_in, examiners_in, rooms_in
from approvals.web.act_form import fresh_key
from approvals.web.acting import Acted
from approvals.web.acts import of_task
from approvals.web.reader import opened
from forms.spec import Text
from forms.web.field_view import FieldView
from workflow.errors import CommandKeyReused
from workflow.services.add_to_route import add_to_route
from workflow.services.dispatch import Outcome
from workflow.services.pass_over_on_route import pass_over_on_route
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.take_off_route import take_off_route


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why nothing was recorded, and at which form or field it stands."""

    said: Text
    status: int
    of_person: bool = False
    form: Literal["add", "off", "later"] = "add"


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
    refusal = _chosen(request, case, task, "off", take_off_route)
    if refusal is not None:
        return _page(request, opened(request, number), task, refusal)
    messages.success(request, _("The person is off the route now."))
    return redirect("approvals:case", number=number)


@never_cache
@require_POST
def pass_over(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """The drafter, as routing says under the lock: an examiner who has not acted, where the procedure allows it."""
    case, _node = of_task(request, number, task)
    refusal = _chosen(request, case, task, "later", pass_over_on_route)
    if refusal is not None:
        return _page(request, opened(request, number), task, refusal)
    messages.success(request, _("The case goes on without waiting for this person, who looks later."))
    return redirect("approvals:case", number=number)


def _chosen(
    request: HttpRequest, case: OpenCase, task: UUID, form: Literal["off", "later"], act: Callable[..., Outcome]
) -> _Refusal | None:
    """Do it to one of those offered; None when it was done."""
    reason = request.POST.get("reason", "").strip()
    try:
        whom = UUID(request.POST.get("whom", ""))
    except ValueError:
        return _Refusal(WHOM, 422, form=form)
    key = _key(request, case, task, form, str(whom), reason)
    try:
        acted = Acted(act(task=task, person=case.reader, whom=whom, reason=reason, now=case.now, key=key))
    except CommandKeyReused:
        return _Refusal(_REUSED, 409, form=form)
    return None if acted.done else _Refusal(acted.first_message or WHOM, acted.status, form=form)


def _page(request: HttpRequest, case: OpenCase, task: UUID, refusal: _Refusal | None) -> HttpResponse:
    rooms, added, examiners = (find(case, str(task)) for find in (rooms_in, added_in, examiners_in))
    if not rooms and not added and not examiners and refusal is None:
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
        "examiners": examiners,
        "whom": request.POST.get("whom", ""),
        "chosen": request.POST.get("stage", "") or (rooms[0].stage if rooms else ""),
        "who": who,
        "refusal": refusal,
        "form": refusal.form if refusal else "",
        "reason": request.POST.get("reason", "")[:2000],
        "task": task,
        "key": fresh_key(),
        "key_off": fresh_key(),
        "key_later": fresh_key(),
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
WHOM = Text("一人を選んでください。", "Choose one person.")
SEVERAL = Text(
    "この名前の職員が何人かいます。候補から選ぶか、職員番号を書いてください。",
    "Several people bear this name. Choose one of those offered, or write the staff number.",
)
