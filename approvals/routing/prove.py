"""Goes through every route a procedure can ask for: every row of its tables, for everybody who may start it.

1. Members of one unit below its posts have the same route, except who sits on it himself; so one of them is computed,
   and those who sit on his route by themselves.
2. Rules must hold whoever is away: absences and delegations are no part of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from approvals.routing.deputies import hole_in_order
from approvals.routing.establishment import Post, Posting
from approvals.routing.excluded import nobody_is_left
from approvals.routing.foresee import step_stages
from approvals.routing.matter import Matter, office_of
from approvals.routing.organisation import Organisation
from approvals.routing.plan import NobodyDecides, plan
from approvals.routing.route import PassedOver, Seat, Stage
from approvals.routing.standing import standing
from forms.spec import Text
from workflow.engine.circulate import NotKnown, asked_from
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.stages import RouteAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One route to compute: a step, and of a 回議 one combination of rows."""

    node: UserNode
    asked: RouteAsked | None
    said: str
    """The step, and the rows, as people read them."""
    rows: int = 1
    """How many combinations of rows ask for the same route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A route that does not hold."""

    person: str
    unit: str
    post: str
    question: str
    reason: Text
    approves_himself: bool = False


@dataclass(slots=True)
class Proof:
    """How far it is, and what was found."""

    people: int = 0
    """Who may start it, each post of everybody counted."""
    routes: int = 0
    """Routes that were shown to hold or not, also those that are the same as another's."""
    groups: int = 0
    """Groups of people with the same routes that are done; and how many there are."""
    all_groups: int = 0
    nobody_above: list[str] = field(default_factory=list)
    """Heads of an authority: nobody is above them, so nobody can decide what they draft."""


def days_of_rules(machine: Machine, today: date) -> frozenset[date]:
    """Later days on which another version of one of its tables comes into force."""
    first = (version.validity.first for table in machine.tables.values() for version in table.versions)
    return frozenset(day for day in first if day is not None and day > today)


def questions_of(machine: Machine, on: date, authority: str = "") -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """Every route the procedure can ask for by the rules of an authority; and rows that name nobody who decides."""
    questions: list[Question] = []
    undecided: list[str] = []
    for node in machine.program.nodes:
        if not isinstance(node, UserNode) or node.anytime or node.first:
            continue
        if node.circulation is None:
            questions.append(Question(node=node, asked=None, said=node.step))
            continue
        circulation = node.circulation
        names = (circulation.table, *circulation.more_tables)
        dated = ((name, machine.tables[name].on(on, authority)) for name in names if name in machine.tables)
        tables = [(name, version.table) for name, version in dated if version is not None]
        for rows in product(*(table.rows for _, table in tables)):
            columns = [[column.name for column in table.answers] for _, table in tables]
            answers = [dict(zip(names, row.answers, strict=True)) for names, row in zip(columns, rows, strict=True)]
            said = "、".join(f"{name} {row.line + 1}行目" for (name, _), row in zip(tables, rows, strict=True))
            for raised in (False, True) if circulation.raise_if else (False,):
                asked = asked_from(circulation, answers, raised)
                about = f"{node.step}({said}{'、繰上げ' if raised else ''})"
                if isinstance(asked, NotKnown):
                    undecided.append(about)
                else:
                    questions.append(Question(node=node, asked=asked, said=about))
    return tuple(_each_route_once(questions)), tuple(dict.fromkeys(undecided))


def _each_route_once(questions: Iterable[Question]) -> Iterator[Question]:
    """Rows that name the same people are one question; the first of them is told."""
    alike: dict[tuple[str, RouteAsked | None], list[Question]] = {}
    for question in questions:
        alike.setdefault((question.node.id, question.asked), []).append(question)
    yield from (replace(same[0], rows=len(same)) for same in alike.values())


def prove(
    machine: Machine, organisation: Organisation, on: date, proof: Proof, *, behind: int = 0
) -> Iterator[Fault | None]:
    """Every route that nobody decides, or that somebody would decide for himself, and holes in the order of deputies;
    None before each group, to say how far.

    `proof` counts along. `behind`: so many groups were done before.
    """
    organisation = organisation.with_everybody_at_work()
    asked: dict[str, tuple[Question, ...]] = {}
    told: set[str] = set()
    looked_at: set[str] = set()
    groups = _alike(machine, organisation, on)
    proof.all_groups = len(groups)
    for place, group in enumerate(groups[behind:], start=behind):
        proof.groups, first = place, group[0]
        authority = organisation.authority_of(first.unit)
        body = authority.name if authority else ""
        if body not in asked:
            asked[body], undecided = questions_of(machine, on, body)
            for about in undecided:
                if about not in told:
                    told.add(about)
                    yield Fault(person="", unit="", post="", question=about, reason=Text("決定者がいない行です。"))
        questions = asked[body]
        proof.people += len(group)
        if first.post is not None and organisation.superior(first.post) is None:
            proof.nobody_above.append(f"{organisation.full_name(first.unit)}の{first.title}")
            continue
        yield None
        for question in questions:
            proof.routes += len(group) * question.rows
            stages = _stages(question, first, machine, organisation, on)
            yield from _faults(question, first, stages)
            if not isinstance(stages, Text):
                yield from _excluded(question, first, machine, organisation, on)
            yield from _holes(question, stages, organisation, on, looked_at)
            yield from _of_others(question, group[1:], stages, machine, organisation, on)
    proof.groups = len(groups)


def _of_others(
    question: Question,
    others: Sequence[Posting],
    stages: tuple[Stage, ...] | Text,
    machine: Machine,
    organisation: Organisation,
    on: date,
) -> Iterator[Fault]:
    """What is wrong for those who are like the one who was asked about: a route is another for whoever sits on it."""
    if isinstance(stages, Text):
        yield from (found for other in others for found in _faults(question, other, stages))
        return
    seated = {seat.person for stage in stages for seat in stage.seats}
    for other in others:
        if other.person in seated:
            yield from _faults(question, other, _stages(question, other, machine, organisation, on))


def _alike(machine: Machine, organisation: Organisation, on: date) -> list[list[Posting]]:
    """Postings of those who may start it: plain members of one unit together, everybody else alone; in every process
    in the same order.

    Ranks below that of every post have the same line of command."""
    groups: dict[tuple[str, ...], list[Posting]] = {}
    office = office_of(machine.program)
    lowest = min((organisation.rank(kind) for kind in organisation.held_kinds), default=0)
    for person in organisation.staff(on):
        held = organisation.postings(person, on)
        for posting in held:
            matter = _matter(posting, office)
            if machine.program.may_start and not standing(machine.program.may_start, person, matter, organisation, on):
                continue
            plain = len(held) == 1 and posting.post is None
            rank = max(organisation.rank(posting.kind), lowest - 1)
            key = (posting.unit, str(rank)) if plain else (person, posting.unit, posting.title)
            groups.setdefault(key, []).append(posting)
    return [groups[key] for key in sorted(groups)]


def _stages(
    question: Question, posting: Posting, machine: Machine, organisation: Organisation, on: date
) -> tuple[Stage, ...] | Text:
    matter = _matter(posting, office_of(machine.program))
    if question.asked is None:
        return step_stages(question.node, matter, organisation, on)
    planned = plan(question.node, question.asked, matter, organisation, on)
    return planned.reason if isinstance(planned, NobodyDecides) else planned.stages


def _faults(question: Question, posting: Posting, stages: tuple[Stage, ...] | Text) -> Iterable[Fault]:
    fault = Fault(person=posting.person, unit=posting.unit, post=posting.title, question=question.said, reason=Text(""))
    if isinstance(stages, Text):
        yield replace(fault, reason=stages)
        return
    for stage in stages:
        own = any(seat.person == posting.person for seat in stage.seats)
        if own and stage.passed_over is not PassedOver.PARTY:
            yield replace(fault, reason=Text(f"{stage.name}として自分の事案を処理する"), approves_himself=True)


def _excluded(
    question: Question, posting: Posting, machine: Machine, organisation: Organisation, on: date
) -> Iterator[Fault]:
    """兼務不可 that nobody can meet."""
    if not question.node.not_same_as:
        return
    matter = _matter(posting, office_of(machine.program))
    reason = nobody_is_left(question.node, machine.program, matter, organisation, on)
    if reason is not None:
        yield Fault(person=posting.person, unit=posting.unit, post=posting.title, question=question.said, reason=reason)


def _holes(
    question: Question, stages: tuple[Stage, ...] | Text, organisation: Organisation, on: date, looked_at: set[str]
) -> Iterator[Fault]:
    """Deciders for whom the order of deputies has a hole; each is looked at once."""
    raised = question.asked is not None and question.asked.raised
    if isinstance(stages, Text) or raised or not question.node.deputy:
        return
    for seat in (seat for stage in stages if stage.kind == "decide" for seat in stage.seats):
        post = _post_of(seat, organisation, on)
        if post is None or post.key in looked_at:
            continue
        looked_at.add(post.key)
        reason = hole_in_order(post, organisation, on)
        if reason is not None:
            yield Fault(person="", unit=post.unit, post=post.title, question=question.said, reason=reason)


def _post_of(seat: Seat, organisation: Organisation, on: date) -> Post | None:
    held = (posting for posting in organisation.postings(seat.person, on) if posting.unit == seat.unit)
    key = next((posting.post for posting in held if posting.title == seat.post), None)
    return organisation.posts.get(key) if key else None


def _matter(posting: Posting, office: str) -> Matter:
    return Matter(
        applicant=posting.person, drafter=posting.person, unit=posting.unit, post=posting.title, office=office
    )
