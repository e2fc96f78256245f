"""The ward a scenario plays in: everybody is at work except those the scenario sends away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from approvals.routing.establishment import Absence, Holding, Posting, UnitKind
from approvals.routing.organisation import Organisation
from approvals.ward.generate import REGULAR, Ward
from forms.tokyo_time import TOKYO
from meguro_platform.scenarios.cast import Cast
from meguro_platform.scenarios.ordinary import Ordinary, ordinary_places
from workflow.definition.scenario import Act, AddToRoute, Expectation, FileReport, Scenario, Setting, View, Withdraw
from workflow.engine.nodes import NotifyNode, UserNode
from workflow.engine.program import Program
from workflow.engine.state import CaseState
from workflow.engine.values import PersonRef

A_MONDAY = datetime(2026, 5, 11, 9, 0)  # noqa: DTZ001
"""When a scenario plays that says no time; by the clock on the wall."""


class NoSuchPersonError(Exception):
    """The ward has nobody whom a scenario's scene names."""

    def __init__(self, named: str) -> None:
        super().__init__(named)
        self.named = named


def begins_at(setting: Setting) -> datetime:
    """The instant a scenario begins at."""
    return (setting.now or A_MONDAY).replace(tzinfo=TOKYO).astimezone(UTC)


@dataclass(slots=True, kw_only=True)
class Town:
    """The ward as scenarios know it; make it once for many scenarios."""

    ward: Ward
    _without: dict[frozenset[tuple[str, date]], Organisation] = field(default_factory=dict)
    _ordinary: dict[tuple[date, bool], tuple[Ordinary, ...]] = field(default_factory=dict)

    def without(self, absent: Iterable[str], on: date) -> Organisation:
        """The ward with these people away from a day on, and nobody else."""
        away = frozenset((person, on) for person in absent)
        if away not in self._without:
            absences = tuple(Absence(person=person, since=on - timedelta(days=1)) for person, _ in sorted(away))
            self._without[away] = replace(self.ward, absences=absences).organisation
        return self._without[away]

    def changed(self, postings: Iterable[Posting], absent: Iterable[str], on: date) -> Organisation:
        """The ward with other people in its posts, and these away."""
        absences = tuple(Absence(person=person, since=on - timedelta(days=1)) for person in absent)
        return replace(self.ward, absences=absences, postings=tuple(postings)).organisation

    def ordinary(self, on: date, *, alone: bool = True) -> tuple[Ordinary, ...]:
        """Subsections with nothing special about them, in the order of the ward's list; see `ordinary_places`."""
        if (on, alone) not in self._ordinary:
            staff = zip(self.ward.persons, self.ward.employments, strict=True)
            regular = {person.uuid for person, employment in staff if employment == REGULAR}
            self._ordinary[on, alone] = tuple(ordinary_places(self.without((), on), regular, on, alone=alone))
        return self._ordinary[on, alone]


def scene_of(setting: Setting, everybody: Cast, before: CaseState, town: Town, now: datetime) -> Organisation:
    """The ward as a scenario has it: who is away, which posts are vacant or held by somebody beside his own."""
    on = now.astimezone(TOKYO).date()
    absent = everybody.named(setting.absent, before, now)
    if not setting.vacant and not setting.holds:
        return town.without(absent, on)
    emptied = {post.key for post in everybody.posts(setting.vacant, before, now)}
    held: list[Posting] = []
    for ref, holder in setting.holds:
        for post in everybody.posts((ref,), before, now):
            emptied.add(post.key)
            person = next(iter(everybody.named((holder,), before, now)), "")
            held.append(
                Posting(
                    person=person,
                    unit=post.unit,
                    post=post.key,
                    kind=post.kind,
                    title=post.title,
                    holding=Holding.CONCURRENT,
                )
            )
    left = (posting for posting in town.ward.postings if posting.post not in emptied)
    return town.changed((*left, *held), absent, on)


def applicant_in(post: str, program: Program, scenario: Scenario, town: Town, on: date) -> Posting:
    """An applicant in one of the posts 係員 係長 課長 部長. Raises NoSuchPersonError when the ward is too small."""
    named, among = set(_units_named(program, scenario)), _units_that_may_start(program)
    organisation = town.without((), on)
    places = [*town.ordinary(on), *(town.ordinary(on, alone=False) if among else ())]
    around = [(each, _around(organisation, each.member.unit)) for each in places]
    able = [(each, units) for each, units in around if among & units] or around
    apart = (each for each, units in able if not named & (units - among))
    chosen = next(apart, next((each for each, _ in able), None))
    if chosen is None:
        raise NoSuchPersonError(post)
    return chosen.in_post(post)


def _units_that_may_start(program: Program) -> set[str]:
    """Units whose members may start the procedure; none: others may, too."""
    refs = program.may_start
    units = {ref.base.removeprefix("unit:") for ref in refs if ref.base.startswith("unit:") and not ref.relations}
    return units if len(units) == len(refs) else set()


def _around(organisation: Organisation, unit: str) -> set[str]:
    """The unit and those above it, except the office as a whole."""
    return {each.code for each in organisation.upwards(unit) if each.kind is not UnitKind.OFFICE}


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
            if node.circulation:
                yield from (*node.circulation.verify_by, *(ref for _, ref in node.circulation.named))
        elif isinstance(node, NotifyNode):
            yield from node.to


def _people_of_scenario(scenario: Scenario) -> Iterator[PersonRef]:
    setting = scenario.setting
    yield from (*setting.absent, *setting.vacant, *(ref for pair in setting.holds for ref in pair))
    expected = scenario.expect
    for line in (*scenario.course, *([expected] if expected else [])):
        match line:
            case Act(by=by) | FileReport(by=by) if isinstance(by, PersonRef):
                yield by
            case Withdraw(by=by) | View(by=by) | AddToRoute(by=by):
                yield by
            case Expectation():
                yield from (*(line.assignees or ()), *(line.to_view_later or ()))
            case _:
                pass
