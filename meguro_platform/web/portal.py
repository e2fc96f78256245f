"""The first page of everybody: what needs me now, and where are my applications?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals.routing.organisation import Organisation
from approvals.selectors.inbox import InboxRow, Order, due_dates, inbox_of
from approvals.selectors.inbox_overview import end_of_day
from approvals.selectors.journal_sentences import Sentence
from approvals.selectors.looks import SHOWN, looks_of
from approvals.selectors.organisation import NoOrganisationError, organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.row_contents import Contents, contents_of, headed
from approvals.selectors.sent_back import sent_back
from approvals.selectors.step_names import step_names
from approvals.selectors.visibility import visible_cases
from forms.selectors.drafts import drafts_of
from forms.selectors.soundings import shown_to
from forms.spec import Text
from integrations.models.notice import Notice
from integrations.selectors.notices import unread_notices_of
from integrations.selectors.pages_for_people import pages_for_people
from integrations.services.read_notices import read_notices
from meguro_platform.selectors.case_strips import glances_of
from meguro_platform.selectors.own_cases import own_cases
from meguro_platform.selectors.own_figures import own_figures
from meguro_platform.selectors.part_taken import parts_taken
from meguro_platform.selectors.procedures import machines_in_force
from meguro_platform.web.arrived_files import waiting
from meguro_platform.web.catalogue import entries_for, offices_of, shortcuts_for
from meguro_platform.web.language import language_of
from meguro_platform.web.my_cases import case_rows
from meguro_platform.web.person_card import written_posts
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.urgent import callouts
from meguro_platform.web.wording import local
from workflow.engine.nodes import STARTING

MOST = 5
"""Rows of each block; its link leads to all."""
VERBS: dict[str, Promise] = {
    "apply": _("Correct it"),
    "draft": _("Correct it"),
    "receive": _("Correct it"),
    "input": _("Fill it in"),
    "enforce": _("Send it"),
    "check": _("Check it"),
    "examine": _("Look at it"),
    "assent": _("Look at it"),
    "verify": _("Examine it"),
    "consult": _("Answer it"),
    "approve": _("Approve it"),
    "decide": _("Decide it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that waits for the person."""

    row: InboxRow
    title: str
    """The procedure, and what the case is about."""
    step: Text
    applicant: str
    principal: str
    """For whom it would be done; empty for oneself."""
    verb: Promise
    returned: Sentence | None
    """The act that sent it back, with its reason."""

    @property
    def is_back(self) -> bool:
        """An application that came back to be corrected."""
        return self.row.kind in STARTING


@never_cache
@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """Everybody who is logged in; every block shows only what is theirs."""
    person, now, language = person_of(request), timezone.now(), language_of(request)
    try:
        organisation = organisation_in_force()
    except NoOrganisationError:
        return render(request, "shell/portal.html", {"is_empty": True})
    machines = machines_in_force()
    names = {machine.program.key: Text(machine.program.name, machine.program.en) for machine in machines}
    people = PeopleShown(organisation, language)
    dues = due_dates(person)
    inbox = inbox_of(person, order=Order.DEADLINE, total=len(dues))
    open_cases = own_cases(person, limit=MOST)
    glances = glances_of([case.uuid for case in open_cases.cases], person, organisation, language=language, now=now)
    notices = list(unread_notices_of(person).select_related("case")[:MOST])
    entries = entries_for(person, now, language)
    return render(
        request,
        "shell/portal.html",
        {
            "arrived": waiting(request),
            "work": list(_work(inbox.rows[:MOST], names, people)),
            "total": inbox.total,
            "due_today": sum(due < end_of_day(now) for due in dues if due),
            "late": sum(due < now for due in dues if due),
            "figures": own_figures(person, now),
            "later_views": list(_later_views(person, language)),
            "soundings": list(_soundings(person, names, people)),
            "cases": case_rows(open_cases.cases, person, language, glances),
            "notices": notices,
            "readable": _readable(notices, person, organisation, now),
            "drafts": [(draft, names.get(draft.procedure, Text(draft.procedure))) for draft in drafts_of(person)],
            "procedures": len(entries),
            "shortcuts": shortcuts_for(person, entries),
            "offices": offices_of(entries),
            "systems": pages_for_people(),
            "urgent": list(callouts(person, now, language)),
            "parts": parts_taken(machines, str(person), organisation, local(now)),
            "posts": written_posts(organisation, str(person), local(now), language),
        },
    )


@require_POST
def mark_notices_read(request: HttpRequest) -> HttpResponse:
    """Everybody: marks their own notices as read."""
    sent = [one for one in request.POST.getlist("notice")[:100] if one.isascii() and one.isdigit() and len(one) < 19]
    read_notices(person=person_of(request), notices=[int(one) for one in sent], now=timezone.now())
    return redirect("shell:portal")


def _later_views(person: UUID, language: str) -> Iterator[dict[str, object]]:
    views = list(looks_of(person)[:MOST])
    contents = contents_of({view.case.uuid: view.case.program_hash for view in views}, language)
    for view in views:
        procedure = view.case.procedure
        yield {
            "number": view.case.number,
            "title": _headed(Text(procedure.name, procedure.name_en), contents.get(view.case.uuid), language),
            "is_shown": view.reason == SHOWN,
            "step": step_names(view.case.program_hash, [view.step])[0],
            "created_at": view.created_at,
        }


def _readable(notices: list[Notice], person: UUID, organisation: Organisation, now: datetime) -> set[UUID]:
    """Cases among those of the notices whose page the person may open."""
    cases = {notice.case_id for notice in notices if notice.case_id}
    return set(visible_cases(person, organisation, local(now)).filter(case__in=cases)) if cases else set()


def _headed(procedure: Text, contents: Contents | None, language: str) -> str:
    return headed(procedure.in_language(language), contents.subject if contents else "", language)


def _soundings(person: UUID, names: dict[str, Text], people: PeopleShown) -> Iterator[dict[str, object]]:
    for shown in shown_to(person)[:MOST]:
        yield {
            "id": shown.pk,
            "procedure": names.get(shown.draft.procedure, Text(shown.draft.procedure)),
            "drafter": people.name(str(shown.draft.person)),
            "at": shown.shown_at,
        }


def _work(rows: tuple[InboxRow, ...], names: dict[str, Text], people: PeopleShown) -> Iterator[Work]:
    back = sent_back((row.case for row in rows if row.kind == "apply"), people.language)
    contents = contents_of({row.case: row.program for row in rows}, people.language)
    for row in rows:
        yield Work(
            row=row,
            step=step_names(row.program, [row.step])[0],
            returned=back.get(row.case),
            title=_headed(names.get(row.procedure, Text(row.procedure)), contents.get(row.case), people.language),
            applicant=people.name(str(row.applicant)),
            principal=people.name(str(row.principal)) if row.principal else "",
            verb=VERBS.get(row.kind, VERBS["check"]),
        )
