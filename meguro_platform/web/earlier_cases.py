"""Starting from a finished case: which procedures one may start from it, and choosing the case for a procedure."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.procedure_names import procedure_names
from approvals.selectors.readable_case import readable_case
from forms.errors import DraftTooLarge
from forms.field_type import Json
from forms.selectors.drafts import draft_of
from forms.services.save_draft import as_typed, save_draft
from forms.spec import Text
from forms.web.complaint import Complaint
from forms.web.typed import is_blank
from meguro_platform.selectors.earlier_cases import fitting_cases, procedures_from
from meguro_platform.web.application import EARLIER, Application
from meguro_platform.web.apply_right import check_right, machine_or_404
from meguro_platform.web.language import language_of
from meguro_platform.web.signed_in import person_of
from workflow.engine.origin import Origin
from workflow.engine.outcome import Refused
from workflow.services.earlier_case import carried, origin_of

MOST = 50


@never_cache
@require_safe
def from_case(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever may read the case: what they may start from it, as a part of its page."""
    uuid = readable_case(person_of(request), number.replace("\0", ""), timezone.now())
    if uuid is None:
        raise Http404
    programs = procedures_from(uuid, person_of(request), timezone.now())
    return render(request, "apply/from_case.html", {"programs": programs, "number": number})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_case(request: HttpRequest, procedure: str) -> HttpResponse:
    """Whoever may start the procedure: the finished cases they may read that it can start from, and choosing one."""
    machine, now, person = machine_or_404(procedure), timezone.now(), person_of(request)
    draft = draft_of(person, procedure)
    typed = dict(draft.values) if draft else {}
    application = Application(machine=machine, person=person, typed=typed, now=now, language=language_of(request))
    check_right(application)
    if machine.program.begins_from is None:
        raise Http404
    if request.method == "POST":
        uuid = readable_case(person, request.POST.get("number", "")[:40].replace("\0", ""), now)
        origin = origin_of(machine, uuid, application.applicant)
        if not isinstance(origin, Origin):
            reason = origin.objections[0].message if isinstance(origin, Refused) else Text("")
            return _page(request, application, reason)
        kept = _fill_in(application, typed, origin)
        try:
            save_draft(person=person, procedure=procedure, values=typed, at=now)
        except DraftTooLarge:
            return _page(request, application, Text("下書きが大きすぎます。", "The draft is too large."))
        if kept:
            messages.info(request, _("What you had written in your draft was left as it is."))
        return redirect("shell:apply", procedure)
    return _page(request, application)


def _fill_in(application: Application, typed: dict[str, Json], origin: Origin) -> bool:
    """Put the answers of the earlier case where nobody has written yet; whether something written was left."""
    former = carried(application.machine, application.origin) if isinstance(application.origin, Origin) else {}
    kept = False
    for key, value in carried(application.machine, origin).items():
        text, before = as_typed(value), typed.get(key)
        if is_blank(before) or before == as_typed(former.get(key)):
            typed[key] = text
        else:
            kept = kept or before != text
    typed[EARLIER] = origin.number
    return kept


def _page(request: HttpRequest, application: Application, problem: Text | None = None) -> HttpResponse:
    program = application.machine.program
    cases = list(fitting_cases(program, application.person, application.applicant, application.now)[: MOST + 1])
    names = procedure_names({case.procedure_id for case in cases})
    people = PeopleShown(organisation_in_force(), application.language)
    rows = [
        {
            "case": case,
            "procedure": names[case.procedure_id],
            "applicant": _applicant(case.applicant, application, people),
        }
        for case in cases[:MOST]
    ]
    earlier = program.begins_from
    context = {
        "program": program,
        "rows": rows,
        "more": len(cases) > MOST,
        "from": list(procedure_names(earlier.procedures).values()) if earlier else [],
        "outcomes": earlier.outcomes if earlier else (),
        "problems": [Complaint(problem, "#cases")] if problem else [],
    }
    return render(request, "apply/choose_case.html", context, status=422 if problem else 200)


def _applicant(person: UUID, application: Application, people: PeopleShown) -> str:
    """Whose case it is; empty for one's own."""
    return "" if person == application.person else people.name(str(person))
