"""Who will look at an application that is still being written, and until when: a guess, nothing is stored."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from approvals.routing.authority import Authority
from approvals.routing.matter import Matter
from approvals.routing.open_route import Opened, Skipped, Unassignable, open_route
from approvals.routing.organisation import Organisation
from approvals.routing.pass_over import examiner_at
from approvals.routing.plan import NobodyDecides, plan
from approvals.routing.route import PassedOver, Seat
from approvals.selectors.stage_names import ground_of_its_own, in_stage, why_this_decider
from forms.expressions.values import Environment
from forms.field_type import Json
from forms.spec import Text
from forms.tokyo_time import TOKYO
from workflow.engine.circulate import NotKnown, asked_in
from workflow.engine.deadlines import deadline_in
from workflow.engine.machine import Machine
from workflow.engine.nodes import CallNode, UserNode, WaitNode
from workflow.engine.state import Parties
from workflow.engine.way import nodes_on_the_way
from workflow.engine.world import World

_NOT_YET = Text("経路は、必要な答えがそろうと決まります。", "The route is known once the answers it needs are there.")
_SAID = Text("待たずに進め、あとで見てもらいます。", "Not waited for, and looks later.")
_AWAY = Text("不在のため、あとで見ます。", "Away, and looks later.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One step of the way ahead."""

    kind: Literal["apply", "person", "later", "nobody", "unknown", "call", "wait"]
    """later: the absent look at it afterwards. nobody: no person is found, somebody must settle it.
    unknown: it depends on answers that are not there yet."""
    step: Text
    seats: tuple[Seat, ...] = ()
    """Any of whom may act."""
    reason: Text | None = None
    """Why it is passed, why nobody is found, why it is this decider, or by which rule of its own somebody is asked."""
    article: str = ""
    """Of a decision: the rule that says who decides."""
    by: datetime | None = None
    """The latest instant at which it is done, if every step before it takes all the time it has."""
    urgent: bool = False
    examiner: Seat | None = None
    """Whom the drafter may have passed over, or has (後閲)."""


def preview_route(
    machine: Machine,
    parties: Parties,
    *,
    values: Environment,
    answers: Mapping[str, Json],
    organisation: Organisation,
    world: World,
    later: Collection[str] = (),
) -> list[Stop]:
    """Every step of people and systems with the current answers; as absences stand today.

    `later`: uuids of examiners whom the drafter has passed over.
    """
    matter = Matter(
        applicant=parties.applicant,
        drafter=parties.drafter,
        typist=parties.typist,
        unit=parties.unit,
        post=parties.post,
        office=machine.program.office.base.removeprefix("unit:"),
        items={key: answer for key, answer in answers.items() if isinstance(answer, str)},
    )
    walk = _Walk(matter, organisation, world, answers, later, at=world.now)
    return list(walk.stops(machine, values))


@dataclass(slots=True)
class _Walk:
    matter: Matter
    organisation: Organisation
    world: World
    answers: Mapping[str, Json]
    later: Collection[str]
    at: datetime

    def stops(self, machine: Machine, values: Environment) -> Iterator[Stop]:
        for node in nodes_on_the_way(machine, values):
            name = Text(self._called(node.step), node.en)
            match node:
                case UserNode(first=True):
                    yield Stop(kind="apply", step=name, by=self.at)
                case UserNode() if node.consultation is not None:
                    yield from self._route(machine, values, node, name)
                case UserNode():
                    yield self._person(machine, values, node, name)
                case CallNode():
                    yield Stop(kind="call", step=name, by=self.at, urgent=node.urgent)
                case WaitNode():
                    self.at = self.world.deadline(self.at, node.span) if node.span else self._due(machine, values, node)
                    yield Stop(kind="wait", step=name, by=self.at)

    def _route(self, machine: Machine, values: Environment, node: UserNode, name: Text) -> Iterator[Stop]:
        """The places of a 回議, as far as the answers say them; an unfinished form says nothing yet."""
        asked = asked_in(machine, values, self.answers, node)
        if isinstance(asked, NotKnown):
            yield Stop(kind="unknown", step=name, reason=_NOT_YET)
            return
        planned = plan(node, asked, self.matter, self.organisation, self._today)
        if isinstance(planned, NobodyDecides):
            yield Stop(kind="nobody", step=name, reason=planned.reason)
            return
        asked_together = self.at
        for stage in planned.stages:
            ja = in_stage(name.ja, stage.kind, "ja", self._authority)
            step, examiner = Text(ja, in_stage(name.en or name.ja, stage.kind, "en")), examiner_at(node, stage)
            if stage.passed_over is PassedOver.ABSENT:
                yield Stop(kind="later", step=step, seats=stage.seats, reason=_AWAY)
            elif examiner is not None and examiner.person in self.later:
                yield Stop(kind="later", step=step, seats=(examiner,), reason=_SAID, examiner=examiner)
            elif stage.passed_over is None:
                clock = node.circulation.clock(stage.kind) if node.circulation else None
                begins = asked_together if stage.kind == "consult" else self.at
                if clock and clock.due:
                    self.at = deadline_in(machine, values, node, clock.due, self.world, begins) or begins
                asked_together = asked_together if stage.kind == "consult" else self.at
                own, article = ground_of_its_own(stage, asked), asked.article if stage.kind == "decide" else ""
                why = Text(f"根拠: {own}", f"Asked by: {own}") if own else why_this_decider(stage, asked)
                yield Stop(
                    kind="person",
                    step=step,
                    seats=stage.seats,
                    by=self.at,
                    reason=why,
                    article=article,
                    examiner=examiner,
                )

    def _called(self, step: str) -> str:
        return self._authority.words.get(step, step) if self._authority else step

    @property
    def _authority(self) -> Authority | None:
        """Who appoints the applicant: the way ahead speaks his words, as the pages of the case will."""
        return self.organisation.authority_of(self.matter.unit)

    def _due(self, machine: Machine, values: Environment, node: UserNode | WaitNode) -> datetime:
        """Work whose day is not known yet takes no time."""
        due = deadline_in(machine, values, node, node.due, self.world, self.at) if node.due else None
        return due or self.at

    def _person(self, machine: Machine, values: Environment, node: UserNode, name: Text) -> Stop:
        match open_route(node, self.matter, self.organisation, self._today):
            case Opened(route):
                self.at = self._due(machine, values, node)
                return Stop(kind="person", step=name, seats=route.seats, by=self.at)
            case Skipped(reason, seats):
                return Stop(kind="later", step=name, seats=seats, reason=reason)
            case Unassignable(reason):
                return Stop(kind="nobody", step=name, reason=reason)

    @property
    def _today(self) -> date:
        return self.world.now.astimezone(TOKYO).date()
