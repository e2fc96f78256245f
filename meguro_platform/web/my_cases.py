"""Everything one has applied for, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.row_contents import contents_of, headed
from meguro_platform.selectors.case_strips import Glance
from meguro_platform.selectors.own_cases import STATES, Cursor, OwnCase, own_cases, own_procedures
from meguro_platform.selectors.waiting_for import Waiting, waiting_for
from meguro_platform.web.language import language_of
from meguro_platform.web.signed_in import person_of

MOST_NAMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the list."""

    case: OwnCase
    title: str
    applicant: str
    """Whose it is; empty when it is the reader's own."""
    who: str
    """Who has it now; empty when it waits for no person."""
    due_at: datetime | None
    glance: Glance | None = None
    """The strip of its steps and the estimate; only short lists show them."""


@never_cache
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Everybody: their own applications, and those they typed for others."""
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    words = request.GET.get("q", "").replace("\0", "")[:50].strip()
    person = person_of(request)
    procedures = own_procedures(person, state)
    chosen = next((key for key, *_ in procedures if key == request.GET.get("procedure", "")), "")
    after = Cursor.read(request.GET.get("after", ""))
    page = own_cases(person, state=state, words=words, procedure=chosen, after=after)
    kept = {name: value for name, value in {"state": state, "q": words, "procedure": chosen}.items() if value}
    onward = urlencode({**kept, "after": page.next.written}) if page.next else ""
    return render(
        request,
        "apply/my_cases.html",
        {
            "rows": case_rows(page.cases, person, language_of(request)),
            "state": state,
            "q": words,
            "procedures": procedures,
            "chosen": chosen,
            "onward": onward,
            "first": urlencode(kept),
            "is_first": "after" not in request.GET,
        },
    )


def case_rows(
    cases: Sequence[OwnCase], reader: UUID, language: str, glances: Mapping[UUID, Glance] | None = None
) -> list[CaseRow]:
    """The cases with who has them now, and with more of those that have a glance."""
    waiting = waiting_for([case.uuid for case in cases])
    people = PeopleShown(organisation_in_force(), language)
    contents = contents_of({case.uuid: case.program for case in cases}, language)
    return [
        CaseRow(
            case=case,
            title=headed(case.procedure.in_language(language), contents[case.uuid].subject, language),
            applicant=people.name(str(case.applicant)) if case.applicant != reader else "",
            who=_who(waiting[case.uuid], people) if case.uuid in waiting else "",
            due_at=waiting[case.uuid].due_at if case.uuid in waiting else None,
            glance=(glances or {}).get(case.uuid),
        )
        for case in cases
    ]


def _who(found: Waiting, people: PeopleShown) -> str:
    names = [people.name(person) for person in found.people[:MOST_NAMES]]
    more = len(found.people) - MOST_NAMES
    who = people.pick(("、", ", ")).join(names)
    if more > 0:
        who += people.pick((f"ほか{more}人", f" and {more} more"))
    return who
