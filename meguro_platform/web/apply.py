"""Writing and sending an application. A form works as plain pages; htmx saves the draft and redraws what changed."""

import json
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forms.selectors.drafts import draft_of
from forms.services.discard_draft import discard_draft
from forms.spec import Text
from forms.validation.outcome import Accepted
from forms.web.typed import DROP_ROW, MORE_ROWS, changes_rows
from meguro_platform.web.application import APPLICANT, EARLIER, LATER, Application
from meguro_platform.web.apply_page import Saved, apply_page, parts
from meguro_platform.web.apply_right import check_right, machine_or_404
from meguro_platform.web.apply_sent import TAKE_OUT, Received, receive
from meguro_platform.web.draft_shown import draft_lines
from meguro_platform.web.language import language_of
from meguro_platform.web.page_parts import DRAWN, changed, drawn_parts
from meguro_platform.web.signed_in import person_of
from workflow.engine.outcome import Objection, Refused
from workflow.errors import CommandKeyReused
from workflow.services.dispatch import Done
from workflow.services.reason import reason_refused
from workflow.services.request import CommandKey
from workflow.services.start_case import start_case

CLOSE, DISCARD, REDRAW, ACCEPTED = ":close", ":discard", ":redraw", ":accepted"
_SENT_BEFORE = Text(
    "この画面からは、すでに別の内容で申請しています。何も記録していません。もう一度申請するときは、この画面を開きなおしてください。",
    "This page was sent before with other words. Nothing was recorded. To apply again, open the page anew.",
)

_MAY_NOT_TYPE = Text(
    "えらんだ人の代わりには入力できません。何も記録していません。申請者をたしかめて、もう一度送ってください。",
    "You may not write for the person you chose. Nothing was recorded. Check who applies and send it again.",
)

_WHY_LATER = Text(
    "待たずに進める人（後閲）について、理由を1,000文字までで書いてください。何も記録していません。",
    "Write in at most 1,000 characters why these people are not waited for. Nothing was recorded.",
)

_LEFT_POST = Text(
    "書きはじめたときの職には、もう就いていません。何も記録していません。"
    "今の職で出すなら、下の申請者と、だれが見るかをたしかめて、もう一度送ってください。",
    "The post in which you began to write is no longer yours. Nothing was recorded. "
    "To hand it in from your present post, check below who will look at it and send it again.",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, procedure: str) -> HttpResponse:
    """Whoever may start the procedure, for themselves or for those they may type for."""
    machine = machine_or_404(procedure)
    draft = draft_of(person_of(request), procedure)
    now = timezone.now()
    if request.method == "POST":
        if DISCARD in request.POST:
            discard_draft(person=person_of(request), procedure=procedure)
            messages.success(request, _("The draft was thrown away."))
            return redirect("shell:catalogue")
        return _answer(request, receive(request, machine, draft, now))
    application = Application(
        machine=machine,
        person=person_of(request),
        typed=dict(draft.values) if draft else {},
        now=now,
        language=language_of(request),
        asks=True,
    )
    if draft and isinstance(application.parties, Objection):
        return _kept(request, application, application.parties)
    check_right(application)
    if isinstance(application.origin, Refused):
        return redirect("shell:choose_case", procedure)
    return apply_page(request, application, Saved(at=draft.saved_at if draft else None), key=uuid4().hex)


def _kept(request: HttpRequest, application: Application, why: Objection) -> HttpResponse:
    """What somebody wrote who may not hand it in any more: to be read, shown to somebody who may, or thrown away."""
    lines = draft_lines(application, whole=True)
    context = {"program": application.machine.program, "office": application.office, "lines": lines, "why": why.message}
    return render(request, "apply/kept_draft.html", context)


@never_cache
@require_POST
def save(request: HttpRequest, procedure: str) -> HttpResponse:
    """Whoever may start the procedure: keeps what was typed and gives back the parts of the page that changed."""
    machine = machine_or_404(procedure)
    received = receive(request, machine, draft_of(person_of(request), procedure), timezone.now())
    check_right(received.application)
    drawn = drawn_parts(request.POST.getlist(DRAWN))
    return HttpResponse(changed(parts(received.application, received.saved, live=True), drawn))


def _answer(request: HttpRequest, received: Received) -> HttpResponse:
    application, program = received.application, received.application.machine.program
    if CLOSE in request.POST and received.saved.trouble is None:
        messages.success(request, _("The draft is kept. You find it on the portal."))
        return redirect("shell:portal")
    asks_again = any(name in request.POST for name in (APPLICANT, REDRAW, TAKE_OUT)) or changes_rows(request.POST)
    if asks_again and received.saved.at:
        return redirect(reverse("shell:apply", args=[program.key]) + _place_of_change(request, application))
    check_right(application)
    return _send(request, received)


def _place_of_change(request: HttpRequest, application: Application) -> str:
    """Where the file stood that was taken out, or the table whose rows changed, so that the reader stays there."""
    out = request.POST.get(TAKE_OUT)
    files = [key for key in request.POST if key not in (TAKE_OUT, DRAWN) and out in request.POST.getlist(key)]
    tables = [request.POST.get(MORE_ROWS, ""), request.POST.get(DROP_ROW, "").rpartition(".")[0]]
    return next(
        (f"#f-{'-'.join(key.split())}-field" for key in (*tables, *files) if key in application.machine.form.by_key), ""
    )


def _send(request: HttpRequest, received: Received) -> HttpResponse:
    """Submits it, or draws the page again with everything that is wrong."""
    checked = received.application.checked
    if isinstance(received.application.origin, Refused):
        return _again(request, received, refusals=(received.application.origin.objections[0].message,))
    if received.application.may_not_type:
        return _again(request, received, refusals=(_MAY_NOT_TYPE,))
    if received.application.has_left_post:
        return _again(request, received, refusals=(_LEFT_POST,))
    if not isinstance(checked, Accepted) or received.application.upload_problems:
        return _again(request, received)
    if received.application.later and reason_refused(received.application.why_later) is not None:
        return _again(request, received, refusals=(_WHY_LATER,))
    warnings = tuple(warning.message for warning in checked.warnings)
    if not {warning.ja for warning in warnings} <= set(request.POST.getlist(ACCEPTED)):
        return _again(request, received, warnings=warnings)
    try:
        outcome = _start(received)
    except CommandKeyReused:
        return _again(request, received, refusals=(_SENT_BEFORE,), key=uuid4().hex)
    if isinstance(outcome, Done):
        discard_draft(person=person_of(request), procedure=received.application.machine.program.key)
        number = outcome.result["number"]
        messages.success(request, _("It has been sent. The number of your case is %(number)s.") % {"number": number})
        return redirect("approvals:case", number=number)
    refusals = tuple(objection.message for objection in outcome.objections) if isinstance(outcome, Refused) else ()
    return _again(request, received, refusals=refusals)


def _start(received: Received) -> object:
    application = received.application
    comment = application.why_later if application.later else ""
    beside = {EARLIER: str(application.earlier), LATER: [*map(str, application.later), comment]}
    said = json.dumps(dict(application.answers) | beside, sort_keys=True)
    who = (str(application.person), str(application.applicant), application.post)
    return start_case(
        procedure=application.machine.program.key,
        applicant=application.applicant,
        person=application.person,
        answers=application.answers,
        now=application.now,
        post=application.post,
        comment=comment,
        later=application.later,
        files=application.files,
        warnings_accepted=True,
        drop_hidden=True,
        earlier=application.earlier,
        key=CommandKey.of(received.key, *who, said),
    )


def _again(
    request: HttpRequest,
    received: Received,
    *,
    refusals: tuple[Text, ...] = (),
    warnings: tuple[Text, ...] = (),
    key: str = "",
) -> HttpResponse:
    application = received.application.after_a_try()
    return apply_page(
        request,
        application,
        received.saved,
        key=key or received.key,
        status=422,
        refusals=refusals,
        warnings=warnings,
    )
