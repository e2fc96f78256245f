"""What one can apply for: the procedures in force, with what each is for and who is in charge."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from unicodedata import normalize
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.people_shown import PeopleShown
from forms.selectors.drafts import drafts_of
from meguro_platform.models import Favourite
from meguro_platform.selectors.own_cases import used_lately
from meguro_platform.selectors.procedures import machines_in_force
from meguro_platform.selectors.starting import may_type, posts_to_start_in
from meguro_platform.services.favourites import drop_favourite, keep_favourite
from meguro_platform.web.language import language_of
from meguro_platform.web.signed_in import person_of
from meguro_platform.web.urgent import callouts
from meguro_platform.web.wording import local
from workflow.engine.program import Program

MOST_RECENT, MOST_OTHERS = 5, 8
"""On the portal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One procedure."""

    program: Program
    office: str
    section: tuple[str, str]
    """Code and name of the section that is in charge; of the unit where it is above sections."""
    draft_at: datetime | None
    """When something was written last and not sent."""
    is_favourite: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A section, with how much of the catalogue it is in charge of."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcuts:
    """The catalogue in short, as the portal has it: nothing stands in it twice."""

    favourites: list[Entry]
    recent: list[tuple[Entry, datetime]]
    """What they applied with lately, and when."""
    others: list[Entry]


@never_cache
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everybody: what they may start, or type for somebody else."""
    person, now, words = person_of(request), timezone.now(), request.GET.get("q", "")[:100]
    entries = entries_for(person, now, language_of(request))
    offices = offices_of(entries)
    office = next((each for each in offices if each.code == request.GET.get("office", "")), None)
    found = [entry for entry in entries if matches(entry, words) and (not office or entry.section[0] == office.code)]
    return render(
        request,
        "apply/catalogue.html",
        {
            "entries": found,
            "total": len(entries),
            "q": words.replace("\0", ""),
            "offices": offices,
            "office": office,
            "urgent": list(callouts(person, now, language_of(request))),
        },
    )


@require_POST
def favourite(request: HttpRequest, procedure: str) -> HttpResponse:
    """Everybody: marks what they may start as their own favourite, or takes the mark off."""
    person = person_of(request)
    entries = entries_for(person, timezone.now(), language_of(request))
    if procedure not in (entry.program.key for entry in entries):
        raise Http404
    mark = keep_favourite if request.POST.get("keep") == "yes" else drop_favourite
    mark(person=person, procedure=procedure)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('shell:catalogue')}#p-{procedure}")
    entries = entries_for(person, timezone.now(), language_of(request))
    return render(
        request, "apply/favourite.html", {"entry": next(one for one in entries if one.program.key == procedure)}
    )


def shortcuts_for(person: UUID, entries: list[Entry]) -> Shortcuts:
    """The favourites, up to five used lately, and up to eight of the rest."""
    favourites = [entry for entry in entries if entry.is_favourite]
    plain = {entry.program.key: entry for entry in entries if not entry.is_favourite}
    used = ((plain[key], last) for key, last in used_lately(person) if key in plain)
    recent = list(islice(used, MOST_RECENT))
    left_out = {entry.program.key for entry, last in recent}
    others = (entry for key, entry in plain.items() if key not in left_out)
    return Shortcuts(favourites=favourites, recent=recent, others=list(islice(others, MOST_OTHERS)))


def offices_of(entries: list[Entry]) -> list[Office]:
    """Those in charge of something in the list, of most first."""
    counted = Counter(entry.section for entry in entries)
    return [Office(code=code, name=name, count=count) for (code, name), count in counted.most_common()]


def entries_for(person: UUID, now: datetime, language: str) -> list[Entry]:
    """The procedures a person may start or type, those with a draft first, then the favourites."""
    organisation, today = organisation_in_force(), local(now)
    people = PeopleShown(organisation, language)
    drafts = {draft.procedure: draft.saved_at for draft in drafts_of(person)}
    favourites = set(Favourite.objects.filter(person=person).values_list("procedure", flat=True))
    entries = [
        Entry(
            program=machine.program,
            office=people.unit(_unit(machine.program)),
            section=_section(_unit(machine.program), people),
            draft_at=drafts.get(machine.program.key),
            is_favourite=machine.program.key in favourites,
        )
        for machine in machines_in_force()
        if posts_to_start_in(machine.program, str(person), organisation, today)
        or may_type(machine.program, str(person), organisation, today)
    ]
    return sorted(entries, key=lambda entry: (entry.draft_at is None, not entry.is_favourite))


def matches(entry: Entry, words: str) -> bool:
    """Whether every word is found in what the procedure is called, is for, or asks."""
    program = entry.program
    items = (text for item in program.form.items for text in (item.name, item.en))
    choices = (text for item in program.form.items for choice in item.choices for text in (choice.name, choice.en))
    known = settings.URGENT_WORDS.get(program.key, ())
    where = _plain(
        " ".join((program.name, program.en, program.description, program.basis, entry.office, *items, *choices, *known))
    )
    return all(word in where for word in _plain(words).split())


def _unit(program: Program) -> str:
    return program.office.base.removeprefix("unit:")


def _section(unit: str, people: PeopleShown) -> tuple[str, str]:
    section = people.organisation.unit_at(unit, UnitKind.SECTION)
    code = section.code if section else unit
    return code, people.unit(code)


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
