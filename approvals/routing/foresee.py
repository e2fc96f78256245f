"""The route a case would take, computed from answers before it is begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from approvals.routing.matter import Matter
from approvals.routing.open_route import Opened, Skipped, Unassignable, open_route
from approvals.routing.organisation import Organisation
from approvals.routing.plan import sketch
from approvals.routing.route import PassedOver, Stage
from forms.expressions.values import Environment
from forms.spec import Text
from workflow.engine.circulate import NotKnown, asked_in
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.stages import STAGES, RouteAsked, StageKind
from workflow.engine.state import Json
from workflow.engine.way import nodes_on_the_way

AS_STAGES: Mapping[str, StageKind] = {
    "examine": "examine",
    "check": "examine",
    "verify": "verify",
    "consult": "consult",
    "approve": "decide",
    "decide": "decide",
}
"""What a step that stands alone is on a route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Every place on the way, and what keeps somebody from being found."""

    stages: tuple[Stage, ...]
    article: str = ""
    """The rule that says who decides."""
    unresolved: tuple[Text, ...] = ()

    @property
    def decider(self) -> Stage | None:
        """The last place at which the matter is decided."""
        deciding = [stage for stage in self.stages if stage.kind == "decide" and stage.passed_over is None]
        return deciding[-1] if deciding else None


def foresee(
    machine: Machine,
    values: Environment,
    answers: Mapping[str, Json],
    matter: Matter,
    organisation: Organisation,
    on: date,
) -> Foreseen:
    """The way of a case with these answers, if every step ends well. Conditions that are not known count as false."""
    stages: list[Stage] = []
    unresolved: list[Text] = []
    article = ""
    for node in nodes_on_the_way(machine, values):
        if not isinstance(node, UserNode) or node.first:
            continue
        found: tuple[Stage, ...] | Text
        if node.consultation is None:
            found = step_stages(node, matter, organisation, on)
        else:
            asked = asked_in(machine, values, answers, node)
            if isinstance(asked, NotKnown):
                unresolved.append(Text(asked.reason))
                continue
            article = asked.article or article
            sketched, gaps = sketch(node, asked, matter, organisation, on)
            found = tuple(_by_its_rule(stage, asked) for stage in sketched)
            unresolved += gaps
        if isinstance(found, Text):
            unresolved.append(found)
        else:
            stages += found
    return Foreseen(stages=tuple(stages), article=article, unresolved=tuple(unresolved))


def _by_its_rule(stage: Stage, asked: RouteAsked) -> Stage:
    """A place that a table names, with the regulation and the article in which it stands."""
    named = stage.rule == "table"
    return structs.replace(stage, rule=asked.ground(stage.name) or stage.rule) if named else stage


def step_stages(node: UserNode, matter: Matter, organisation: Organisation, on: date) -> tuple[Stage, ...] | Text:
    """A step that stands alone, as a place."""
    kind = AS_STAGES.get(node.kind)
    if kind is None:
        return ()
    assert kind in STAGES
    match open_route(node, matter, organisation, on):
        case Opened(route):
            return (Stage(place=node.id, kind=kind, name=node.step, rule="definition", seats=route.seats),)
        case Skipped(_, seats):
            away = PassedOver.ABSENT
            return (Stage(place=node.id, kind=kind, name=node.step, rule="definition", seats=seats, passed_over=away),)
        case Unassignable(reason):
            return reason
