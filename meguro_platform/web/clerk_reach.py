"""Whom a version hits: the verdict on each case under way before it is published, what became of them afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meguro_platform.selectors.clerk_procedures import ClerkProcedure, Version
from meguro_platform.selectors.clerk_reach import PAGE, names_in, plan_of, progress_of, reached_by
from meguro_platform.web.chosen_version import chosen_version
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_write_definitions, needs, user_of
from workflow.errors import PublicationRefused
from workflow.selectors.migration import Reach
from workflow.selectors.programs import machine_of
from workflow.services.publish_definition import plan_migration, plan_shown

MOST_AT_ONCE = 1_000
"""Cases that the page of a version judges itself; ten thousand take a second or two."""


@never_cache
@require_safe
@needs(may_write_definitions)
def reach(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Members of the office that owns the procedure."""
    procedure, chosen = chosen_version(request, key, version)
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    context = context_of(request, procedure, chosen, verdict=request.GET.get("verdict", ""), page=number)
    return render(request, "clerk/reach.html", context | {"procedure": procedure, "version": chosen})


@require_POST
@needs(may_write_definitions)
def plan(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Whoever proposed the version, of the office that owns the procedure."""
    procedure, chosen = chosen_version(request, key, version)
    wanted = request.POST.get("reach", "")
    said = {name.removeprefix("move "): str(to) for name, to in request.POST.items() if name.startswith("move ")}
    moves = {node: to for node, to in said.items() if to}
    if wanted not in Reach.values:
        messages.error(request, _("Choose what happens to cases under way. Nothing was changed."))
    elif unknown_moves(procedure, chosen, moves):
        messages.error(request, _("One of the chosen steps is not offered any more. Nothing was changed."))
    else:
        try:
            plan_migration(version=chosen.id, by=user_of(request).uuid, reach=wanted, moves=moves, now=timezone.now())
            messages.success(request, _("What happens to cases under way is kept. Nothing was moved yet."))
        except PublicationRefused as refused:
            messages.error(request, refused.reason.in_language(language_of(request)))
    return redirect("shell:clerk_reach", key=procedure.key, version=chosen.id)


def unknown_moves(procedure: ClerkProcedure, chosen: Version, moves: dict[str, str]) -> bool:
    """Whether a map leads from or to a step that it cannot."""
    if not moves:
        return False
    offered = reached_by(procedure.key, machine_of(chosen.program_hash), reach=Reach.ALL, moves=moves).mappings
    allowed = {(each.node, to) for each in offered for to, _name in each.choices}
    return not set(moves.items()) <= allowed


def context_of(
    request: HttpRequest,
    procedure: ClerkProcedure,
    chosen: Version,
    *,
    at_most: int | None = None,
    verdict: str = "",
    page: int = 1,
) -> dict[str, object]:
    """What the pages of a version say of cases under way. More than `at_most` are judged by a request of their own."""
    planned = plan_of(chosen.id)
    context: dict[str, object] = {
        "reach": planned[0],
        "reaches": Reach.choices,
        "plan": plan_shown(*planned),
        "may_plan": chosen.status == "proposed" and chosen.proposed_by == user_of(request).uuid,
        "page_size": PAGE,
    }
    running = sum(each.running for each in procedure.versions)
    if chosen.status == "proposed" and at_most is not None and running > at_most:
        context["comes_later"] = True
    elif chosen.status == "proposed":
        target = machine_of(chosen.program_hash)
        found = reached_by(procedure.key, target, reach=planned[0], moves=planned[1], verdict=verdict, page=page)
        context |= {"reached": found, "people": names_in(found, language_of(request))}
    else:
        context["progress"] = progress_of(chosen.id, max(1, page))
    return context
