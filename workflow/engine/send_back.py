"""差戻し: the case returns to an earlier human step, and what lies between is redone.

1. The region is everything from the target on, in the innermost list of steps that holds sender and target.
2. Work, timers and waits in the region are withdrawn; its verdicts become void.
3. Its calls are undone, kept, or forgotten, as the definition says at each call.
4. Scopes inside the region end; the target is entered again in a new round.
"""

from collections.abc import Callable
from dataclasses import dataclass

from workflow.engine.compensation import compensate, take_compensation, undoes
from workflow.engine.nodes import CallNode, Node, UserNode
from workflow.engine.program import Program
from workflow.engine.release import close_scope, drop_tokens
from workflow.engine.run import Run
from workflow.engine.state import CaseState, Compensation, Token


def send_back(run: Run, token: Token, target: str) -> None:
    """Carry out a send-back from where a token stands. The token itself is the one that goes back."""
    program = run.machine.program
    inside, unit = region(program, run.node(token), program.by_id[target]), run.unit(token.scope)

    def redone(other: Token) -> bool:
        return other.id != token.id and run.unit(other.scope) == unit and inside(run.node(other))

    drop_tokens(run, redone, "sent_back")
    for passed in run.state.passed:
        passed.void = passed.void or (passed.unit == unit and inside(program.by_id[passed.node]))
    forget_void_decision(run)
    settle_calls(run, unit, inside)
    for scope in reversed(list(run.state.scopes.values())):
        if scope.group and run.unit(scope.id) == unit and inside(program.by_id[scope.group]):
            if token.scope == scope.id:
                assert scope.parent is not None
                token.scope = scope.parent
            close_scope(run, scope)
    next_round(run, unit)
    run.values_changed()
    run.go(token, target)


def next_round(run: Run, unit: str) -> None:
    """The case, or what was raised beside it, goes into its next round."""
    if unit:
        run.state.scopes[unit].round += 1
    else:
        run.state.round += 1


def forget_void_decision(run: Run) -> None:
    """A decision that was sent back is none; the document keeps its number."""
    nodes = run.machine.program.by_id
    valid = (nodes[passed.node] for passed in run.state.passed if not passed.void)
    if not any(isinstance(node, UserNode) and node.kind == "decide" for node in valid):
        run.state.decision = None


def settle_calls(run: Run, unit: str, inside: Callable[[Node], bool]) -> None:
    """Undo, keep or forget the completed calls of the region."""
    nodes = run.machine.program.by_id

    def settled(entry: Compensation, how: str) -> bool:
        node = nodes[entry.node]
        return isinstance(node, CallNode) and node.on_send_back == how and inside(node)

    compensate(run, take_compensation(run, unit, lambda entry: settled(entry, "undo")))
    take_compensation(run, unit, lambda entry: settled(entry, "again"))
    for record in list(run.state.calls.values()):
        node = nodes[record.node]
        mine = isinstance(node, CallNode) and inside(node) and record.unit == unit
        if isinstance(node, CallNode) and mine and record.status == "done" and not undoes(record):
            record.kept = node.on_send_back == "keep"
            if not record.kept:
                run.state.calls.pop(record.key)


def region(program: Program, sender: Node, target: Node) -> Callable[[Node], bool]:
    """Which nodes a send-back from `sender` to `target` undoes.

    Paths alternate index in a list and number of a nested list, so list indexes stand at even places.
    """
    fork = next((i for i, (a, b) in enumerate(zip(sender.path, target.path, strict=False)) if a != b), None)
    place = len(target.path) - 1 if fork is None else fork - fork % 2
    prefix, start = target.path[:place], target.path[place]

    def inside(node: Node) -> bool:
        return node.path[:place] == prefix and len(node.path) > place and node.path[place] >= start

    return inside


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a send-back would do, for the page that asks before it is done. Node ids in the order of the definition."""

    void: tuple[str, ...]
    """Human steps whose verdicts no longer count."""
    undone: tuple[str, ...]
    """Calls that are undone."""
    kept: tuple[str, ...]
    """Calls whose effect stays."""


def consequences(program: Program, state: CaseState, sender: str, target: str) -> Consequences:
    """What a send-back from `sender` to `target` would do to this case."""
    inside = region(program, program.by_id[sender], program.by_id[target])
    done = {record.node for record in state.calls.values() if record.status == "done" and not undoes(record)}
    calls = [node for node in program.nodes if isinstance(node, CallNode) and node.id in done and inside(node)]
    void = {passed.node for passed in state.passed if not passed.void and inside(program.by_id[passed.node])}
    return Consequences(
        void=tuple(node.id for node in program.nodes if node.id in void),
        undone=tuple(node.id for node in calls if node.on_send_back == "undo" and node.undo),
        kept=tuple(node.id for node in calls if node.on_send_back == "keep"),
    )
