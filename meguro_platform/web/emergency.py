"""The short form: what must happen at once is started with one press, the rest is written afterwards."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.field_type import Json
from forms.spec import ItemSpec, Text
from forms.tokyo_time import TOKYO
from forms.web.complaint import Complaint
from forms.web.field_view import FieldView, field_view
from meguro_platform.selectors.urgent_start import UrgentStart
from meguro_platform.web.applicants import who_is_found
from meguro_platform.web.application import APPLICANT, POST, Application
from meguro_platform.web.apply_right import check_right, machine_or_404
from meguro_platform.web.apply_sent import KEY, read_key
from meguro_platform.web.language import language_of
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.urgent import callout, short_form
from workflow.engine.outcome import Objection, Refused
from workflow.errors import CommandKeyReused
from workflow.services.dispatch import Done
from workflow.services.request import CommandKey
from workflow.services.start_case import start_case

CAUSE = ":cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """The short form of one person at one moment."""

    application: Application
    start: UrgentStart

    def fields(self, typed: dict[str, Json], objections: tuple[Objection, ...]) -> list[FieldView]:
        """What is asked beside the cause."""
        problems = {objection.item: objection for objection in objections}
        return [
            field_view(
                item,
                typed.get(item.key, self._initial(item)),
                language=self.application.language,
                required=True,
                error=problems[item.key].message if item.key in problems else None,
                suggestion=problems[item.key].suggestion if item.key in problems else None,
            )
            for item in self.start.asked
        ]

    def _initial(self, item: ItemSpec) -> str:
        """An instant that is asked in an emergency is most likely now."""
        return self.application.now.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M") if item.type == "datetime" else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def urgent(request: HttpRequest, procedure: str) -> HttpResponse:
    """Whoever may start the procedure, for themselves or for those they may type for."""
    emergency = _emergency(request, procedure)
    if request.method == "POST" and CAUSE in request.POST:
        return _start(request, emergency)
    return _page(request, emergency, uuid4().hex)


def _emergency(request: HttpRequest, procedure: str) -> Emergency:
    sent = request.POST if request.method == "POST" else request.GET
    application = Application(
        machine=machine_or_404(procedure),
        person=person_of(request),
        typed={name: sent[name] for name in (APPLICANT, POST) if name in sent},
        now=timezone.now(),
        language=language_of(request),
    )
    check_right(application)
    if application.may_not_type:
        raise PermissionDenied(_("You may not write for this person."))
    start = short_form(application)
    if start is None:
        raise Http404
    return Emergency(application=application, start=start)


def _start(request: HttpRequest, emergency: Emergency) -> HttpResponse:
    application, start = emergency.application, emergency.start
    asked: dict[str, Json] = {item.key: request.POST.get(item.key, "") for item in start.asked}
    cause, key = request.POST[CAUSE], read_key(request.POST.get(KEY, ""))
    if cause not in [choice.id for choice in start.causes]:
        return _page(request, emergency, key, typed=asked, status=422)
    try:
        outcome = start_case(
            procedure=application.machine.program.key,
            applicant=application.applicant,
            person=application.person,
            answers=start.answers(cause) | asked,
            now=application.now,
            post=application.post,
            drop_hidden=True,
            key=CommandKey.of(key, str(application.person), str(application.applicant), cause, repr(asked)),
        )
    except CommandKeyReused:
        return _page(request, emergency, uuid4().hex, typed=asked, status=409)
    if isinstance(outcome, Done):
        number = outcome.result["number"]
        messages.success(request, _what_next(number, emergency))
        return redirect("approvals:case", number=number)
    objections = outcome.objections if isinstance(outcome, Refused) else ()
    return _page(request, emergency, key, typed=asked, objections=objections, status=422)


def _what_next(number: str, emergency: Emergency) -> str:
    language, then = emergency.application.language, emergency.start.then
    said = _("It is on its way. Case %(number)s follows.") % {"number": number}
    if then:
        step = Text(then.step, then.en).in_language(language)
        said += " " + _("Next is “%(step)s”; it appears in the inbox.") % {"step": step}
    return said


def _page(
    request: HttpRequest,
    emergency: Emergency,
    key: str,
    *,
    typed: dict[str, Json] | None = None,
    objections: tuple[Objection, ...] = (),
    status: int = 200,
) -> HttpResponse:
    application, start = emergency.application, emergency.start
    fields = {item.key for item in start.asked}
    return render(
        request,
        "apply/urgent.html",
        {
            "application": application,
            "program": application.machine.program,
            "callout": callout(application.machine, start, application.language),
            "causes": [
                (cause.id, Text(cause.name, cause.en).in_language(application.language)) for cause in start.causes
            ],
            "steps": [Text(call.step, call.en) for call in start.calls],
            "fields": emergency.fields(typed or {}, objections),
            "refusals": [Complaint(one.message) for one in objections if one.item not in fields],
            "facts": application.blank.parties.facts,
            "who": who_is_found(application, request.GET.get("who", "")),
            "key": key,
        },
        status=status,
    )
