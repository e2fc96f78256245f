"""Acting from the inbox without leaving the list: one row, or the pane beside it; then the next one is opened."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from approvals.selectors.inbox import InboxRow, inbox_row, row_after
from approvals.web.act_block import act_block
from approvals.web.act_form import read_act
from approvals.web.acting import Acted, act_on
from approvals.web.acts import block_after, conflict_of, of_task
from approvals.web.inbox import items, pane
from approvals.web.inbox_list import InboxList, read_list
from approvals.web.reader import language, opened, reader_of


@require_POST
def quick(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task: the plain verdict of a row."""
    shown = _list_of(request)
    row = inbox_row(reader_of(request), task)
    case, node = of_task(request, number, task)
    form = read_act(request, case, node)
    acted = act_on(case, task, form)
    if not request.headers.get("HX-Request"):
        return _by_page(request, acted, shown)
    if row is None:
        raise Http404
    context = {"item": items(request, [row])[0], "acted": acted, "list": shown}
    if not acted.done:
        return render(request, "approvals/inbox/row_failed.html", context, status=acted.status)
    after = _next(request, row, shown)
    return render(request, "approvals/inbox/row_done.html", context | {"next": _item(request, after)})


@require_POST
def act_in_pane(request: HttpRequest, number: str, task: UUID) -> HttpResponse:
    """Whoever has the task: any verdict, from the pane; the next case opens in it."""
    shown = _list_of(request)
    row = inbox_row(reader_of(request), task)
    case, node = of_task(request, number, task)
    form = read_act(request, case, node)
    acted = act_on(case, task, form)
    if not request.headers.get("HX-Request"):
        if acted.done or row is None:
            return _by_page(request, acted, shown)
        return redirect(f"{reverse('approvals:inbox')}?{shown.query}&task={task}")
    if not acted.done:
        case = opened(request, number)
        conflict = conflict_of(case, form, acted)
        context = pane(case, block_after(case, form, acted), shown, conflict)
        return render(request, "approvals/inbox/pane_answer.html", context, status=acted.status)
    context = {"acted": acted, "done_item": _item(request, row), "list": shown}
    after = _next(request, row, shown) if row else None
    if after is None:
        return render(request, "approvals/inbox/pane_empty_answer.html", context)
    following = opened(request, after.number)
    context |= pane(following, act_block(following), shown)
    context |= {"arrived": True, "oob_items": items(request, [after]), "on": after.task}
    return render(request, "approvals/inbox/pane_answer.html", context)


def _by_page(request: HttpRequest, acted: Acted, shown: InboxList) -> HttpResponse:
    """Without script: back to the list, with what was done or why not."""
    if acted.done:
        messages.success(request, acted.said)
    elif acted.first_message:
        messages.warning(request, acted.first_message.in_language(language()))
    return redirect(f"{reverse('approvals:inbox')}?{shown.query}")


def _list_of(request: HttpRequest) -> InboxList:
    return read_list(QueryDict(request.POST.get("act.list", "")[:500]))


def _next(request: HttpRequest, row: InboxRow, shown: InboxList) -> InboxRow | None:
    return row_after(reader_of(request), row, narrowed=shown.narrowed(timezone.now()), order=shown.order)


def _item(request: HttpRequest, row: InboxRow | None) -> object:
    return items(request, [row])[0] if row else None
