"""The auditor's first page: every case of the ward, searched. Each search is recorded before it is answered."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from forms.spec import Text
from forms.wareki import DateUnreadable, read_date
from forms.web.reader import page_of
from meguro_platform.selectors.audit_cases import (
    Search,
    find_cases,
    outcomes_to_choose,
    procedures_to_choose,
)
from meguro_platform.selectors.audit_marks import MARKS
from meguro_platform.web.audit_purpose import purpose_of, states_purpose
from meguro_platform.web.audit_trail import recorded
from meguro_platform.web.language import language_of
from meguro_platform.web.permission import may_audit, needs
from meguro_platform.web.signed_in import person_of

UNREADABLE = Text(
    "日付として読めません。2026-12-08 か 令和8年12月8日 のように書いてください。この条件は使っていません。",
    "Not a date. Write it like 2026-12-08. The search was made without it.",
)
BACKWARDS = Text(
    "「いつまで」が「いつから」より前です。この条件では、何も見つかりません。",
    "The last day is before the first, so nothing can be found.",
)
FIELDS = ("number", "person", "procedure", "outcome", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """The conditions as typed, as understood, and what could not be understood."""

    typed: dict[str, str]
    marks: list[str]
    search: Search
    errors: dict[str, Text]

    @property
    def query(self) -> str:
        """What a link to another page of the result carries."""
        return urlencode(self.conditions, doseq=True)

    @property
    def conditions(self) -> dict[str, str | list[str]]:
        """Those that narrow the search."""
        typed: dict[str, str | list[str]] = {name: value for name, value in self.typed.items() if value}
        return typed | ({"mark": self.marks} if self.marks else {})


@never_cache
@require_safe
@needs(may_audit)
@states_purpose
def search(request: HttpRequest) -> HttpResponse:
    """Members of the audit office."""
    form, page, language = read_search(request), page_of(request), language_of(request)
    event = "searched_cases" if form.query else "opened_audit"
    body = {"conditions": form.conditions, "page": page, "purpose": purpose_of(request)}
    with recorded(person=person_of(request), event=event, now=timezone.now(), body=body):
        found = find_cases(form.search, page)
        people = PeopleShown(organisation_in_force(), language)
        return render(
            request,
            "audit/search.html",
            {
                "form": form,
                "found": found,
                "rows": [(case, people.name(str(case.applicant))) for case in found.cases],
                "procedures": procedures_to_choose(),
                "outcomes": outcomes_to_choose(),
                "marks": [(name, text) for name, (text, rows) in MARKS.items()],
                "before": found.page - 1,
                "after": found.page + 1 if found.has_more else 0,
            },
        )


def read_search(request: HttpRequest) -> SearchForm:
    """What was asked for. Dates are read in both calendars; what can't be read narrows nothing and is said."""
    typed = {name: request.GET.get(name, "").replace("\0", "")[:100].strip() for name in FIELDS}
    marks = [mark for mark in MARKS if mark in request.GET.getlist("mark")]
    errors: dict[str, Text] = {}
    since, until = (_date(typed[name], name, errors) for name in ("since", "until"))
    if since and until and until < since:
        errors["until"] = BACKWARDS
    search = Search(
        number=typed["number"],
        person=typed["person"],
        procedure=typed["procedure"],
        outcome=typed["outcome"],
        since=since,
        until=until,
        marks=tuple(marks),
    )
    return SearchForm(typed=typed, marks=marks, search=search, errors=errors)


def _date(typed: str, name: str, errors: dict[str, Text]) -> date | None:
    if not typed:
        return None
    try:
        return read_date(typed)
    except DateUnreadable:
        errors[name] = UNREADABLE
        return None
