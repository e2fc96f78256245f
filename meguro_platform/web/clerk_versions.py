"""A version that waits for a second person or its day: what it changes, whom it leaves alone; published or refused."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.route_proofs import proof_of
from approvals.services.route_proofs import UNDER_WAY, objection_to_version
from forms.spec import Text
from forms.wareki import write_date
from meguro_platform.selectors.clerk_procedures import (
    ClerkProcedure,
    Version,
    may_publish,
    procedure_written_by,
    refusal_of,
    source_of,
)
from meguro_platform.services.propose_text import publish_version, reject_version
from meguro_platform.web.clerk_changes import changes_between
from meguro_platform.web.clerk_reach import MOST_AT_ONCE, context_of
from meguro_platform.web.clerk_results import played
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs, user_of
from workflow.errors import PublicationRefused
from workflow.selectors.programs import machine_of
from workflow.services.publish_definition import OVERTAKEN, day_to_wait_for, plan_shown

NOTHING_PLANNED = plan_shown("new_only", {})
"""What a page showed that says nothing of it."""


@never_cache
@require_safe
@needs(may_write_definitions)
def version(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Members of the office that owns the procedure."""
    return _page(request, *_found(request, key, version))


@require_POST
@needs(may_write_definitions)
def publish(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Members of the office that owns the procedure, except who proposed the version."""
    procedure, chosen = _found(request, key, version, publishing=True)
    if request.POST.get("in_force", "") != _shown(procedure):
        return _page(request, procedure, chosen, refusals=(OVERTAKEN,), status=409)
    try:
        publish_version(
            version=chosen.id,
            person=user_of(request).uuid,
            now=timezone.now(),
            instead_of=procedure.in_force.id if procedure.in_force else 0,
            plan=request.POST.get("plan") or NOTHING_PLANNED,
        )
    except PublicationRefused as refused:
        return _page(request, *_found(request, key, version), refusals=(refused.reason,), status=409)
    _say_from_when(request, _found(request, key, version)[1])
    return redirect("shell:clerk_version", key=key, version=version)


@require_POST
@needs(may_write_definitions)
def reject(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Members of the office that owns the procedure; who proposed the version takes it back."""
    procedure, chosen = _found(request, key, version, publishing=True)
    reason = request.POST.get("reason", "")
    try:
        problems = reject_version(version=chosen.id, person=user_of(request).uuid, reason=reason, now=timezone.now())
    except PublicationRefused as refused:
        return _page(request, *_found(request, key, version), refusals=(refused.reason,), status=409)
    if problems:
        return _page(request, procedure, chosen, reason=reason, reason_error=problems[0], status=422)
    messages.success(request, _("The version was not published. The reason is recorded."))
    return redirect("shell:clerk_version", key=key, version=version)


def _page(
    request: HttpRequest,
    procedure: ClerkProcedure,
    chosen: Version,
    *,
    refusals: tuple[Text, ...] = (),
    reason: str = "",
    reason_error: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    people = PeopleShown(organisation_in_force(), language_of(request))
    is_waiting = chosen.status in ("proposed", "scheduled")
    before = _one_before(procedure, chosen) if chosen.number else procedure.in_force
    refusal = refusal_of(procedure.key, chosen.id) if chosen.status == "rejected" else None
    text = source_of(chosen.id)
    return render(
        request,
        "clerk/version.html",
        {
            "procedure": procedure,
            "version": chosen,
            "before": before,
            "proposed_by": people.name(str(chosen.proposed_by)) if chosen.proposed_by else "",
            "published_by": people.name(str(chosen.published_by)) if chosen.published_by else "",
            "changes": changes_between(source_of(before.id) if before else "", text, f"{procedure.key}.yaml"),
            "text": text,
            "results": played(text, f"{procedure.key}.yaml") if is_waiting else None,
            "in_force": _shown(procedure),
            **context_of(request, procedure, chosen, at_most=MOST_AT_ONCE),
            **_proof(chosen),
            "starts_on": day_to_wait_for(machine_of(chosen.program_hash).program, timezone.now()),
            "others_waiting": [each for each in procedure.scheduled if each.id != chosen.id] if is_waiting else [],
            "refusal": refusal,
            "refused_by": people.name(refusal.by) if refusal else "",
            "is_mine": chosen.proposed_by == user_of(request).uuid,
            "refusals": refusals,
            "reason": reason,
            "reason_error": reason_error,
        },
        status=status,
    )


def _proof(chosen: Version) -> dict[str, object]:
    """Whether the routes of a version that waits are proved, as the organisation is today."""
    if chosen.status != "proposed":
        return {}
    today = timezone.localdate()
    objection = objection_to_version(chosen.id, today=today)
    is_under_way = objection is UNDER_WAY
    return {"proof": proof_of(chosen.id, today), "is_proving": is_under_way, "unproved": objection}


def _found(request: HttpRequest, key: str, version: int, *, publishing: bool = False) -> tuple[ClerkProcedure, Version]:
    """Raises Http404 for what the person has no right to."""
    person = user_of(request)
    procedure = procedure_written_by(person, key) if "\0" not in key else None
    chosen = procedure.version(version) if procedure else None
    if procedure is None or chosen is None or (publishing and not may_publish(person, key)):
        raise Http404
    return procedure, chosen


def _say_from_when(request: HttpRequest, chosen: Version) -> None:
    if chosen.status == "scheduled" and chosen.in_force_on is not None:
        day = write_date(chosen.in_force_on, language_of(request))
        messages.success(request, _("The version comes into force on %(day)s.") % {"day": day})
    else:
        messages.success(request, _("The version is in force."))


def _one_before(procedure: ClerkProcedure, chosen: Version) -> Version | None:
    """The version that a published one took the place of."""
    return next((each for each in procedure.versions if each.number and each.number == chosen.number - 1), None)


def _shown(procedure: ClerkProcedure) -> str:
    """Names the version in force, so that a page knows whether it changed."""
    return str(procedure.in_force.id) if procedure.in_force else ""
