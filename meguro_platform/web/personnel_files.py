"""The files that the personnel system left: whether they were taken over, and everything that is wrong with them.

They name people and what is to come, so each look is recorded before it is answered.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forms.spec import Text
from forms.web.complaint import Complaint
from integrations.errors import ArrivalRefusedError
from integrations.models import ArrivedFile, PersonnelSet
from integrations.selectors.names import names_of
from integrations.selectors.personnel_sets import alone_for_long, findings_of
from integrations.services.personnel_sets import confirm_set
from meguro_platform.web.audit_trail import recorded
from meguro_platform.web.permission import may_see_coming_organisation, needs
from meguro_platform.web.signed_in import person_of

MOST, MOST_FINDINGS = 30, 200


@never_cache
@require_safe
@needs(may_see_coming_organisation)
def personnel_files(request: HttpRequest) -> HttpResponse:
    """Members of the personnel section, and of the unit that keeps the platform running."""
    now = timezone.now()
    with recorded(person=person_of(request), event="viewed_personnel_files", now=now, body={}):
        sets = PersonnelSet.objects.select_related("units").order_by("-judged_at", "-id")[:MOST]
        content = {"rows": [(each, _state(each)) for each in sets], "alone": list(alone_for_long(now))}
        return render(request, "organisation/files.html", content)


@never_cache
@require_safe
@needs(may_see_coming_organisation)
def personnel_set(request: HttpRequest, files: UUID) -> HttpResponse:
    """Members of the personnel section, and of the unit that keeps the platform running."""
    return _page(request, files)


@require_POST
@needs(may_see_coming_organisation)
def confirm(request: HttpRequest, files: UUID) -> HttpResponse:
    """The same people: far more or fewer rows than before are right."""
    _found(files)
    try:
        taken = confirm_set(
            number=files, by=person_of(request), reason=request.POST.get("reason", ""), now=timezone.now()
        )
    except ArrivalRefusedError as refused:
        return _page(request, files, refused.text)
    if taken:
        messages.success(request, _("The organisation is taken over."))
    else:
        messages.warning(request, _("Something else is wrong with the files by now. Nothing was taken over."))
    return redirect("shell:personnel_set", files)


def _found(number: UUID) -> PersonnelSet:
    found = PersonnelSet.objects.select_related("units", "staff", "postings").filter(uuid=number).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, number: UUID, problem: Text | None = None) -> HttpResponse:
    found = _found(number)
    body = {"set": str(number)}
    with recorded(person=person_of(request), event="viewed_personnel_files", now=timezone.now(), body=body):
        findings = findings_of(found)
        content = {
            "set": found,
            "state": _state(found),
            "files": (found.units, found.staff, found.postings),
            "findings": findings[:MOST_FINDINGS],
            "total": len(findings),
            "errors": sum(each.is_error for each in findings),
            "may_confirm": found.confirmable and found.units.status == ArrivedFile.Status.REFUSED,
            "confirmed_by": names_of([found.confirmed_by]).get(found.confirmed_by, "") if found.confirmed_by else "",
            "typed": request.POST.get("reason", ""),
            "problems": [Complaint(problem, "#reason")] if problem else [],
        }
        return render(request, "organisation/file_set.html", content, status=422 if problem else 200)


def _state(found: PersonnelSet) -> tuple[Text, str]:
    """What became of the set, and the tone in which it is drawn."""
    if found.accepted:
        return Text("取り込みました", "Taken over"), "ok"
    if found.units.status == ArrivedFile.Status.REPLACED:
        return Text("使えません(新しいものが届きました)", "Could not be used; newer ones came"), ""
    if found.confirmable:
        return Text("確認を待っています", "Waits to be confirmed"), "warn"
    return Text("使えません", "Cannot be used"), "bad"
