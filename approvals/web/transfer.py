"""振替: the page on which somebody hands work on for good, after reading what that means."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from approvals.routing.transfer import NOBODY
from approvals.selectors.lookup import meant
from approvals.selectors.organisation import organisation_in_force
from approvals.web.act_block import act_block
from approvals.web.act_form import fresh_key
from approvals.web.acting import Acted
from approvals.web.acts import of_task
from approvals.web.additions import SEVERAL
from approvals.web.case_page import render_case
from forms.spec import Text
from forms.tokyo_time import TOKYO
from forms.web.field_view import FieldView
from workflow.errors import CommandKeyReused
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.transfer_user_task import transfer_user_task


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task, as routing says under the lock."""
    case, _node = of_task(request, number, task)
    block = act_block(case)
    if block is None or block.task != str(task):
        messages.warning(request, _("This work is not yours any more. Nothing was recorded."))
        if request.method == "POST":
            return render_case(request, case, block, status=409)
        return redirect("approvals:case", number=number)
    refusal, status = (_handed(request, case.reader, task, case.now)) if request.method == "POST" else (None, 200)
    if request.method == "POST" and refusal is None:
        messages.success(request, _("It is handed on. The case is no longer in your inbox."))
        return redirect("approvals:inbox")
    content = {
        "case": case,
        "act": block,
        "refusal": refusal,
        "who": FieldView(
            name="to",
            label=_("Who gets it"),
            widget="reference",
            looks_up="staff",
            help=_("Type a name or a staff number and choose."),
            value=request.POST.get("to", "")[:200],
            required=True,
        ),
        "reason": request.POST.get("reason", ""),
        "key": fresh_key(),
    }
    return render(request, "approvals/transfer.html", content, status=status)


def _handed(request: HttpRequest, person: UUID, task: UUID, now: datetime) -> tuple[Text | None, int]:
    """Why it was not handed on, and the status of the answer; None when it was."""
    reason = request.POST.get("reason", "").strip()
    named = meant("staff", request.POST.get("to", ""), person, organisation_in_force(), now.astimezone(TOKYO).date())
    if len(named) > 1:
        return SEVERAL, 422
    found = get_user_model().objects.filter(uuid=named[0].id, is_active=True).first() if named else None
    if found is None:
        return NOBODY.reason, 422
    sent = request.POST.get("key", "")[:64]
    key = CommandKey.of(f"{person}:{sent}", str(person), str(task), "transfer", str(found.uuid), reason)
    try:
        acted = Acted(
            transfer_user_task(
                task=task,
                person=person,
                to=found.uuid,
                reason=reason,
                now=now,
                key=key if sent.isascii() and sent.isprintable() and sent else NO_KEY,
            )
        )
    except CommandKeyReused:
        return Text(
            "この画面からは、もう別の操作を送っています。", "Something else was already sent from this page."
        ), 409
    return (None, 200) if acted.done else (acted.first_message, acted.status)
