"""引上げ: somebody further up in the line takes a 回議 before those below him have examined it; they look later."""

from datetime import date

from msgspec import structs

from approvals.routing.circulate import Clock, advance
from approvals.routing.holder import holder_of
from approvals.routing.organisation import Organisation
from approvals.routing.route import PassedOver, Route, Stage
from approvals.routing.settle import NotYours, SettledRoute, held_by_another, not_there_any_more
from approvals.vocabulary import Capacity
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stages import STAGES

IN_THE_LINE = ("examine", "decide")


def place_above(node: UserNode, route: Route, person: str) -> Stage | None:
    """The place of a person further up, if the definition lets him take the case now and somebody below still waits."""
    if node.circulation is None or not node.circulation.pull_up:
        return None
    own = next((stage for stage in route.stages if _is_his(route, stage, person)), None)
    return own if own is not None and _below(route, own) else None


def pull_up(
    node: UserNode, route: Route, person: str, organisation: Organisation, on: date, clock: Clock
) -> SettledRoute | NotYours:
    """The route with the places below passed over, and who sits there."""
    own, holder = place_above(node, route, person), holder_of(route, organisation, on)
    if own is None or node.consultation is None:
        return _NOT_POSSIBLE
    seat = next(seat for seat in own.seats if seat.person == person)
    if (wrong := not_there_any_more(seat, organisation, on)) is not None:
        return wrong
    if holder is not None:
        return held_by_another(holder, organisation)
    below = _below(route, own)
    skipped = {stage.place for stage in below}
    acting = structs.replace(seat, capacity=Capacity.PULL_UP if seat.capacity is Capacity.SELF else seat.capacity)

    def passed(stage: Stage) -> Stage:
        if stage.place in skipped:
            return structs.replace(stage, passed_over=PassedOver.PULLED_UP, opened_at=None, due_at=None)
        if stage.place == own.place:
            return structs.replace(stage, seats=tuple(acting if each == seat else each for each in stage.seats))
        return stage

    after = structs.replace(route, stages=tuple(passed(stage) for stage in route.stages))
    looks = tuple(dict.fromkeys(each for stage in below for each in stage.seats if each.person != person))
    return SettledRoute(route=advance(after, node.consultation, clock), seat=acting, complete=False, later_views=looks)


def _is_his(route: Route, stage: Stage, person: str) -> bool:
    waits = stage.passed_over is None and route.act_at(stage.place) is None
    return waits and stage.kind in IN_THE_LINE and any(seat.person == person for seat in stage.seats)


def _below(route: Route, own: Stage) -> tuple[Stage, ...]:
    """Places of the line before his own at which nobody has acted."""
    before = (
        stage
        for stage in route.stages
        if stage.kind == "examine"
        and (STAGES.index(stage.kind), route.stages.index(stage)) < (STAGES.index(own.kind), route.stages.index(own))
    )
    return tuple(stage for stage in before if stage.passed_over is None and route.act_at(stage.place) is None)


_NOT_POSSIBLE = NotYours(
    Text(
        "引き上げられるのは、手続が引上げを認めていて、下の職の人がまだ処理していないときの、上の職の人だけです。",
        "Only somebody further up can take it, where the procedure allows it and those below have not acted.",
    )
)
