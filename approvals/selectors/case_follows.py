"""What follows when the open work is done with its ordinary verdict: said beside the button, before it is pressed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from approvals.routing.route import Route, Stage
from approvals.selectors.case_route import expected_people
from approvals.selectors.open_case import OpenCase
from approvals.selectors.stage_stops import planned_route
from approvals.selectors.stages import stages_of_task
from approvals.vocabulary import outcome_words
from workflow.engine.nodes import DECIDING, CallNode, EndNode, IssueNode, JoinNode, NotifyNode, RowNode, UserNode
from workflow.engine.resume import return_of
from workflow.engine.state import OpenTask
from workflow.engine.way import nodes_on_the_way


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAhead:
    """A system that will be called."""

    step: str
    operation: str
    can_be_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """Up to the next work of people, with the answers as they stand."""

    calls: tuple[CallAhead, ...] = ()
    documents: tuple[str, ...] = ()
    """Steps that make personal documents."""
    notices: int = 0
    next_step: str = ""
    next_who: str = ""
    stands: tuple[str, ...] = ()
    """What was done in earlier rounds and stands, unless what people consented to is changed."""
    outcome: str = ""
    """How the case ends; empty when it goes on."""
    waits_for_others: bool = False
    """Work beside it has to be done first."""


def follows(case: OpenCase, task: OpenTask) -> Follows | None:
    """None where the ordinary verdict sends back or ends the case by itself: that asks before it is done."""
    node = case.machine.user_node(task.node)
    if not node.buttons or node.buttons[0].leads not in ("next", "jump"):
        return None
    route = stages_of_task(task)
    if route is not None and not _is_last(case, route):
        return _next_place(case, node, route)
    back = return_of(case.machine.program, case.state, node.id, task.unit, task.row)
    if back is not None:
        sender = case.machine.user_node(back.sender)
        return Follows(next_step=case.words(sender.step, sender.en), next_who=expected_people(case, sender)[1])
    calls, documents, notices, end = [], [], 0, Follows()
    for ahead in nodes_on_the_way(case.machine, case.form.values, behind=[node.id]):
        match ahead:
            case UserNode():
                _, who, _ = expected_people(case, ahead)
                end = Follows(
                    next_step=case.words(ahead.step, ahead.en), next_who=who, stands=tuple(_stands(case, ahead))
                )
                break
            case EndNode():
                end = Follows(outcome=outcome_words(ahead.outcome, ahead.en).in_language(case.language))
                calls += _registered(case, node)
                break
            case RowNode() if _has_more_rows(case, ahead):
                end = Follows(waits_for_others=True)
                break
            case JoinNode() if len(case.state.tasks) > 1:
                end = Follows(waits_for_others=True)
                break
            case CallNode():
                step = case.words(ahead.step, ahead.en)
                operation = case.called(ahead.operation)
                calls.append(CallAhead(step=step, operation=operation, can_be_undone=ahead.undo is not None))
            case IssueNode():
                documents.append(case.words(ahead.step, ahead.en))
            case NotifyNode():
                notices += 1
    return replace(end, calls=tuple(calls), documents=tuple(documents), notices=notices)


def _stands(case: OpenCase, node: UserNode) -> Iterator[str]:
    planned = planned_route(case, node)
    for stage in planned.stages if planned else ():
        if planned and planned.act_at(stage.place) is not None:
            yield case.in_stage(stage.name, stage.kind)


def _has_more_rows(case: OpenCase, row: RowNode) -> bool:
    """Whether other rows of the loop are still to be done."""
    return any(scope.group == row.loop and scope.got + 1 < scope.need for scope in case.state.scopes.values())


def _registered(case: OpenCase, node: UserNode) -> list[CallAhead]:
    """The office's call that registers the case when it ends, if it is decided by then."""
    call = case.machine.program.registration
    if call is None or (case.state.decision is None and node.kind not in DECIDING):
        return []
    step, operation = case.words(call.step, call.en), case.called(call.operation)
    return [CallAhead(step=step, operation=operation, can_be_undone=False)]


def _is_last(case: OpenCase, route: Route) -> bool:
    """Whether the reader's act is the last on the route."""
    seat = route.seat_of(str(case.reader))
    return seat is None or all(stage.place == seat.stage for stage in _waiting(route))


def _next_place(case: OpenCase, node: UserNode, route: Route) -> Follows:
    """Who has it next on the route of the same step: all who are consulted at once, but first who is asked beside the
    reader."""
    seat = route.seat_of(str(case.reader))
    open_ = {other.stage for other in route.seats}
    if seat is not None and len(open_) > 1:
        return Follows(waits_for_others=True)
    waiting = [stage for stage in _waiting(route) if stage.place not in open_]
    if not waiting:
        return Follows()
    kind = waiting[0].kind
    following = [stage for stage in waiting if stage.kind == kind] if kind == "consult" else waiting[:1]
    who = case.people.pick(("、", ", ")).join(_has_it(case, stage) for stage in following)
    return Follows(next_step=case.in_stage(case.words(node.step, node.en), kind), next_who=who)


def _has_it(case: OpenCase, stage: Stage) -> str:
    """The one person at a place; of several the place."""
    return case.people.name(stage.seats[0].person) if len(stage.seats) == 1 else stage.name


def _waiting(route: Route) -> list[Stage]:
    return [stage for stage in route.stages if stage.passed_over is None and route.act_at(stage.place) is None]
