"""A route under way computed again: what was done stays, places still to come get the people of the day."""

from datetime import date

from msgspec import structs

from approvals.routing.circulate import Clock, advance
from approvals.routing.holder import has_left
from approvals.routing.organisation import Organisation
from approvals.routing.route import PassedOver, Route, Stage
from approvals.vocabulary import Reason
from workflow.engine.stages import STAGES, Consultation


def refreshed(
    planned: tuple[Stage, ...],
    earlier: Route,
    consultation: Consultation,
    clock: Clock,
    organisation: Organisation,
    on: date,
) -> Route:
    """The route with the places planned now.

    Where somebody has acted, or was passed over because he was away, it stays as it was: that is what the record says,
    and who was away owes a look. Where the work was handed to somebody, it stays his as long as he is there.
    """

    def stays(stage: Stage) -> bool:
        handed = any(seat.reason is Reason.TRANSFERRED for seat in stage.seats)
        there = handed and not any(has_left(seat, organisation, on) for seat in stage.seats)
        return (
            there
            or stage.passed_over in (PassedOver.ABSENT, PassedOver.PULLED_UP)
            or earlier.act_at(stage.place) is not None
        )

    been = {stage.place for stage in earlier.stages if stage.passed_over is None}
    acted = {act.seat.person for act in earlier.acts if not act.void}
    kept = {stage.place: stage for stage in earlier.stages if stays(stage)}
    open_since = {stage.place: stage for stage in earlier.stages if stage.opened_at is not None}
    places = {stage.place for stage in planned}
    gone = [stage for stage in kept.values() if stage.place not in places]
    now = [
        kept.get(stage.place) or _still_open(_asked_here(stage, been, acted), open_since.get(stage.place))
        for stage in planned
    ]
    stages = tuple(sorted((*gone, *now), key=lambda stage: STAGES.index(stage.kind)))
    after = advance(structs.replace(earlier, stages=stages), consultation, clock)
    return after if after.seat_of(after.held_by) else structs.replace(after, held_by="")


def _asked_here(stage: Stage, been: set[str], acted: set[str]) -> Stage:
    """A place sent back to acts, also when whoever sits there now has acted at a later one before."""
    elsewhere = stage.passed_over is PassedOver.ELSEWHERE and stage.place in been
    again = elsewhere and any(seat.person in acted for seat in stage.seats)
    return structs.replace(stage, passed_over=None) if again else stage


def _still_open(stage: Stage, before: Stage | None) -> Stage:
    """A place that is open keeps its clock, whoever sits there."""
    return structs.replace(stage, opened_at=before.opened_at, due_at=before.due_at) if before else stage
