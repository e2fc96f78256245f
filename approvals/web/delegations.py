"""代理と不在: a person's own page for letting others act, seeing for whom he may act, and saying when he is away."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from approvals.models import Delegation, DelegationKind
from approvals.routing.organisation import Organisation
from approvals.selectors.delegations import delegations_to, own_delegations
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.own_absences import own_absences
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.procedure_names import all_procedures
from approvals.services.delegations import end_delegation, give_delegation
from approvals.web.named import choices_in, named_in
from approvals.web.reader import language, reader_of
from forms.plain_text import tidy
from forms.spec import Text
from forms.wareki import DateUnreadable, read_date

UNREADABLE = Text(
    "始まりの日と終わりの日を、令和8年5月11日や 2026-05-11 のように書いてください。",
    "Write the first and the last day like 2026-05-11.",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Everybody, for himself alone."""
    if request.method != "POST":
        return render_page(request, None, 200)
    refusal = _give(request)
    if refusal is not None:
        return render_page(request, refusal, 422)
    messages.success(request, _("It holds from now on; open work was given out accordingly."))
    return redirect("approvals:delegations")


@require_POST
def end(request: HttpRequest, delegation: int) -> HttpResponse:
    """Whoever has given it."""
    refusal = end_delegation(delegation=delegation, principal=reader_of(request), now=timezone.now())
    if refusal is not None:
        messages.warning(request, refusal.in_language(language()))
    else:
        messages.success(request, _("It is taken back. Work that came by it has left the other inbox."))
    return redirect("approvals:delegations")


def _give(request: HttpRequest) -> Text | None:
    """Why it can't be given; None when it was."""
    sent = request.POST
    try:
        since, last = (read_date(sent.get(name, "")) for name in ("since", "last"))
    except DateUnreadable:
        return UNREADABLE
    wanted = named_in(sent, organisation_in_force(), timezone.localdate(), sent.get("target", ""))
    if isinstance(wanted, Text):
        return wanted
    given = give_delegation(
        principal=reader_of(request),
        kind=sent.get("kind", ""),
        to=wanted.to,
        since=since,
        last=last,
        procedures=sent.getlist("procedures")[:200],
        unit=sent.get("unit", "")[:20],
        reason=tidy(sent.get("reason", "")),
        now=timezone.now(),
    )
    return None if isinstance(given, Delegation) else given


def render_page(request: HttpRequest, refusal: Text | None, status: int) -> HttpResponse:
    """The page, with what was typed and why it can't be kept."""
    person, today, organisation = reader_of(request), timezone.localdate(), organisation_in_force()
    sent = request.POST
    content: dict[str, Any] = {
        "absences": own_absences(person, today),
        "away": {name: sent.get(f"away.{name}", "") for name in ("first", "last", "reason")},
        "mine": own_delegations(person, today, language()),
        "for_others": delegations_to(person, today, language()),
        "kinds": DelegationKind,
        "procedures": all_procedures(),
        "units": _units(str(person), today, organisation),
        "refusal": refusal,
        "sent": {name: sent.get(name, "") for name in ("kind", "target", "name", "since", "last", "unit", "reason")},
        "chosen": sent.getlist("procedures"),
        "asked": choices_in(sent, organisation, today, language(), sent.get("target", "")),
        "today": today,
    }
    return render(request, "approvals/delegations.html", content, status=status)


def _units(person: str, today: date, organisation: Organisation) -> list[tuple[str, str]]:
    """The units a person has posts in, for limiting a delegation to one of them."""
    people = PeopleShown(organisation, language())
    return [(held.unit, people.post(held.unit, held.title)) for held in organisation.postings(person, today)]
