"""The ward a scenario plays in: everybody is at work except those the scenario sends away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from approvals.routing.organisation import Absence, Holding, Organisation, Posting, UnitKind
from approvals.ward.generate import Ward
from approvals.ward.staff import read_staff
from forms.tokyo_time import TOKYO
from workflow.definition.scenario import Act, Expectation, Scenario, Setting, View, Withdraw
from workflow.engine.nodes import NotifyNode, UserNode
from workflow.engine.program import Program
from workflow.engine.values import PersonRef

A_MONDAY = datetime(2026, 5, 11, 9, 0)  # noqa: DTZ001
"""When a scenario plays that says no time; by the clock on the wall."""
PLACES = {"係員": 0, "係長": 1, "課長": 2, "部長": 3}


class NoSuchPersonError(Exception):
    """The ward has nobody whom a scenario's scene names."""

    def __init__(self, named: str) -> None:
        super().__init__(named)
        self.named = named


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """An ordinary subsection, with every post above it filled by a different person: nothing about it is special."""

    member: Posting
    subsection_chief: Posting
    section_chief: Posting
    director: Posting

    def in_post(self, post: str) -> Posting:
        return (self.member, self.subsection_chief, self.section_chief, self.director)[PLACES[post]]


def begins_at(setting: Setting) -> datetime:
    """The instant a scenario begins at."""
    return (setting.now or A_MONDAY).replace(tzinfo=TOKYO).astimezone(UTC)


@dataclass(slots=True, kw_only=True)
class Town:
    """The ward as scenarios know it; make it once for many scenarios."""

    ward: Ward
    _without: dict[frozenset[tuple[str, date]], Organisation] = field(default_factory=dict)

    def without(self, absent: Iterable[str], on: date) -> Organisation:
        """The ward with these people away from a day on, and nobody else."""
        away = frozenset((person, on) for person in absent)
        if away not in self._without:
            absences = tuple(Absence(person=person, since=on - timedelta(days=1)) for person, _ in sorted(away))
            self._without[away] = replace(self.ward, absences=absences).organisation
        return self._without[away]


def applicant_in(post: str, program: Program, scenario: Scenario, organisation: Organisation, on: date) -> Posting:
    """An applicant in one of the posts 係員 係長 課長 部長. Raises NoSuchPersonError when the ward is too small."""
    named = set(_units_named(program, scenario))
    places = list(_ordinary_places(organisation, on))
    apart = (each for each in places if not named.intersection(_around(organisation, each.member.unit)))
    chosen = next(apart, places[0] if places else None)
    if chosen is None:
        raise NoSuchPersonError(post)
    return chosen.in_post(post)


def _around(organisation: Organisation, unit: str) -> set[str]:
    """The unit and those above it, except the office as a whole."""
    return {each.code for each in organisation.upwards(unit) if each.kind is not UnitKind.OFFICE}


def _ordinary_places(organisation: Organisation, on: date) -> Iterator[Ordinary]:
    regular = {line.person.uuid for line in read_staff() if line.employment == "01"}
    for unit in organisation.units.values():
        if unit.kind is UnitKind.SUBSECTION:
            levels = (UnitKind.SUBSECTION, UnitKind.SECTION, UnitKind.DEPARTMENT)
            chief, section, department = (_head(organisation, unit.code, level, on) for level in levels)
            member = next(_plain_members(organisation, unit.code, regular, on), None)
            if member and chief and section and department:
                yield Ordinary(member=member, subsection_chief=chief, section_chief=section, director=department)


def _head(organisation: Organisation, unit: str, kind: UnitKind, on: date) -> Posting | None:
    """Who leads the unit of this kind around a unit, if that is all he does."""
    found = organisation.unit_at(unit, kind)
    post = organisation.head_post(found.code) if found else None
    holder = organisation.holder(post.key, on) if post else None
    return holder if holder and _does_nothing_else(organisation, holder, on) else None


def _plain_members(organisation: Organisation, unit: str, regular: set[str], on: date) -> Iterator[Posting]:
    duties = {holder.person for role in organisation.role_kinds for holder in organisation.role_holders(unit, role, on)}
    for posting in organisation.members(unit, on):
        plain = posting.post is None and posting.person in regular and posting.person not in duties
        if plain and _does_nothing_else(organisation, posting, on):
            yield posting


def _does_nothing_else(organisation: Organisation, posting: Posting, on: date) -> bool:
    return posting.holding is Holding.MAIN and len(organisation.postings(posting.person, on)) == 1


def _units_named(program: Program, scenario: Scenario) -> Iterator[str]:
    """Units that the procedure or the scenario speaks of: the applicant shall not be one of them by chance."""
    for ref in (*_people_of_program(program), *_people_of_scenario(scenario)):
        for part in (ref.base, *ref.relations):
            kind, _, name = part.partition(":")
            if kind == "unit":
                yield name


def _people_of_program(program: Program) -> Iterator[PersonRef]:
    yield program.office
    for node in program.nodes:
        if isinstance(node, UserNode):
            yield from node.assignee
        elif isinstance(node, NotifyNode):
            yield from node.to


def _people_of_scenario(scenario: Scenario) -> Iterator[PersonRef]:
    yield from scenario.setting.absent
    expected = scenario.expect
    for line in (*scenario.course, *([expected] if expected else [])):
        match line:
            case Act(by=by) if by is not None:
                yield by
            case Withdraw(by=by) | View(by=by):
                yield by
            case Expectation():
                yield from (*(line.assignees or ()), *(line.to_view_later or ()))
            case _:
                pass
