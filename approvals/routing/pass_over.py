"""後閲 as the drafter says: the case does not wait for an examiner who is away for a moment; he looks later.

For one round, and only at 審議, where the definition lets the absent look later. Never a decision, a consent or a
verification: those are what the case waits for.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import structs

from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from approvals.routing.plan import Planned, plan
from approvals.routing.route import Route, Seat, Stage
from approvals.routing.settle import NotYours
from approvals.vocabulary import Capacity, Reason
from forms.expressions.values import Environment
from forms.spec import Text
from workflow.engine.circulate import asked_in
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.stages import RouteAsked
from workflow.engine.state import Json
from workflow.engine.way import nodes_on_the_way


def examiner_at(node: UserNode, stage: Stage) -> Seat | None:
    """The one person at a place whom the case need not wait for; None where it waits for whoever sits there."""
    if node.circulation is None or node.circulation.examine_absent != "view_later":
        return None
    own = [seat for seat in stage.seats if seat.capacity is Capacity.SELF]
    passable = stage.kind == "examine" and stage.passed_over is None and len(own) == 1
    return own[0] if passable and own[0].reason is not Reason.ADDED else None


def examiners_ahead(
    machine: Machine, values: Environment, answers: Mapping[str, Json], matter: Matter, office: Organisation, on: date
) -> Iterator[Seat]:
    """Examiners whom the drafter may have passed over when he hands it in, as far as the way ahead is known."""
    for node in nodes_on_the_way(machine, values):
        if not isinstance(node, UserNode) or node.circulation is None:
            continue
        asked = asked_in(machine, values, answers, node)
        planned = plan(node, asked, matter, office, on) if isinstance(asked, RouteAsked) else None
        if isinstance(planned, Planned):
            yield from filter(None, (examiner_at(node, stage) for stage in planned.stages))


def may_be_passed_over(node: UserNode, route: Route, matter: Matter, person: str) -> tuple[Seat, ...]:
    """Examiners whom a person may have passed over now; only the drafter may."""
    if route.asked is None or person not in (matter.applicant, matter.drafter):
        return ()
    waiting = (
        stage for stage in route.stages if route.act_at(stage.place) is None and stage.place != route.holders_stage
    )
    return tuple(filter(None, (examiner_at(node, stage) for stage in waiting)))


def pass_over(node: UserNode, route: Route, matter: Matter, person: str, whom: str) -> RouteAsked | NotYours:
    """What the route has to be computed from when this examiner is passed over."""
    if person not in (matter.applicant, matter.drafter):
        return _NOT_YOURS
    if route.asked is None or whom not in {seat.person for seat in may_be_passed_over(node, route, matter, person)}:
        return NOT_NOW
    return structs.replace(route.asked, later=(*route.asked.later, whom))


_NOT_YOURS = NotYours(
    Text("後閲とする人を決められるのは、起案した人だけです。", "Only the drafter says who looks later.")
)
NOT_NOW = NotYours(
    Text(
        "その職員は後閲にできません。できるのは、手続が後閲を認める審議の人で、まだ処理も保留もしていない人だけです。",
        "Only examiners can look later, where the procedure allows it and before they have acted or kept it on hold.",
    ),
    code="not_possible",
)
