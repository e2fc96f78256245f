"""The clerk's editor: a text, what is wrong with it, what it does, and what it changes. The text is never lost."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from approvals.selectors.organisation import organisation_in_force
from meguro_platform.selectors.clerk_offices import offices_of
from meguro_platform.selectors.clerk_procedures import (
    ClerkProcedure,
    procedure_exists,
    procedure_written_by,
    source_of,
)
from meguro_platform.selectors.clerk_texts import working_text_of
from meguro_platform.services.checked_text import Place
from meguro_platform.services.propose_text import Proposed, propose_text
from meguro_platform.services.working_text import discard_working_text, go_on_from, save_working_text
from meguro_platform.web.clerk_results import Editing, results_of
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs, user_of
from meguro_platform.web.wording import local
from workflow.definition.tidy import tidy


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(may_write_definitions)
def editor(request: HttpRequest, key: str) -> HttpResponse:
    """Members of the office that owns the procedure."""
    procedure = procedure_written_by(user_of(request), key) if "\0" not in key else None
    if procedure is None:
        raise Http404
    return _answer(request, procedure)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(may_write_definitions)
def new(request: HttpRequest) -> HttpResponse:
    """Members of an office that owns a procedure: one more for an office of their own."""
    return _answer(request, None)


def _answer(request: HttpRequest, procedure: ClerkProcedure | None) -> HttpResponse:
    return _written(request, procedure) if request.method == "POST" else _opened(request, procedure)


def _opened(request: HttpRequest, procedure: ClerkProcedure | None) -> HttpResponse:
    saved = working_text_of(user_of(request).uuid, procedure.key if procedure else "")
    text = saved.text if saved else _in_force(procedure)
    editing = Editing(
        procedure=procedure,
        text=text,
        saved_at=saved.saved_at if saved else None,
        begun_from=saved.begun_from if saved else None,
    )
    results = results_of(editing, "", language_of(request))
    return render(request, "clerk/editor.html", {"editing": editing, "results": results})


def _written(request: HttpRequest, procedure: ClerkProcedure | None) -> HttpResponse:
    """What a button asks, or the live check; each saves the text first."""
    now, person, key = timezone.now(), user_of(request).uuid, procedure.key if procedure else ""
    if request.POST.get("do") == "discard":
        discard_working_text(person=person, procedure=key)
        messages.success(request, _("Your unfinished text was thrown away."))
        return redirect(request.path)
    if request.POST.get("do") == "go_on" and procedure and procedure.in_force:
        go_on_from(person=person, procedure=key, version=procedure.in_force.id)
        return redirect(request.path)
    text = request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    if request.POST.get("do") == "tidy":
        return _tidied(request, procedure, text)
    saved = save_working_text(person=person, procedure=key, text=text, in_force=_version_in_force(procedure), now=now)
    kept = working_text_of(person, key)
    editing = Editing(
        procedure=procedure,
        text=text,
        saved_at=now if saved else None,
        in_force=_in_force(procedure),
        note=request.POST.get("note", ""),
        is_unsaved=not saved,
        begun_from=kept.begun_from if kept else None,
    )
    results = results_of(editing, request.POST.get("do", "check"), language_of(request))
    if request.POST.get("do") == "propose":
        answer = propose_text(
            checked=results.checked,
            text=text,
            in_force=editing.in_force,
            is_overtaken=editing.overtaken is not None,
            place=_place(request, procedure, results.key),
            person=person,
            note=editing.note,
            now=now,
        )
        if isinstance(answer, Proposed):
            messages.success(request, _("The version waits for a second person of the office."))
            return _go(request, answer)
        results = results.refused(answer)
    context = {"editing": editing, "results": results}
    status = 422 if results.refusals else 200
    if not request.headers.get("HX-Request"):
        return render(request, "clerk/editor.html", context, status=status)
    live = request.POST.get("do") == "check" and request.headers.get("HX-Target") == "problems"
    template = "clerk/live.html" if live else "clerk/answer.html"
    return render(request, template, context | {"swap": True}, status=status)


def _tidied(request: HttpRequest, procedure: ClerkProcedure | None, text: str) -> HttpResponse:
    """The page anew with the text in order; what was typed stays where the text is too long to be kept."""
    made, key, now = tidy(text), procedure.key if procedure else "", timezone.now()
    person, in_force = user_of(request).uuid, _version_in_force(procedure)
    if not save_working_text(person=person, procedure=key, text=made, in_force=in_force, now=now):
        editing = Editing(procedure=procedure, text=text, saved_at=None, is_unsaved=True)
        results = results_of(editing, "check", language_of(request))
        return render(request, "clerk/editor.html", {"editing": editing, "results": results}, status=422)
    said = _("The text is in order.") if made != text else _("The text was in order already.")
    messages.success(request, said)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    return redirect(request.path)


def _go(request: HttpRequest, proposed: Proposed) -> HttpResponse:
    address = reverse("shell:clerk_version", args=[proposed.key, proposed.version])
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _version_in_force(procedure: ClerkProcedure | None) -> int | None:
    return procedure.in_force.id if procedure and procedure.in_force else None


def _in_force(procedure: ClerkProcedure | None) -> str:
    version = procedure.in_force if procedure else None
    return source_of(version.id) if version else ""


def _place(request: HttpRequest, procedure: ClerkProcedure | None, key: str) -> Place:
    """Where the text may belong: the writer's own units, and the office that owns the procedure now."""
    mine = offices_of(str(user_of(request).uuid), organisation_in_force(), local(timezone.now()))
    if procedure is None:
        return Place(key="", offices=mine, is_taken=procedure_exists(key))
    return Place(key=procedure.key, offices=mine | {procedure.office})
