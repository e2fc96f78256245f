"""根回し: a drafter shows a draft to people and reads what they think. Nobody acts by it, and nothing of it stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.web.named import choices_in, named_in
from forms.plain_text import tidy
from forms.selectors.drafts import draft_of
from forms.selectors.soundings import shown_by, sounding_between
from forms.services.sound_out import end_sounding, remark_on_draft, show_draft
from forms.spec import Text
from integrations.services.tell import tell
from meguro_platform.web.application import Application
from meguro_platform.web.apply_right import machine_or_404
from meguro_platform.web.draft_shown import draft_lines
from meguro_platform.web.language import language_of
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.wording import local

if TYPE_CHECKING:
    from forms.models import Sounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One remark."""

    name: str
    text: str
    at: datetime


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sounding(request: HttpRequest, procedure: str) -> HttpResponse:
    """Whoever has a draft for the procedure: to whom it is shown, and what they wrote."""
    machine, person, language = machine_or_404(procedure), person_of(request), language_of(request)
    if draft_of(person, procedure) is None:
        messages.warning(request, _("There is no draft yet. Write something into the form first."))
        return redirect("shell:apply", procedure=procedure)
    refusal = _show(request, procedure) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        return redirect("shell:sounding", procedure=procedure)
    organisation, today, people = (
        organisation_in_force(),
        timezone.localdate(),
        PeopleShown(organisation_in_force(), language),
    )
    content = {
        "program": machine.program,
        "shown": [
            (each, people.name(str(each.person)), list(_said(each, people))) for each in shown_by(person, procedure)
        ],
        "refusal": refusal,
        "name": request.POST.get("name", ""),
        "words": request.POST.get("asked", ""),
        "asked": choices_in(request.POST, organisation, today, language),
    }
    return render(request, "apply/sounding.html", content, status=422 if refusal else 200)


@require_POST
def stop(request: HttpRequest, procedure: str, sounding: int) -> HttpResponse:
    """Whoever shows the draft: from now on the other one doesn't see it any more."""
    if end_sounding(sounding=sounding, person=person_of(request)):
        messages.success(request, _("The draft is shown no more. What was written about it is gone."))
    return redirect("shell:sounding", procedure=procedure)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shown_draft(request: HttpRequest, sounding: int) -> HttpResponse:
    """Whom the draft is shown to, and whoever shows it: the draft as it stands, and what the two write about it."""
    person, now, language = person_of(request), timezone.now(), language_of(request)
    found = sounding_between(sounding, person)
    if found is None:
        raise Http404
    machine, people = machine_or_404(found.draft.procedure), PeopleShown(organisation_in_force(), language)
    refusal, text = None, tidy(request.POST.get("text", ""))
    if request.method == "POST":
        refusal = remark_on_draft(sounding=found, person=person, text=text, at=now)
        if refusal is None:
            _tell_other(found, person, people, now)
            return redirect("shell:shown_draft", sounding=sounding)
    draft = Application(
        machine=machine, person=found.draft.person, typed=found.draft.values, now=now, language=language
    )
    content = {
        "program": machine.program,
        "sounding": found,
        "drafter": people.name(str(found.draft.person)),
        "is_drafter": found.draft.person == person,
        "lines": draft_lines(draft),
        "said": list(_said(found, people)),
        "refusal": refusal,
        "text": text,
    }
    return render(request, "apply/shown_draft.html", content, status=422 if refusal else 200)


def _show(request: HttpRequest, procedure: str) -> Text | None:
    """Why it can't be shown; None when it is."""
    person, now = person_of(request), timezone.now()
    organisation = organisation_in_force()
    named = named_in(request.POST, organisation, local(now))
    if isinstance(named, Text):
        return named
    to = UUID(named.to.partition(":")[2])
    refusal = show_draft(person=person, procedure=procedure, to=to, asked=tidy(request.POST.get("asked", "")), at=now)
    if refusal is None:
        name = PeopleShown(organisation).name(str(person))
        text = f"{name}さんが、出す前の下書きについて意見を聞いています。ポータルの「見せられている下書き」で読めます。"
        tell(people=[to], key="sounding", subject="下書きを見せられています", text=text, now=now)
        messages.success(request, _("%(name)s can read the draft now.") % {"name": named.name})
    return refusal


def _tell_other(found: "Sounding", person: UUID, people: PeopleShown, now: datetime) -> None:
    other = found.person if person == found.draft.person else found.draft.person
    text = f"{people.name(str(person))}さんが、下書きについて書きました。"
    tell(people=[other], key="sounding", subject="下書きに書きこみがありました", text=text, now=now)


def _said(sounding: "Sounding", people: PeopleShown) -> Iterator[Said]:
    for remark in sounding.remarks.order_by("at", "id"):
        yield Said(name=people.name(str(remark.person)), text=remark.text, at=remark.at)
