"""後閲 and 供覧 in the inbox: what the person still has to look at, with the case beside it, one look after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.models import LaterView
from approvals.selectors.inbox import PAGE
from approvals.selectors.looks import SHOWN, look_after, looks_of, seen_of
from approvals.selectors.open_case import OpenCase
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.row_contents import contents_of, titled
from approvals.selectors.step_names import step_names
from approvals.services.view_later import view_later
from approvals.web.act_block import act_block
from approvals.web.case_page import LaterLook
from approvals.web.inbox_list import CIRCULATED, InboxList
from approvals.web.inbox_pane import list_of, pane
from approvals.web.later_view import read_look
from approvals.web.reader import language, opened, reader_of
from forms.spec import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """One line of the list."""

    look: int
    number: str
    procedure: Text
    title: str
    step: Text
    post: str
    reason: str
    is_shown: bool
    seen: int
    """Of what is circulated: how many have looked."""
    everybody: int
    """How many shall."""
    due_at: datetime | None
    created_at: datetime

    @property
    def id(self) -> str:
        return f"look-{self.look}"


def look_list(request: HttpRequest, shown: InboxList, total: int) -> dict[str, object]:
    """What the list shows; `total` as it was counted for the views."""
    start = max(shown.page - 1, 0) * PAGE
    views = looks_of(reader_of(request), circulated=shown.view == CIRCULATED)[start : start + PAGE]
    return {
        "looks": rows_of(list(views)),
        "total": total,
        "previous_page": shown.at(shown.page - 1).query if shown.page > 1 else None,
        "next_page": shown.at(shown.page + 1).query if start + PAGE < total else None,
    }


def chosen_look(request: HttpRequest, name: str = "look") -> LaterView | None:
    """The open look that the address means; None when it is somebody else's or done."""
    sent = request.GET.get(name, "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 19):
        return None
    return looks_of(reader_of(request)).filter(pk=int(sent)).first()


def look_pane(request: HttpRequest, view: LaterView, shown: InboxList) -> dict[str, object]:
    """The case beside the list."""
    return _beside(opened(request, view.case.number), view, shown)


def pane_only(request: HttpRequest, view: LaterView | None, shown: InboxList) -> HttpResponse:
    """The pane, and the rows that look different now: the one that was open and the one that is."""
    if view is None:
        return render(request, "approvals/inbox/gone.html", status=409)
    was = chosen_look(request, "was")
    rows = rows_of([view] if was is None or was.pk == view.pk else [was, view])
    context = look_pane(request, view, shown) | {"arrived": True, "oob_looks": rows}
    return render(request, "approvals/inbox/look_answer.html", context)


@require_POST
def look(request: HttpRequest, look: int) -> HttpResponse:
    """Whoever has to look: it is recorded, and the next one opens."""
    view = get_object_or_404(LaterView.objects.select_related("case"), pk=look, person=reader_of(request))
    shown, sent = list_of(request), read_look(request)
    case = opened(request, view.case.number)
    if sent.error is not None:
        context = _beside(case, view, shown, sent)
        return render(request, "approvals/inbox/look_answer.html", context, status=422)
    now, row = timezone.now(), rows_of([view])[0]
    view_later(case=case.case.uuid, person=case.reader, now=now, comment=sent.comment, objects=sent.objects)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('approvals:inbox')}?{shown.query}")
    said = _("Your objection is recorded.") if sent.objects else _("It is recorded that you have looked at the case.")
    context = {"list": shown, "done_look": row, "said": said}
    after = look_after(view, circulated=shown.view == CIRCULATED)
    if after is None:
        return render(request, "approvals/inbox/look_answer.html", context)
    context |= look_pane(request, after, shown) | {"arrived": True, "oob_looks": rows_of([after])}
    return render(request, "approvals/inbox/look_answer.html", context)


def rows_of(views: Sequence[LaterView]) -> list[LookRow]:
    """As pages draw them."""
    people = PeopleShown(organisation_in_force(), language())
    circulated = {view.case.uuid for view in views if view.reason == SHOWN}
    seen = seen_of(circulated) if circulated else {}
    contents = contents_of({view.case.uuid: view.case.program_hash for view in views}, people.language)
    return [
        LookRow(
            look=view.pk,
            number=view.case.number,
            procedure=Text(view.case.procedure.name, view.case.procedure.name_en),
            title=titled(contents[view.case.uuid].subject, people.applicant(view.case.applicant, view.case.unit)),
            step=step_names(view.case.program_hash, [view.step])[0],
            post=people.post(view.unit, view.post),
            reason=_reason(view.reason),
            is_shown=view.reason == SHOWN,
            seen=seen.get((view.case.uuid, view.step), (0, 0))[0],
            everybody=seen.get((view.case.uuid, view.step), (0, 0))[1],
            due_at=view.due_at,
            created_at=view.created_at,
        )
        for view in views
    ]


def _beside(case: OpenCase, view: LaterView, shown: InboxList, sent: LaterLook | None = None) -> dict[str, object]:
    return pane(case, act_block(case), shown) | {
        "act": None,
        "look_row": view,
        "is_shown": view.reason == SHOWN,
        "later": sent or LaterLook(),
        "on_look": view.pk,
    }


def _reason(reason: str) -> str:
    """Why somebody shall look."""
    match reason:
        case "shown":
            return _("put before you for information")
        case "deputy":
            return _("decided by a deputy")
        case "pulled_up":
            return _("taken up by a superior")
        case "enough":
            return _("others were heard already")
        case _:
            return _("passed over while absent")
