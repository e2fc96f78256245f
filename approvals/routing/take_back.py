"""引戻し inside a 回議: the last who acted at one of its places takes it back, before anybody else has acted."""

from datetime import date

from msgspec import structs

from approvals.routing.circulate import SENT_BACK, Clock, advance
from approvals.routing.holder import holder_of
from approvals.routing.organisation import Organisation
from approvals.routing.route import Act, PassedOver, Route
from approvals.routing.settle import NotYours, SettledRoute, not_there_any_more
from forms.spec import Text
from workflow.engine.stages import Consultation

TOO_LATE = NotYours(
    Text(
        "次の人が処理を始めたため、引き戻せません。何も記録していません。",
        "Somebody has acted on what followed; it can't be taken back. Nothing was recorded.",
    ),
    code="too_late",
)


def last_act(route: Route, person: str) -> Act | None:
    """What this person did last on the route, if nobody has acted since."""
    act = route.acts[-1] if route.acts else None
    if act is None or act.seat.person != person:
        return None
    if act.verdict == SENT_BACK:  # to a person it is void by itself; to a step it has left the route, or waits to
        return act if act.void and _undone_by(route.acts, act.to) is not None else None
    if act.void:
        return None
    raised = route.asked is not None and route.asked.raised and act.verdict == "disagree"
    return None if raised or not act.stage else act


def take_back(
    route: Route, person: str, consultation: Consultation, organisation: Organisation, on: date, clock: Clock
) -> SettledRoute | NotYours:
    """The route as it was before the act."""
    act, holder = last_act(route, person), holder_of(route, organisation, on)
    if act is None or (holder is not None and holder.person != person):
        return TOO_LATE
    if (wrong := not_there_any_more(act.seat, organisation, on)) is not None:
        return wrong
    earlier = route.acts[:-1]
    if act.verdict == SENT_BACK:
        undone = _undone_by(earlier, act.to)
        acts = tuple(structs.replace(each, void=False) if each is undone else each for each in earlier)
    else:
        acts = (*earlier, structs.replace(act, void=True))
    stages = tuple(
        structs.replace(stage, passed_over=None)
        if stage.passed_over in (PassedOver.NOT_NEEDED, PassedOver.ENOUGH)
        else stage
        for stage in route.stages
    )
    before = structs.replace(route, acts=acts, stages=stages)
    return SettledRoute(route=advance(before, consultation, clock), seat=act.seat, complete=False)


def _undone_by(acts: tuple[Act, ...], place: str) -> Act | None:
    """The act at a place of the route that a send-back to it has made void."""
    return next((act for act in reversed(acts) if act.stage == place and act.verdict != SENT_BACK), None)
