"""引上げ: somebody further up in the line takes work before those below him have done it; they look later."""

from collections.abc import Iterator
from datetime import date

from msgspec import structs

from approvals.routing.circulate import Clock, advance
from approvals.routing.establishment import Posting
from approvals.routing.holder import holder_of
from approvals.routing.matter import Matter
from approvals.routing.opening import Opening, seat_in
from approvals.routing.organisation import Organisation
from approvals.routing.route import PassedOver, Route, Seat, Stage
from approvals.routing.settle import NotYours, SettledRoute, held_by_another, later_views, not_there_any_more
from approvals.vocabulary import Capacity, Reason
from forms.spec import Text
from workflow.engine.nodes import UserNode
from workflow.engine.stages import STAGES

IN_THE_LINE = ("examine", "decide")


def pull_up(
    node: UserNode, route: Route, matter: Matter, person: str, organisation: Organisation, on: date, clock: Clock
) -> SettledRoute | NotYours:
    """The route with those below passed over, and who sits there."""
    if node.circulation is None:
        return _alone(node, route, matter, person, organisation, on)
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


def superiors(
    node: UserNode, route: Route, matter: Matter, organisation: Organisation, on: date
) -> tuple[Posting, ...]:
    """Who could take the work of a step that stands alone: whoever is above those who have it and may act there."""
    if not node.pull_up or any(seat.capacity is Capacity.PULL_UP for seat in route.seats):
        return ()
    never = {*Opening(node, matter, organisation, on).never, *(seat.person for seat in route.seats)}
    found = (holder for seat in route.seats for holder in _above(seat, organisation, on))
    return tuple({each.person: each for each in found if each.person not in never}.values())


def place_above(node: UserNode, route: Route, person: str) -> Stage | None:
    """The place of a person further up, if the definition lets him take the case now and somebody below still waits."""
    if node.circulation is None or not node.circulation.pull_up:
        return None
    own = next((stage for stage in route.stages if _is_his(route, stage, person)), None)
    return own if own is not None and _below(route, own) else None


def _alone(
    node: UserNode, route: Route, matter: Matter, person: str, organisation: Organisation, on: date
) -> SettledRoute | NotYours:
    """A step that stands alone: he has it instead of those who had it.

    Of several any one of whom could have done it nobody was passed over, so none of them owes a look.
    """
    posting = next((each for each in superiors(node, route, matter, organisation, on) if each.person == person), None)
    if posting is None:
        return _NOT_POSSIBLE
    if (holder := holder_of(route, organisation, on)) is not None:
        return held_by_another(holder, organisation)
    acting = seat_in(posting, Reason.HOLDER, Capacity.PULL_UP)
    own = [seat for seat in route.seats if seat.capacity is not Capacity.PROXY]
    passed = (later_views(own[0], organisation, on) or (own[0],)) if len(own) == 1 else ()
    looks = tuple(seat for seat in passed if seat.person != person)
    return SettledRoute(route=structs.replace(route, seats=(acting,)), seat=acting, complete=False, later_views=looks)


def _above(seat: Seat, organisation: Organisation, on: date) -> Iterator[Posting]:
    """Who is above somebody in the line of command of the unit he acts for, nearest first."""
    held = organisation.postings(seat.person, on)
    here = next((each for each in held if (each.unit, each.title) == (seat.unit, seat.post)), None)
    if here is not None:
        posts = organisation.line_above(here.unit, organisation.rank(here.kind))
        yield from filter(None, (organisation.holder(post.key, on) for post in posts))


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
