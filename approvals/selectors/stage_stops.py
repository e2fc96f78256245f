"""The places of a 回議 as stops on the way of a case: done, open, passed over, to come."""

from collections.abc import Mapping

from msgspec import structs

from approvals.routing.circulate import Clock, begin
from approvals.routing.plan import Planned, plan
from approvals.routing.route import Act, PassedOver, Route, Stage, route_of
from approvals.selectors.open_case import OpenCase
from approvals.selectors.route_stop import LATER, MOST_NAMES, State, Stop, seal_day, several, short_unit
from approvals.selectors.stages import places_of
from workflow.engine.circulate import NotKnown, asked_in
from workflow.engine.nodes import UserNode

LOOK_LATER = (PassedOver.ABSENT, PassedOver.PULLED_UP, PassedOver.ENOUGH)
"""Nobody acts at such a place, and somebody has to look."""
_WHY: Mapping[PassedOver | None, tuple[str, str]] = {
    PassedOver.PULLED_UP: ("引上げ", "pulled up"),
    PassedOver.ENOUGH: ("ほかの同意で成立", "enough consented"),
}
"""Why nobody acts there, where it is not that he is away."""


def stage_stops(case: OpenCase, node: str, route: Route, round_: int) -> list[Stop]:
    """A stop for every place; those at which nobody has to act are left out, except the absent, who look later."""
    shown = [(stage, act) for stage, act in places_of(route) if stage.passed_over in (None, *LOOK_LATER)]
    return [_stop(case, case.machine.user_node(node), route, stage, act, round_) for stage, act in shown]


def stops_before_it_was_left(case: OpenCase, node: str, route: Route, round_: int) -> list[Stop]:
    """Of a 回議 that somebody sent back as a whole: only what was done; nobody has anything to do there now."""
    left = structs.replace(route, seats=(), stages=tuple(stage for stage, act in places_of(route) if act))
    return stage_stops(case, node, left, round_)


def planned_route(case: OpenCase, node: UserNode) -> Route | None:
    """The route of a 回議 to come, as it would be computed now, with what stands of earlier rounds; None where it
    cannot be known yet."""
    if node.consultation is None:
        return None
    asked = asked_in(case.machine, case.form.values, case.state.answers, node)
    if isinstance(asked, NotKnown):
        return None
    planned = plan(node, asked, case.matter, case.organisation, case.day)
    if not isinstance(planned, Planned):
        return None
    route = Route(seats=(), stages=planned.stages, asked=asked)
    left = case.state.circulated.get(node.id)
    begun = begin(route, route_of(left) if left else None, node.consultation, Clock(now=case.now, deadlines={}))
    return Route(seats=(), stages=begun.stages, acts=begun.acts, asked=asked)


def stops_to_come(case: OpenCase, node: str, planned: Route, round_: int) -> list[Stop]:
    """Of a 回議 to come: the places at which nobody's act stands, which is told where it was left."""
    ahead = tuple(stage for stage in planned.stages if planned.act_at(stage.place) is None)
    return stage_stops(case, node, Route(seats=(), stages=ahead, asked=planned.asked), round_)


def _stop(case: OpenCase, node: UserNode, route: Route, stage: Stage, act: Act | None, round_: int) -> Stop:
    is_open = any(seat.stage == stage.place for seat in route.seats)
    act = None if is_open else act
    seats = (act.seat,) if act else stage.seats
    people = tuple(case.people.seat(seat) for seat in seats)
    alone = people[0] if len(people) == 1 else None
    button = case.machine.button(node.id, act.verdict) if act else None
    state: State = "now" if is_open else _state(stage, act)
    later = stage.passed_over in LOOK_LATER
    return Stop(
        node=node.id,
        step=case.in_stage(case.words(node.step, node.en), stage.kind),
        state=state,
        kind=stage.kind,
        people=people,
        who=several(case, [person.name for person in people]) if len(people) <= MOST_NAMES else stage.name,
        post=alone.post if alone else "",
        mark=case.people.pick(LATER) if later else alone.mark if alone else "",
        mark_is_seal=bool(alone and alone.mark_is_seal) and not later,
        unit=short_unit(case, seats[0].unit) if act else "",
        surname=alone.name.partition(" ")[0].partition("　")[0] if alone and state in ("done", "back") else "",
        day=seal_day(act.at) if act and act.at else "",
        at=act.at if act else stage.opened_at,
        due_at=stage.due_at if is_open else None,
        verdict=case.words(button.ja, button.en) if button else _why_later(case, stage),
        round=_round_of(case, act, round_),
    )


def _round_of(case: OpenCase, act: Act | None, round_: int) -> int:
    """The round in which somebody acted: what still stands may be of an earlier one than the route."""
    if act is None or act.at is None:
        return round_
    start, at = case.machine.program.start.id, act.at
    handed_in = (passed.round for passed in case.state.passed if passed.node == start and passed.at <= at)
    return max(handed_in, default=round_)


def _why_later(case: OpenCase, stage: Stage) -> str:
    why = _WHY.get(stage.passed_over)
    return case.people.pick(why) if why else ""


def _state(stage: Stage, act: Act | None) -> State:
    if stage.passed_over is not None:
        return "later"
    if act is None:
        return "next"
    if act.void:
        return "back" if act.verdict == "send_back" else "void"
    return "back" if act.verdict == "send_back" else "done"
