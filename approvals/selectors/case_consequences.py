"""What an act would undo, said before it is done: send-backs, ends, withdrawals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from approvals.routing.route import Route, Stage, route_of
from approvals.routing.settle_stage import back_places
from approvals.selectors.expected_decision import decision_after
from approvals.selectors.open_case import OpenCase
from approvals.selectors.route_stop import Stop
from approvals.selectors.step_names import outcome_name
from approvals.selectors.step_pace import Pace
from workflow.engine.ending import may_withdraw_now
from workflow.engine.nodes import CallNode, ChoiceNode, Node, RuleNode, UserNode
from workflow.engine.outcome import Objection
from workflow.engine.send_back import consequences
from workflow.engine.state import OpenTask
from workflow.engine.values import Button
from workflow.engine.way import spared_by
from workflow.ports import CaseFacts, ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What follows from an act. Every line names steps as the definition does."""

    void: tuple[str, ...] = ()
    """Verdicts that no longer count, with who gave them."""
    undone: tuple[str, ...] = ()
    """Calls to systems that are taken back."""
    kept: tuple[str, ...] = ()
    """Calls whose effect stays."""
    stands: tuple[str, ...] = ()
    """Verdicts that stand when the case comes back, unless what was consented to is changed."""
    stopped: tuple[str, ...] = ()
    """Open work that falls away, with who has it."""
    spared: tuple[str, ...] = ()
    """Steps still to come that are not done any more, where the case ends well before them."""
    outcome: str = ""
    """How the case ends, in the reader's language; empty when it goes on."""
    route_may_change: bool = False
    """Whether what is rewritten there can lead it another way or to other people."""
    decision: date | None = None
    """When it would probably be decided then; None where nothing can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTarget:
    """A step a case can be sent back to."""

    node: str
    step: str
    who: str
    """Who did it last and will get it again."""
    effects: Effects


def back_target(
    case: OpenCase, sender: str, target: str, paces: Mapping[str, Pace], stops: Sequence[Stop]
) -> BackTarget:
    """What sending back from one step to another would do. `stops`: the way of the case through people."""
    result = consequences(case.machine.program, case.state, sender, target)
    visits = case.state.visits(target)
    return BackTarget(
        node=target,
        step=case.step(target),
        who=case.people.actor(visits[-1].actor).name if visits else "",
        effects=Effects(
            void=tuple(_verdict(case, node) for node in result.void if node != target),
            undone=tuple(_call(case, node) for node in result.undone),
            kept=tuple(_call(case, node) for node in result.kept),
            decision=decision_after(case, target, paces, stops),
            stands=_stands(case, sender),
            route_may_change=_route_may_change(case, target),
        ),
    )


def _route_may_change(case: OpenCase, target: str) -> bool:
    """Somebody writes there, and what comes behind it depends on what is written."""
    to, program = case.machine.user_node(target), case.machine.program
    behind = (node for node in program.nodes if node.anytime == to.anytime and node.path > to.path)
    return bool(case.machine.writable(to)) and any(map(_depends_on_answers, behind))


def _depends_on_answers(node: Node) -> bool:
    return isinstance(node, ChoiceNode | RuleNode) or (isinstance(node, UserNode) and node.kind == "circulate")


def _stands(case: OpenCase, sender: str) -> tuple[str, ...]:
    """What was done in the 回議 that is left and stands when it comes back, unless what was consented to changes."""
    routes = (route_of(task.route) for task in case.state.tasks.values() if task.node == sender)
    acted = ((stage, route.act_at(stage.place)) for route in routes for stage in route.stages)
    return tuple(case.place(stage, act.seat) for stage, act in acted if act is not None)


def back_to_people(case: OpenCase, task: OpenTask, node: UserNode) -> tuple[BackTarget, ...]:
    """The people on the route of a 回議 to whom the reader can send it back; what the others did stands."""
    route = route_of(task.route)
    seat = route.seat_of(str(case.reader))
    places = back_places(node, route, seat) if seat else ()
    return tuple(_back_to(case, route, stage) for stage in places)


def _back_to(case: OpenCase, route: Route, stage: Stage) -> BackTarget:
    acts = {each.place: (each, act) for each in route.stages if (act := route.act_at(each.place))}
    names = {place: case.place(each, act.seat) for place, (each, act) in acts.items()}
    who = case.people.name(acts[stage.place][1].seat.person)
    return BackTarget(
        node=stage.place,
        step=names[stage.place],
        who=who,
        effects=Effects(
            void=(f"{names[stage.place]} {who}",),
            kept=tuple(name for place, name in names.items() if place != stage.place),
        ),
    )


def button_effects(case: OpenCase, task: OpenTask, button: Button) -> Effects:
    """What a button that ends the case would do."""
    effects = end_effects(case, button.to, mine=task.id)
    if not effects.outcome or task.row:
        return effects
    here = [token.node for token in case.state.tokens.values() if not token.lane_of]
    spared = spared_by(case.machine, button, case.form.values, behind=here)
    return replace(effects, spared=tuple(case.words(node.step, node.en) for node in spared))


def end_effects(case: OpenCase, outcome: str, *, undo: bool | None = None, mine: str = "") -> Effects:
    """What ending the case with this outcome would do. `mine` is the task that the act itself finishes."""
    achieved = case.machine.program.outcome_kind(outcome) == "achieved"
    ends = outcome_name(case.case.program_hash, outcome).in_language(case.language)
    undoes = not achieved if undo is None else undo
    done = [case.machine.program.by_id[record.node] for record in case.state.calls.values() if record.status == "done"]
    entries = {entry.node for scope in case.state.scopes.values() for entry in scope.compensation}
    undone = dict.fromkeys(
        node.id
        for node in done
        if undoes and isinstance(node, CallNode) and node.on_stop == "undo" and node.id in entries
    )
    return Effects(
        undone=tuple(_call(case, node) for node in undone),
        kept=tuple(_call(case, node.id) for node in done if node.id not in undone),
        stopped=tuple(_open(case, task.node, task.id) for task in _ended_with(case, mine)),
        outcome="" if mine and case.state.raised_for(mine) else ends,
    )


def _ended_with(case: OpenCase, mine: str) -> list[OpenTask]:
    """The other open work of what an act ends: of the case, or of what was raised beside it."""
    raised = case.state.raised_for(mine) if mine else None
    tasks = [task for task in case.state.tasks.values() if task.id != mine]
    return [task for task in tasks if raised is None or case.state.raised_for(task.id) == raised]


def withdrawal_effects(case: OpenCase) -> Effects | None:
    """What withdrawing would do; None when the reader may not, or it is too late."""
    program = case.machine.program
    if program.withdrawal is None or not may_withdraw_now(program, case.state):
        return None
    facts = CaseFacts(program=program, state=case.state, now=case.now)
    if isinstance(ports().people.may_withdraw(facts, program.withdrawal.who, str(case.reader)), Objection):
        return None
    return end_effects(case, "取下げ", undo=program.withdrawal.undo)


def _verdict(case: OpenCase, node: str) -> str:
    visits = case.state.visits(node)
    who = case.people.actor(visits[-1].actor).name if visits else ""
    return case.people.pick((f"{case.step(node)}（{who}）", f"{case.step(node)} ({who})"))


def _call(case: OpenCase, node: str) -> str:
    found = case.machine.program.by_id[node]
    operation = case.called(found.operation) if isinstance(found, CallNode) else ""
    return case.people.pick((f"{case.step(node)}（{operation}）", f"{case.step(node)} ({operation})"))


def _open(case: OpenCase, node: str, task: str) -> str:
    names = [case.people.name(seat.person) for seat in route_of(case.state.tasks[task].route).seats]
    who = case.people.pick(("、", ", ")).join(names[:3])
    return case.people.pick((f"{case.step(node)}（{who}）", f"{case.step(node)} ({who})"))
