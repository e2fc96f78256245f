"""Acting from the inbox without leaving the list: one row, or the pane beside it; then the next one is opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from approvals.selectors.inbox import InboxRow, inbox_row, row_after
from approvals.selectors.open_case import OpenCase
from approvals.web.act_block import act_block
from approvals.web.act_form import read_act
from approvals.web.acting import Acted, act_on
from approvals.web.acts import answer_refused, block_after, conflict_of, of_task
from approvals.web.inbox_list import InboxList
from approvals.web.inbox_pane import items, list_of, pane
from approvals.web.reader import language, opened, reader_of
from approvals.web.undo_offer import undo_offer
from forms.web.typed import changes_rows


@require_POST
def quick(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task: the plain verdict of a row."""
    shown = list_of(request)
    row = inbox_row(reader_of(request), task)
    case, node = of_task(request, number, task)
    acted = act_on(case, task, read_act(request, case, node))
    if not request.headers.get("HX-Request"):
        return _by_page(request, acted, shown)
    context = _done(request, case, acted, row) | {"list": shown}
    if not acted.done:
        return render(request, "approvals/inbox/row_failed.html", context, status=acted.status)
    after = _next(request, row, shown)
    context |= {"next": items(request, [after])[0] if after else None, "focus_status": after is None}
    return render(request, "approvals/inbox/row_done.html", context)


@require_POST
def act_in_pane(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task: any verdict, from the pane; the next case opens in it."""
    shown = list_of(request)
    row = inbox_row(reader_of(request), task)
    case, node = of_task(request, number, task)
    form = read_act(request, case, node)
    if "take_out" in request.POST or changes_rows(request.POST):  # only the form changes: nothing is decided by it
        context = pane(case, act_block(case, form, problems=form.problems), shown)
        return render(request, "approvals/inbox/pane_answer.html", context)
    acted = act_on(case, task, form)
    if not request.headers.get("HX-Request"):
        return _by_page(request, acted, shown) if acted.done else answer_refused(request, number, form, acted)
    if not acted.done:
        case = opened(request, number)
        context = pane(case, block_after(case, form, acted), shown, conflict_of(case, form, acted))
        return render(request, "approvals/inbox/pane_answer.html", context, status=acted.status)
    context = _done(request, case, acted, row) | {"list": shown}
    after = _next(request, row, shown)
    if after is None:
        return render(request, "approvals/inbox/pane_empty_answer.html", context)
    following = opened(request, after.number)
    context |= pane(following, act_block(following), shown)
    context |= {"arrived": True, "oob_items": items(request, [after]), "on": after.task}
    return render(request, "approvals/inbox/pane_answer.html", context)


def _done(request: HttpRequest, case: OpenCase, acted: Acted, row: InboxRow | None) -> dict[str, object]:
    """The row of what was done; where the entry is gone already, the row that asked."""
    target = request.headers.get("HX-Target", "")
    asked = target if target.startswith("row-") and target.removeprefix("row-").isdecimal() else ""
    return {
        "row_id": f"row-{row.entry}" if row else asked,
        "done_case": case,
        "done_title": case.title,
        "acted": acted,
        "offer": undo_offer(request, case.case.number) if acted.done else None,
    }


def _by_page(request: HttpRequest, acted: Acted, shown: InboxList) -> HttpResponse:
    """Without script: back to the list, with what was done or why not."""
    if acted.done:
        messages.success(request, acted.said)
    elif acted.first_message:
        messages.warning(request, acted.first_message.in_language(language()))
    return redirect(f"{reverse('approvals:inbox')}?{shown.query}")


def _next(request: HttpRequest, row: InboxRow | None, shown: InboxList) -> InboxRow | None:
    if row is None:
        return None
    return row_after(reader_of(request), row, narrowed=shown.narrowed(timezone.now()), order=shown.order)
