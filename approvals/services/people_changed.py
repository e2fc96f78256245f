"""Whether the people of open work have to be found again: they left, went away or came back, or delegations changed."""

from datetime import date

import msgspec
from msgspec import structs

from approvals.routing.delegates import Delegating
from approvals.routing.holder import has_left
from approvals.routing.matter import matter_of
from approvals.routing.open_route import Opened, Skipped, open_route
from approvals.routing.opening import Opening
from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from approvals.routing.settle import DELEGATION_OVER
from approvals.services.port_rows import day_of
from approvals.services.staged_work import with_people_of_today
from approvals.vocabulary import Capacity, Reason
from workflow.engine.nodes import STARTING, UserNode
from workflow.engine.outcome import Objection
from workflow.ports import CaseFacts


def people_changed(case: CaseFacts, task: str, organisation: Organisation) -> bool:
    """Whether looking again would find others than those who have the work."""
    on = day_of(case.now)
    route = msgspec.convert(case.state.tasks[task].route, Route)
    if any(has_left(seat, organisation, on) for seat in route.seats):
        return True
    if not route.stages and any(seat.capacity is Capacity.PULL_UP for seat in route.seats):
        return False
    return _delegates_changed(case, task, route, organisation) or _absences_changed(case, task, route, organisation)


def _absences_changed(case: CaseFacts, task: str, route: Route, organisation: Organisation) -> bool:
    """Whether somebody deputises for a decider who is back, or everybody at a place went away and need not be waited
    for. Work that was handed to somebody, or given to him by an administrator, waits for him."""
    node, on = case.program.by_id[case.state.tasks[task].node], day_of(case.now)
    if not isinstance(node, UserNode) or node.kind in STARTING or not _concerns_absences(route, organisation, on):
        return False
    if route.stages:
        now = with_people_of_today(case, node, task, route, organisation)
        return now is not None and _who(now.seats) != _who(route.seats)
    if any(seat.reason in (Reason.TRANSFERRED, Reason.STAND_IN) for seat in route.seats):
        return False
    match open_route(node, matter_of(case.program, case.state, task), organisation, on):
        case Opened(found):
            return _who(found.seats) != _who(route.seats)
        case Skipped():
            return True
    return False


def _concerns_absences(route: Route, organisation: Organisation, on: date) -> bool:
    """Whether a deputy's decider is back, or nobody of one of the open places is there."""
    if any(seat.capacity is Capacity.DEPUTY and not organisation.is_absent(seat.principal, on) for seat in route.seats):
        return True
    places = {seat.stage for seat in route.seats}
    at = (tuple(seat for seat in route.seats if seat.stage == place) for place in places)
    return any(all(organisation.is_absent(seat.person, on) for seat in seats) for seats in at)


def _who(seats: tuple[Seat, ...]) -> set[tuple[str, str, str]]:
    return {(seat.stage, seat.person, seat.capacity.value) for seat in seats}


def _delegates_changed(case: CaseFacts, task: str, route: Route, organisation: Organisation) -> bool:
    """Whether others may act by delegation than those who have the work by one."""
    node = case.program.by_id[case.state.tasks[task].node]
    if not isinstance(node, UserNode) or node.kind in STARTING:
        return False
    for place in {seat.stage for seat in route.seats}:
        given = {seat.person for seat in route.seats if seat.stage == place and seat.reason is Reason.DELEGATE}
        if given != _delegates_at(case, task, node, route, place, organisation, day_of(case.now)):
            return True
    return False


def delegation_over(case: CaseFacts, task: str, seat: Seat | None, organisation: Organisation) -> Objection | None:
    """Why somebody who has a place by delegation may do nothing with it: none that he was given covers this case
    today, whatever else he was given. None for everybody else."""
    node = case.program.by_id[case.state.tasks[task].node]
    if seat is None or seat.reason is not Reason.DELEGATE or not isinstance(node, UserNode):
        return None
    route = msgspec.convert(case.state.tasks[task].route, Route)
    if seat.person in _delegates_at(case, task, node, route, seat.stage, organisation, day_of(case.now)):
        return None
    return Objection(code=DELEGATION_OVER.code, message=DELEGATION_OVER.reason)


def _delegates_at(
    case: CaseFacts, task: str, node: UserNode, route: Route, place: str, organisation: Organisation, on: date
) -> set[str]:
    """Who may act by delegation at a place of the route on a day."""
    matter = matter_of(case.program, case.state, task)
    everybody = frozenset(
        seat.person
        for stage in route.stages
        if stage.passed_over is None
        for seat in stage.seats
        if seat.reason is not Reason.DELEGATE
    )
    stage = route.stage(place)
    kind, seats = (stage.kind, stage.seats) if stage else (node.kind, route.seats)
    opening = Opening(structs.replace(node, kind=kind), matter, organisation, on)
    delegating = Delegating(opening, kind, bool(route.asked and route.asked.raised))
    return {seat.person for seat in delegating.delegates(seats, everybody)}
