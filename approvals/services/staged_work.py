"""Work with stages (回議, 協議): its people when the step is entered, and what an act does to route and inboxes."""

from uuid import UUID

import msgspec
from msgspec import structs

from approvals.routing.additions import add, take_off
from approvals.routing.circulate import Clock, begin
from approvals.routing.matter import matter_of
from approvals.routing.organisation import Organisation
from approvals.routing.pass_over import NOT_NOW, examiners_ahead, pass_over
from approvals.routing.plan import NobodyDecides, plan
from approvals.routing.refresh import refreshed
from approvals.routing.route import PassedOver, Route, Seat
from approvals.routing.settle import NotYours, SettledRoute, seat_for
from approvals.routing.settle_stage import no_deputy, settle_stage
from approvals.services.port_rows import (
    INBOX,
    actor_of,
    day_of,
    inbox_rows,
    later_view_rows,
    reader_rows,
)
from workflow.engine.effects import OpenTask
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection
from workflow.engine.stages import RouteAsked
from workflow.engine.state import Actor
from workflow.engine.world import LiveWorld
from workflow.ports import Assigned, CaseFacts, Delete, Settled, Skipped, Unassignable, Write, ports
from workflow.selectors.programs import machine_of


def assign_stages(
    case: CaseFacts, node: UserNode, opened: OpenTask, organisation: Organisation
) -> Assigned | Skipped | Unassignable:
    """The route of a step just entered; whoever is passed over because he is away has to look later."""
    clock, before = Clock(now=case.now, deadlines=opened.deadlines), _route(case, opened.task)
    asked = before.asked if opened.again and before else opened.asked
    assert asked is not None
    added = before.asked.added if before and before.asked else ()
    asked = structs.replace(asked, stand_in=opened.named or asked.stand_in, added=added)
    if opened.again and before:
        route = _refreshed(case, node, opened.task, before, organisation, clock)
    else:
        route = _computed(case, node, opened.task, asked, organisation, clock)
    if isinstance(route, NobodyDecides):
        return Unassignable(reason=route.reason.ja, proposal=route.proposal)
    if not route.seats:
        return Skipped(reason=f"「{node.step}」で処理する人がいません。")
    gone = (Delete(INBOX, "task_id", UUID(opened.task)),) if opened.again else ()
    return Assigned(
        route=msgspec.to_builtins(route),
        stage=route.under_way,
        writes=(*gone, *_arrived(case, node, opened.task, route, before)),
    )


def settle_stages(
    case: CaseFacts,
    node: UserNode,
    task: str,
    person: str,
    verdict: str,
    to: str,
    organisation: Organisation,
    clock: Clock,
    no_later_view: bool = False,
) -> Settled | Objection:
    """Whether this person may do this at his place on the route, and what follows."""
    on = day_of(case.now)
    route = msgspec.convert(case.state.tasks[task].route, Route)
    seat = seat_for(route, person, organisation, on)
    if isinstance(seat, NotYours):
        why = no_deputy(node, route, verdict, organisation, on) or seat
        return Objection(code=why.code, message=why.reason)
    found = settle_stage(node, route, seat, verdict, to, organisation, on, clock)
    if isinstance(found, NotYours):
        return Objection(code=found.code, message=found.reason)
    if found.raised:
        return _raised(case, node, task, found, organisation, clock)
    writes: list[Write] = []
    if found.later_views and not no_later_view:
        writes.append(later_view_rows(case, node, found.later_views, "deputy"))
    if found.later_views:
        writes.append(reader_rows(case, [seat.person for seat in found.later_views]))
    if unheard := _unheard(route, found.route):
        writes.append(later_view_rows(case, node, unheard, "enough"))
    now = found.route if found.complete else _refreshed(case, node, task, found.route, organisation, clock)
    after = found.route if isinstance(now, NobodyDecides) or not now.seats else now
    if not found.complete:
        writes.append(Delete(INBOX, "task_id", UUID(task)))
        writes += _arrived(case, node, task, after, found.route)
    return Settled(
        actor=actor_of(found.seat),
        route=msgspec.to_builtins(after),
        complete=found.complete,
        verdict=found.verdict,
        to=found.to,
        stage="" if found.complete else after.under_way,
        find_again=isinstance(now, NobodyDecides),
        later_view_waived=bool(found.later_views) and no_later_view,
        writes=tuple(writes),
    )


def add_stage(
    case: CaseFacts, task: str, person: str, to: str, stage: str, organisation: Organisation, clock: Clock
) -> Settled | Objection:
    """The drafter has somebody more on the route: it is computed anew with him, and what was done stands."""
    node = case.program.by_id[case.state.tasks[task].node]
    assert isinstance(node, UserNode)
    route, matter = msgspec.convert(case.state.tasks[task].route, Route), matter_of(case.program, case.state, task)
    asked = add(node, route, matter, person, to, stage, organisation, day_of(case.now))
    return _asked_anew(case, task, person, route, asked, organisation, clock)


def take_off_stage(
    case: CaseFacts, task: str, person: str, whom: str, organisation: Organisation, clock: Clock
) -> Settled | Objection:
    """Somebody whom the drafter had added is no longer asked: the route is computed anew, and what was done stands."""
    route, matter = msgspec.convert(case.state.tasks[task].route, Route), matter_of(case.program, case.state, task)
    asked = take_off(route, matter, person, whom)
    return _asked_anew(case, task, person, route, asked, organisation, clock)


def pass_over_stage(
    case: CaseFacts, task: str, person: str, whom: str, organisation: Organisation, clock: Clock
) -> Settled | Objection:
    """The drafter has somebody passed over who is away for a moment: the route is computed anew, and he looks later."""
    node = case.program.by_id[case.state.tasks[task].node]
    assert isinstance(node, UserNode)
    route, matter = msgspec.convert(case.state.tasks[task].route, Route), matter_of(case.program, case.state, task)
    asked = pass_over(node, route, matter, person, whom)
    return _asked_anew(case, task, person, route, asked, organisation, clock)


def waited_for(case: CaseFacts, people: tuple[str, ...], organisation: Organisation) -> Objection | None:
    """Why a case that has just begun waits for one of these whatever the drafter says; None when it need not."""
    machine = machine_of(case.state.program)
    values = machine.form_state(case.state, LiveWorld(case.now, ports().calendar())).values
    matter, on = matter_of(case.program, case.state), day_of(case.now)
    ahead = {seat.person for seat in examiners_ahead(machine, values, case.state.answers, matter, organisation, on)}
    return None if set(people) <= ahead else Objection(code=NOT_NOW.code, message=NOT_NOW.reason)


def _asked_anew(
    case: CaseFacts,
    task: str,
    person: str,
    route: Route,
    asked: RouteAsked | NotYours,
    organisation: Organisation,
    clock: Clock,
) -> Settled | Objection:
    if isinstance(asked, NotYours):
        return Objection(code=asked.code, message=asked.reason)
    node, matter = case.program.by_id[case.state.tasks[task].node], matter_of(case.program, case.state, task)
    assert isinstance(node, UserNode)
    after = _refreshed(case, node, task, structs.replace(route, asked=asked), organisation, clock)
    if isinstance(after, NobodyDecides):
        return Objection(code="nobody_decides", message=after.reason)
    return Settled(
        actor=Actor(person=person, unit=matter.unit, post=matter.post),
        route=msgspec.to_builtins(after),
        complete=False,
        stage=after.under_way,
        writes=(Delete(INBOX, "task_id", UUID(task)), *_arrived(case, node, task, after, route)),
    )


def hold_stage(case: CaseFacts, task: str, route: Route) -> tuple[Write, ...]:
    """Only those at the same place are kept from acting by a hold."""
    node = case.program.by_id[case.state.tasks[task].node]
    assert isinstance(node, UserNode)
    return (Delete(INBOX, "task_id", UUID(task)), inbox_rows(case, node, task, route))


def _raised(
    case: CaseFacts, node: UserNode, task: str, found: SettledRoute, organisation: Organisation, clock: Clock
) -> Settled | Objection:
    """Those consulted have disagreed, and the definition lets the next post decide: the route is computed anew."""
    asked = structs.replace(found.route.asked or RouteAsked(), raised=True)
    route = _computed(case, node, task, asked, organisation, clock, found.route)
    if isinstance(route, NobodyDecides):
        return Objection(code="nobody_decides", message=route.reason)
    people = [seat.person for stage in route.stages for seat in stage.seats]
    return Settled(
        actor=actor_of(found.seat),
        route=msgspec.to_builtins(route),
        complete=False,
        stage=route.under_way,
        writes=(
            Delete(INBOX, "task_id", UUID(task)),
            inbox_rows(case, node, task, route),
            reader_rows(case, people),
        ),
    )


def with_people_of_today(
    case: CaseFacts, node: UserNode, task: str, route: Route, organisation: Organisation
) -> Route | None:
    """The route as it would be if its people were found again now; None where nobody would decide."""
    found = _refreshed(case, node, task, route, organisation, Clock(now=case.now, deadlines={}))
    return None if isinstance(found, NobodyDecides) else found


def _arrived(case: CaseFacts, node: UserNode, task: str, route: Route, before: Route | None) -> tuple[Write, ...]:
    """Inboxes of those at the open places, everybody's right to read, and looks owed by those just passed over."""
    owing = {seat.person for seat in _away(before)}
    later = tuple(seat for seat in _away(route) if seat.person not in owing)
    people = [seat.person for stage in route.stages for seat in stage.seats]
    rows = (inbox_rows(case, node, task, route), reader_rows(case, people))
    return (*rows, later_view_rows(case, node, later, "absent")) if later else rows


def _refreshed(
    case: CaseFacts, node: UserNode, task: str, route: Route, organisation: Organisation, clock: Clock
) -> Route | NobodyDecides:
    """The route with the people who are at its places to come now."""
    assert node.consultation is not None and route.asked is not None
    planned = plan(node, route.asked, matter_of(case.program, case.state, task), organisation, day_of(case.now))
    if isinstance(planned, NobodyDecides):
        return planned
    return refreshed(planned.stages, route, node.consultation, clock, organisation, day_of(case.now))


def _computed(
    case: CaseFacts,
    node: UserNode,
    task: str,
    asked: RouteAsked,
    organisation: Organisation,
    clock: Clock,
    earlier: Route | None = None,
) -> Route | NobodyDecides:
    assert node.consultation is not None
    planned = plan(node, asked, matter_of(case.program, case.state, task), organisation, day_of(case.now))
    if isinstance(planned, NobodyDecides):
        return planned
    route = Route(seats=(), stages=planned.stages, asked=asked)
    return begin(route, earlier or _route(case, task), node.consultation, clock)


def _route(case: CaseFacts, task: str) -> Route | None:
    """The route as it is; when a step is entered, the one it was left with."""
    route = case.state.tasks[task].route
    return msgspec.convert(route, Route) if route else None


def _unheard(before: Route, after: Route) -> tuple[Seat, ...]:
    """Everybody whose answer is not waited for any more, and who shall look later; not who has answered elsewhere."""
    owing = {stage.place for stage in before.stages if stage.passed_over is PassedOver.ENOUGH}
    heard = {act.seat.person for act in after.acts if not act.void}
    seats = (
        seat
        for stage in after.stages
        if stage.passed_over is PassedOver.ENOUGH and stage.place not in owing
        for seat in stage.seats
        if seat.person not in heard
    )
    return tuple({seat.person: seat for seat in seats}.values())


def _away(route: Route | None) -> tuple[Seat, ...]:
    stages = route.stages if route else ()
    return tuple(seat for stage in stages if stage.passed_over is PassedOver.ABSENT for seat in stage.seats)
