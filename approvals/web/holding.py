"""保留: keeping work to oneself for a while, from the inbox or the page of the case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.selectors.inbox import inbox_row
from approvals.web.act_block import act_block
from approvals.web.act_form import read_act
from approvals.web.acting import Acted
from approvals.web.acts import answer_refused, conflict_of, of_task
from approvals.web.inbox_pane import items, list_of, pane
from approvals.web.reader import opened, reader_of
from workflow.services.hold_user_task import hold_user_task


@require_POST
def hold(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task, as routing says under the lock. What was typed stays in the form."""
    case, node = of_task(request, number, task)
    form, keep = read_act(request, case, node), request.POST.get("act.keep") == "yes"
    acted = Acted(hold_user_task(task=task, person=case.reader, keep=keep, now=case.now))
    said = _("It is on hold.") if keep else _("It is no longer on hold.")
    if not request.headers.get("HX-Request"):
        if not acted.done:
            return answer_refused(request, number, form, acted)
        messages.success(request, said)
        return redirect("approvals:case", number=number)
    case = opened(request, number)
    shown, row = list_of(request), inbox_row(reader_of(request), task)
    conflict = None if acted.done else conflict_of(case, form, acted)
    context = pane(case, act_block(case, form), shown, conflict)
    context |= {"oob_items": items(request, [row]) if row else [], "on": task}
    context |= {"said": f"{case.title}: {said}" if acted.done else ""}
    return render(request, "approvals/inbox/pane_answer.html", context, status=200 if acted.done else acted.status)
