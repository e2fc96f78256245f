"""The ten seconds in which what was done from the list can be taken back where it was done (引戻し)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.selectors.inbox import inbox_row_of_case
from approvals.web.act_form import fresh_key, read_act
from approvals.web.acting import take_back
from approvals.web.inbox_pane import items, list_of
from approvals.web.reader import opened, reader_of
from workflow.engine.recall import recall_of
from workflow.services.pull_back import UNDO_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoOffer:
    """What the form of the offer sends."""

    number: str
    recall: str
    key: str
    made: str
    """When, in milliseconds: of several offers the key takes the latest."""
    seconds: int = int(UNDO_FOR.total_seconds())


def undo_offer(request: HttpRequest, number: str) -> UndoOffer | None:
    """Of the act just done; None where the definition or what followed from it makes that impossible."""
    case = opened(request, number)
    recall = recall_of(case.state, str(case.reader))
    if recall is None:
        return None
    return UndoOffer(number=number, recall=recall.id, key=fresh_key(), made=f"{timezone.now().timestamp() * 1000:.0f}")


@require_POST
def undo(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever acted: the row is theirs again, where it was."""
    case, shown = opened(request, number), list_of(request)
    acted = take_back(case, read_act(request, case, None), request.POST.get("act.recall", "")[:20])
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('approvals:inbox')}?{shown.query}")
    context: dict[str, object] = {
        "list": shown,
        "row_id": _asked(request),
        "done_case": case,
        "done_title": case.title,
        "acted": acted,
    }
    row = inbox_row_of_case(reader_of(request), case.case.uuid) if acted.done else None
    if row is None:
        return render(request, "approvals/inbox/row_failed.html", context, status=200 if acted.done else acted.status)
    context |= {"item": items(request, [row])[0], "said": _("You took it back. The work is yours again.")}
    return render(request, "approvals/inbox/row_undone.html", context)


def _asked(request: HttpRequest) -> str:
    """The id of the row that asked."""
    target = request.headers.get("HX-Target", "")
    return target if target.startswith("row-") and target.removeprefix("row-").isdecimal() else ""
