"""What breaks on the day the organisation changes, and who settles it: open work, later views, duties, drafts …"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection

from approvals.models import DelegationKind, LaterView
from approvals.routing.breaks import Then, newly_vacant, outlook
from approvals.routing.delegation_ends import DelegationEnd
from approvals.routing.establishment import Posting
from approvals.routing.matter import office_of
from approvals.routing.named_places import vanished_places
from approvals.routing.organisation import Organisation
from approvals.selectors.coming_organisation import Coming
from approvals.selectors.delegations import ending_delegations, to_shown
from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.step_names import step_names
from forms.selectors.drafts import drafts_by_person
from forms.spec import Text
from workflow.selectors.programs import keys_in_force, machine_in_force

MOST = 10_000
"""Of open work that is looked at; so much at once is a wrong file."""


class Kind(StrEnum):
    """What breaks; work is told apart by what becomes of it."""

    WORK = "work"
    LATER_VIEW = "later_view"
    DUTY = "duty"
    POST = "post"
    DELEGATION = "delegation"
    DRAFT = "draft"
    DEFINITION = "definition"


class Settler(StrEnum):
    """Who settles it."""

    ITSELF = "itself"
    ADMINISTRATOR = "administrator"
    SECTION = "section"
    PERSONNEL = "personnel"
    GIVER = "giver"
    DRAFTER = "drafter"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing that breaks."""

    kind: Kind
    then: Then | DelegationEnd | None
    """What becomes of work, and why a delegation ends; None for everything else."""
    settler: Settler
    number: str
    """Of the case; empty for what is about none."""
    procedure: Text
    what: Text
    """The step, the post, the duty."""
    person: str
    """Who has it today; of a procedure, what it names."""
    post: str
    """Where he has it."""
    heir: str
    """Who would have it; empty for nobody."""


_WITHOUT_ANYBODY = """
WITH there AS (
    SELECT p.person, p.unit, p.title FROM approvals_posting p
    WHERE p.generation_id = %(generation)s AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s)
), gone AS (
    SELECT e.id, e.task_id, e.case_id, e.person, e.unit, e.post FROM approvals_inbox_entry e
    WHERE (e.unit <> '' AND NOT EXISTS (
        SELECT 1 FROM there t WHERE t.person = e.person AND t.unit = e.unit AND t.title = e.post))
       OR (e.principal IS NOT NULL AND NOT EXISTS (SELECT 1 FROM there t WHERE t.person = e.principal))
)
SELECT DISTINCT ON (c.number, g.task_id) c.number, c.program_hash, p.name, p.name_en, c.applicant, t.step,
       g.person, g.unit, g.post
FROM gone g JOIN workflow_case c ON c.uuid = g.case_id JOIN workflow_usertask t ON t.uuid = g.task_id
JOIN workflow_procedure p ON p.key = c.procedure_id
WHERE NOT EXISTS (SELECT 1 FROM approvals_inbox_entry o WHERE o.task_id = g.task_id
                  AND NOT EXISTS (SELECT 1 FROM gone x WHERE x.id = o.id))
ORDER BY c.number, g.task_id, g.id LIMIT %(most)s
"""
"""Open work of which nobody who has it is there on the day; what one of several goes on with breaks nothing."""


def breaks_of(coming: Coming, today: date, language: str) -> list[Break]:
    """What needs a person first, then what settles itself."""
    people = PeopleShown(coming.before, language)
    found = [
        *_work(coming, people),
        *_later_views(coming, people),
        *_duties(coming, people),
        *_posts(coming, today),
        *_delegations(coming, people, today),
        *_drafts(coming, people, today),
        *_definitions(coming, today),
    ]
    return sorted(found, key=lambda each: each.settler is Settler.ITSELF)


def _work(coming: Coming, people: PeopleShown) -> Iterator[Break]:
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_ANYBODY, {"generation": coming.generation, "day": coming.day, "most": MOST})
        rows = cursor.fetchall()
    for number, program, name, english, applicant, step, person, unit, title in rows:
        then = outlook(coming.after, coming.day, unit=unit, title=title, party=str(applicant))
        yield Break(
            kind=Kind.WORK,
            then=then.then,
            settler=Settler.ITSELF if then.then.by_itself else Settler.ADMINISTRATOR,
            number=number,
            procedure=Text(name, english),
            what=step_names(program, [step])[0],
            person=people.name(str(person)),
            post=_post(coming.before, unit, title),
            heir=_named(coming.after, then.heir),
        )


def _later_views(coming: Coming, people: PeopleShown) -> Iterator[Break]:
    """Those of people who leave: they pass to whoever holds the post, where somebody does."""
    views = LaterView.objects.filter(seen_at=None).exclude(unit="").order_by("pk")
    columns = ("case__number", "case__program_hash", "case__procedure__name", "case__procedure__name_en")
    for number, program, name, english, step, person, unit, title in views.values_list(
        *columns, "step", "person", "unit", "post"
    )[:MOST]:
        if coming.after.postings(str(person), coming.day):
            continue
        then = outlook(coming.after, coming.day, unit=unit, title=title, party="")
        heir = then.heir if then.then is Then.SUCCESSOR else None
        yield Break(
            kind=Kind.LATER_VIEW,
            then=None,
            settler=Settler.ITSELF if heir else Settler.ADMINISTRATOR,
            number=number,
            procedure=Text(name, english),
            what=step_names(program, [step])[0],
            person=people.name(str(person)),
            post=_post(coming.before, unit, title),
            heir=_named(coming.after, heir),
        )


def _duties(coming: Coming, people: PeopleShown) -> Iterator[Break]:
    for duty in coming.dropped:
        kind = coming.before.role_kinds.get(duty.role)
        head = coming.after.head_post(duty.unit)
        yield Break(
            kind=Kind.DUTY,
            then=None,
            settler=Settler.SECTION,
            number="",
            procedure=Text(""),
            what=Text(kind.name, kind.en) if kind else Text(duty.role),
            person=people.name(duty.person),
            post=coming.before.full_name(duty.unit),
            heir=_named(coming.after, coming.after.holder(head.key, coming.day) if head else None),
        )


def _posts(coming: Coming, today: date) -> Iterator[Break]:
    for post in newly_vacant(coming.before, coming.after, today, coming.day):
        held = coming.before.holder(post.key, today)
        yield Break(
            kind=Kind.POST,
            then=None,
            settler=Settler.PERSONNEL,
            number="",
            procedure=Text(""),
            what=Text(_post(coming.after, post.unit, post.title)),
            person=coming.before.persons[held.person].name if held else "",
            post="",
            heir="",
        )


def _delegations(coming: Coming, people: PeopleShown, today: date) -> Iterator[Break]:
    for row, end in ending_delegations(coming.before, coming.after, today, coming.day):
        held = coming.before.main_posting(str(row.principal), today)
        yield Break(
            kind=Kind.DELEGATION,
            then=end,
            settler=Settler.ITSELF if end is DelegationEnd.LEFT else Settler.GIVER,
            number="",
            procedure=Text(""),
            what=Text(f"{DelegationKind(row.kind).label}（{to_shown(row.to, people)}）"),
            person=people.name(str(row.principal)),
            post=_post(coming.before, held.unit, held.title) if held else "",
            heir="",
        )


def _drafts(coming: Coming, people: PeopleShown, today: date) -> Iterator[Break]:
    """Of people who leave, how many and no more: what somebody has not handed in is nobody's but his."""
    for person, count in drafts_by_person().items():
        held = coming.before.main_posting(str(person), today)
        if held is None or coming.after.postings(str(person), coming.day):
            continue
        yield Break(
            kind=Kind.DRAFT,
            then=None,
            settler=Settler.DRAFTER,
            number="",
            procedure=Text(""),
            what=Text(f"出していない下書き {count}件", f"{count} drafts that were not handed in"),
            person=people.name(str(person)),
            post=_post(coming.before, held.unit, held.title),
            heir="",
        )


def _definitions(coming: Coming, today: date) -> Iterator[Break]:
    """Procedures that name units or posts which are there no more: their next cases would stop at that place."""
    for key in keys_in_force():
        program = machine_in_force(key).program
        places = vanished_places(program, coming.before, coming.after, today, coming.day)
        if not places:
            continue
        yield Break(
            kind=Kind.DEFINITION,
            then=None,
            settler=Settler.OFFICE,
            number="",
            procedure=Text(""),
            what=Text(program.name, program.en),
            person="、".join(dict.fromkeys(ref.text or ref.base for ref in places)),
            post="",
            heir=coming.after.full_name(office_of(program)),
        )


def _post(organisation: Organisation, unit: str, title: str) -> str:
    return f"{organisation.full_name(unit)} {title}".strip()


def _named(organisation: Organisation, held: Posting | None) -> str:
    """公園緑地課課長 原田 実; empty for nobody."""
    person = organisation.persons.get(held.person) if held else None
    return f"{_post(organisation, held.unit, held.title)} {person.name}" if held and person else ""
