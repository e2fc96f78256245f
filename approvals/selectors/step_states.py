"""For every step of a procedure, what has become of it in one case."""

from dataclasses import dataclass
from typing import Literal

from approvals.selectors.open_case import OpenCase
from approvals.selectors.way_ahead import nodes_ahead
from workflow.engine.nodes import CallNode, EndNode, Node, NotifyNode, UserNode
from workflow.engine.way import nodes_on_the_way

Css = Literal["", "done", "now", "auto", "later", "void", "bad", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """How a step is drawn and what is said of it."""

    css: Css = ""
    """Empty: still to come. off: the case does not come here as things are."""
    note: str = ""


WORDS: dict[str, tuple[str, str]] = {
    "done": ("済み", "done"),
    "now": ("いま", "now"),
    "auto": ("自動・済み", "automatic, done"),
    "later": ("後閲", "later view"),
    "void": ("失効", "void"),
    "bad": ("要対応", "needs attention"),
    "": ("これから", "to come"),
    "off": ("通らない見込み", "not on the way"),
    "missed": ("通りませんでした", "not taken"),
    "spare": ("必要なときだけ", "only if needed"),
}


def step_states(case: OpenCase) -> dict[str, StepState]:
    """By node id, for every node that does the work of a step."""
    ahead = {node.id for node in nodes_ahead(case)}
    return {node.id: _state(case, node, ahead) for node in case.machine.program.by_step.values()}


def _state(case: OpenCase, node: Node, ahead: set[str]) -> StepState:
    if any(incident.node == node.id for incident in case.state.incidents.values()):
        return _as(case, "bad")
    if any(token.node == node.id for token in case.state.tokens.values()):
        return _as(case, "now")
    if any(scope.group == node.id for scope in case.state.scopes.values()):
        return _as(case, "now")
    if isinstance(node, UserNode):
        return _human(case, node, ahead)
    if isinstance(node, CallNode):
        return _call(case, node, ahead)
    if node.id in ahead:
        return StepState()
    return _as(case, "auto") if _was_passed(case, node) else _away(case, node)


def _human(case: OpenCase, node: UserNode, ahead: set[str]) -> StepState:
    visits = [passed for passed in case.state.passed if passed.node == node.id]
    if not visits:
        return StepState() if node.id in ahead else _away(case, node)
    last = visits[-1]
    button = case.machine.button(node.id, last.verdict) if last.verdict else None
    if button is not None and button.leads == "send_back":
        return StepState(css="void", note=case.words(button.ja, button.en))
    if last.void:
        return _as(case, "void")
    if not last.verdict:
        return _as(case, "later")
    return StepState(css="done", note=case.people.actor(last.actor).name)


def _call(case: OpenCase, node: CallNode, ahead: set[str]) -> StepState:
    records = [record for record in case.state.calls.values() if record.node == node.id]
    if any(record.status == "done" and record.key.startswith(node.id) for record in records):
        return _as(case, "auto")
    return StepState() if node.id in ahead else _away(case, node)


def _was_passed(case: OpenCase, node: Node) -> bool:
    """Notices and ends leave no mark in the state: they happened if the main way has gone beyond them.

    Of a case that has ended it is the way that its answers lead, as far as that comes to its end.
    """
    if case.case.status == "ended" and isinstance(node, EndNode):
        return case.case.outcome == node.outcome
    if case.case.status == "ended":
        way = list(nodes_on_the_way(case.machine, case.form.values))
        ends = [each.outcome for each in way if isinstance(each, EndNode)]
        if node in way and case.case.outcome in ends:
            return True
        if not isinstance(node, NotifyNode):
            return False
    if node.lane:
        return False
    nodes = case.machine.program.by_id
    reached = [passed.node for passed in case.state.passed if not passed.void]
    reached += [token.node for token in case.state.tokens.values()]
    walked = [nodes[each].path for each in reached if each in nodes]
    return len(node.path) == 1 and any(path > node.path for path in walked)


def _as(case: OpenCase, css: Css) -> StepState:
    return StepState(css=css, note=case.people.pick(WORDS[css]))


def _away(case: OpenCase, node: Node) -> StepState:
    """A step the case does not come to: off the main way, or there only for errors and deadlines."""
    if case.case.status == "ended":
        return StepState(css="off", note=case.people.pick(WORDS["missed"]))
    on_main_way = len(node.path) == 1 or node.groups
    return StepState(css="off", note=case.people.pick(WORDS["off" if on_main_way else "spare"]))
