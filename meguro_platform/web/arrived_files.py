"""Files that systems have left for an office: what was found, and the application that begins with one."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forms.errors import AnswerInvalid, DraftTooLarge
from forms.selectors.drafts import draft_of
from forms.services.save_draft import save_draft
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.reader import page_of
from integrations.errors import ArrivalRefusedError
from integrations.models import ArrivedFile
from integrations.selectors.arrivals import arrivals_of, case_with, published_case_of, waiting_arrivals
from integrations.selectors.compared_layouts import layouts_compared_by
from integrations.selectors.judgements import judgement_named
from integrations.selectors.names import names_of
from integrations.services.take_up import attach_arrival, claim, set_aside
from integrations.systems.system import MONTH
from meguro_platform.selectors.beginnings import begun_by
from meguro_platform.web.permission import needs
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.wording import local
from workflow.engine.machine import Machine

MOST = 50
STATES: dict[str, tuple[Text, str]] = {
    "waiting": (Text("登録待ち", "Waits for somebody"), "now"),
    "again": (Text("同じファイルの再送", "The same file again"), ""),
    "refused": (Text("使えません", "Cannot be used"), "bad"),
    "incomplete": (Text("そろっていません", "Not complete"), "warn"),
    "set_aside": (Text("使わない", "Set aside"), ""),
    "settled": (Text("そろいました", "Complete since"), ""),
    "taken": (Text("組織に取り込みました", "Taken over"), "ok"),
    "replaced": (Text("新しいものに替わりました", "Replaced"), ""),
}
_IN_A_CASE = (Text("取り込みました", "Taken in"), "ok")


def receives_files(request: HttpRequest) -> bool:
    """Members of an office that begins cases with files; which ones, each page asks again."""
    return bool(_machines(request))


def waiting_count(request: HttpRequest) -> int:
    """How many files wait for the person's office."""
    return len(waiting_arrivals(list(_machines(request))))


def waiting(request: HttpRequest) -> list[dict[str, object]]:
    """The files that wait for the person's office."""
    return [_line(row) for row in waiting_arrivals(list(_machines(request)))]


@never_cache
@require_safe
@needs(receives_files)
def arrived_files(request: HttpRequest) -> HttpResponse:
    """Whoever may begin a procedure that begins with a file: the files for it."""
    page = page_of(request)
    found = list(_visible(request)[(page - 1) * MOST : page * MOST + 1])
    context = {
        "rows": [_line(row) for row in found[:MOST]],
        "newer": page - 1,
        "older": page + 1 if len(found) > MOST else 0,
    }
    return render(request, "arrivals/list.html", context)


@never_cache
@require_safe
def waiting_files(request: HttpRequest) -> HttpResponse:
    """Everybody: the files that wait for their office, as a part of other pages; most people have none."""
    return render(request, "arrivals/waiting.html", {"rows": waiting(request)})


@never_cache
@require_safe
@needs(receives_files)
def arrived_file(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The same people: one file with everything that was found in it."""
    return _page(request, _found(request, arrival))


@require_POST
@needs(receives_files)
def take_up(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The same people: the application with the file, filled in as far as the file says; nothing is sent yet."""
    row, person, now = _found(request, arrival), person_of(request), timezone.now()
    machine = _machines(request)[row.message]
    begins = machine.program.begins_with
    assert begins is not None
    if case_with(row) is not None:
        return _page(request, row, Text("このファイルは、もう取り込まれています。", "This file was taken in already."))
    try:
        claim(arrival=row.pk, person=person, take_over="take_over" in request.POST, now=now)
        typed = dict(draft.values) if (draft := draft_of(person, machine.program.key)) else {}
        for key, value in begins.carry.items():
            spec = machine.program.form.item(key)
            if value == MONTH and row.judgement and row.judgement.month:
                typed[key] = f"{row.judgement.month:%Y-%m}"
            elif spec is not None and value != MONTH:
                kept = attach_arrival(arrival=row, value=value, item=spec, person=person, now=now)
                typed[key] = [kept.uuid] if kept else []
        save_draft(person=person, procedure=machine.program.key, values=typed, at=now)
    except ArrivalRefusedError as refused:
        return _page(request, row, refused.text)
    except AnswerInvalid as invalid:
        return _page(request, row, invalid.message)
    except DraftTooLarge:
        return _page(request, row, Text("下書きが大きすぎます。", "The draft is too large."))
    messages.success(request, _("The application is prepared. Enter the totals of your own list and send it."))
    return redirect("shell:apply", machine.program.key)


@require_POST
@needs(receives_files)
def put_aside(request: HttpRequest, arrival: UUID) -> HttpResponse:
    """The same people: nobody begins with this file."""
    row = _found(request, arrival)
    try:
        set_aside(arrival=row.pk, person=person_of(request), reason=request.POST.get("reason", ""), now=timezone.now())
    except ArrivalRefusedError as refused:
        return _page(request, row, refused.text)
    messages.success(request, _("Recorded."))
    return redirect("shell:arrived_files")


def _machines(request: HttpRequest) -> dict[str, Machine]:
    """The procedures the person may begin with a file, by the file."""
    machines = begun_by(person_of(request), local(timezone.now()))
    return {machine.program.begins_with.message: machine for machine in machines if machine.program.begins_with}


def _visible(request: HttpRequest) -> QuerySet[ArrivedFile]:
    return arrivals_of(list(_machines(request)))


def _found(request: HttpRequest, arrival: UUID) -> ArrivedFile:
    row = _visible(request).filter(uuid=arrival).first()
    if row is None:
        raise Http404
    return row


def _line(row: ArrivedFile) -> dict[str, object]:
    case = case_with(row)
    return {
        "row": row,
        "state": _IN_A_CASE if case else STATES[row.status],
        "case": case,
        "judgement": row.judgement,
        "why": _why(row),
        "claimed_by": names_of([row.claimed_by]).get(row.claimed_by, "") if row.claimed_by else "",
    }


def _why(row: ArrivedFile) -> Text | None:
    """What keeps a file from being used as it is, in one line."""
    found = row.judgement if row.judgement is not None and row.judgement.verdict != "accepted" else None
    judged = judgement_named(found.uuid) if found is not None else None
    return judged.summary if judged is not None else None


def _page(request: HttpRequest, row: ArrivedFile, problem: Text | None = None) -> HttpResponse:
    row.refresh_from_db()
    machine, case = _machines(request)[row.message], case_with(row)
    content = _line(row) | {
        "program": machine.program,
        "judged": judgement_named(row.judgement.uuid) if row.judgement else None,
        "compared_layouts": layouts_compared_by(person_of(request)),
        "corrects": published_case_of(row) if case is None else None,
        "may_begin": row.status == ArrivedFile.Status.WAITING and case is None,
        "others": row.claimed_by is not None and row.claimed_by != person_of(request),
        "settled_by": names_of([row.settled_by]).get(row.settled_by, "") if row.settled_by else "",
        "may_set_aside": case is None and row.status not in (ArrivedFile.Status.SET_ASIDE, ArrivedFile.Status.AGAIN),
        "problems": [Complaint(problem, "#reason")] if problem else [],
    }
    return render(request, "arrivals/file.html", content, status=422 if problem else 200)
