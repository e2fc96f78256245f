"""回議 and 協議 under way: which places are open, and what an act does to the route."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from msgspec import structs

from approvals.routing.route import Act, PassedOver, Route, Stage
from workflow.engine.stages import STAGES, Consultation

SENT_BACK = "send_back"
CONSENTS = frozenset({"agree", "agree_if"})
Deadlines = Mapping[str, datetime]
"""By stage: when somebody who gets the work now has to be done with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The instant, and the deadlines of whoever gets the work at it."""

    now: datetime
    deadlines: Deadlines


def begin(route: Route, earlier: Route | None, consultation: Consultation, clock: Clock) -> Route:
    """A route just computed, with what was done before where it still stands (R7), and the first places opened.

    An act stands at an unchanged place while what people consent to is the same. The decision never stands: whoever
    took it is asked again.
    """
    places = {stage.place: stage for stage in route.stages}
    content = route.asked.content if route.asked else ""

    def stands(act: Act) -> bool:
        stage = places.get(act.stage)
        heard = act.verdict != SENT_BACK and stage is not None and stage.kind != "decide"
        return heard and act.content == content and not act.void

    acts = earlier.acts if earlier else ()
    known = tuple(act if stands(act) else structs.replace(act, void=True) for act in acts)
    return advance(structs.replace(route, acts=known), consultation, clock)


def advance(route: Route, consultation: Consultation, clock: Clock) -> Route:
    """The route with the places open that are next, and its seats theirs."""
    settled = _not_needed(route, consultation)
    ahead = {stage.place for stage in open_stages(settled, consultation)}

    def opened(stage: Stage) -> Stage:
        if stage.place not in ahead:
            return structs.replace(stage, opened_at=None, due_at=None) if stage.opened_at else stage
        if stage.opened_at is not None:
            return stage
        return structs.replace(stage, opened_at=clock.now, due_at=clock.deadlines.get(stage.kind))

    stages = tuple(opened(stage) for stage in settled.stages)
    seats = tuple(seat for stage in stages if stage.place in ahead for seat in stage.seats)
    return structs.replace(settled, stages=stages, seats=seats)


def open_stages(route: Route, consultation: Consultation) -> tuple[Stage, ...]:
    """The places at which somebody may act now; none when everything is done."""
    for kind in STAGES:
        waiting = tuple(stage for stage in route.stages if stage.kind == kind and route.is_to_come(stage))
        if waiting:
            return waiting if kind == "consult" and consultation.at_once else waiting[:1]
    return ()


def cannot_agree(route: Route, consultation: Consultation) -> bool:
    """Whether so many have disagreed that the quorum can no longer be reached."""
    asked = _consulted(route)
    refused = sum(_verdict(route, stage) not in ("", *CONSENTS) for stage in asked)
    return bool(asked) and len(asked) - refused < consultation.quorum.need(len(asked))


def done_with(route: Route, *kinds: str) -> bool:
    """Whether nobody at a place of these kinds has still to act."""
    return not any(stage.kind in kinds and route.is_to_come(stage) for stage in route.stages)


def _not_needed(route: Route, consultation: Consultation) -> Route:
    """Once the quorum is reached, the rest of those consulted need not answer; at most they look later."""
    asked = _consulted(route)
    agreed = sum(_verdict(route, stage) in CONSENTS for stage in asked)
    if not asked or agreed < consultation.quorum.need(len(asked)):
        return route

    how = PassedOver.ENOUGH if consultation.rest == "view_later" else PassedOver.NOT_NEEDED

    def freed(stage: Stage) -> Stage:
        rest = stage in asked and not _verdict(route, stage)
        return structs.replace(stage, passed_over=how) if rest else stage

    return structs.replace(route, stages=tuple(freed(stage) for stage in route.stages))


def _consulted(route: Route) -> list[Stage]:
    return [stage for stage in route.stages if stage.kind == "consult" and stage.passed_over is None]


def _verdict(route: Route, stage: Stage) -> str:
    act = route.act_at(stage.place)
    return act.verdict if act else ""
