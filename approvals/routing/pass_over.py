"""後閲 as the drafter says: the case does not wait for an examiner who is away for a moment; he looks later.

For one round, and only at 審議, where the definition lets the absent look later. Never a decision, a consent or a
verification: those are what the case waits for.
"""

from msgspec import structs

from approvals.routing.matter import Matter
from approvals.routing.route import Route, Seat
from approvals.routing.settle import NotYours
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stages import RouteAsked


def may_be_passed_over(node: UserNode, route: Route, matter: Matter, person: str) -> tuple[Seat, ...]:
    """Examiners whom a person may have passed over now; only the drafter may."""
    if node.circulation is None or node.circulation.examine_absent != "view_later" or route.asked is None:
        return ()
    if person not in (matter.applicant, matter.drafter):
        return ()
    waiting = (
        stage
        for stage in route.stages
        if stage.kind == "examine"
        and stage.passed_over is None
        and route.act_at(stage.place) is None
        and stage.place != route.holders_stage
    )
    own = (tuple(seat for seat in stage.seats if seat.capacity is Capacity.SELF) for stage in waiting)
    return tuple(seats[0] for seats in own if len(seats) == 1 and seats[0].reason is not Reason.ADDED)


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
