"""差戻し: the case returns to an earlier human step, and what lies between is redone.

1. The region is everything from the target on, in the innermost list of steps that holds sender and target. Blocks in
   it are withdrawn with all their branches; what stands beside or before the target in blocks around it is not touched.
2. Work, timers and waits in the region are withdrawn; its verdicts become void.
3. Its calls are undone, kept, or forgotten, as the definition says at each call.
4. Scopes inside the region end; the target is entered again in a new round. A block around the target that was done
   begins again for the target's branch alone.
"""

from dataclasses import dataclass

from workflow.engine.compensation import compensate, take_compensation, undoes
from workflow.engine.nodes import DECIDING, CallNode, ForkNode, Node, UserNode
from workflow.engine.program import Program
from workflow.engine.release import drop_tokens, scopes_inside
from workflow.engine.run import Run
from workflow.engine.scopes import begin_again, close
from workflow.engine.state import CaseState, Compensation, Scope, Token, is_in
from workflow.engine.values import Button


@dataclass(frozen=True, slots=True)
class Region:
    """What a send-back undoes: in one list of steps everything behind the target, and the target itself.

    Paths alternate index in a list and number of a nested list, so list indexes stand at even places. What stands
    before the target in the blocks around it is not redone, nor are branches beside its own.
    """

    place: int
    """Where in paths the list's own indexes stand."""
    target: tuple[int, ...]
    forks: frozenset[tuple[int, ...]]
    """Paths of the parallel blocks around the target."""

    def __contains__(self, node: Node) -> bool:
        path, target = node.path, self.target
        if path[: self.place] != target[: self.place] or len(path) <= self.place:
            return False
        apart = next((at for at, (one, other) in enumerate(zip(path, target, strict=False)) if one != other), None)
        if apart is None:
            return True
        return target[:apart] not in self.forks if apart % 2 else path[apart] > target[apart]

    def depth(self, program: Program, target: Node) -> int:
        """How many blocks that have scopes lie around the list."""
        return sum(len(program.by_id[group].path) < self.place for group in target.groups)


def region(program: Program, sender: Node, target: Node) -> Region:
    """What a send-back from `sender` to `target` undoes, in the innermost list that holds both."""
    apart = next((at for at, (a, b) in enumerate(zip(sender.path, target.path, strict=False)) if a != b), None)
    place = len(target.path) - 1 if apart is None else apart - apart % 2
    around = (program.by_id[group] for group in target.groups)
    return Region(place, target.path, frozenset(node.path for node in around if isinstance(node, ForkNode)))


def send_back(run: Run, token: Token, target: str) -> list[int]:
    """Carry out a send-back from where a token stands. The token itself is the one that goes back.

    The answer is what became void by it, as places in the list of finished steps.
    """
    sender, voided = token.node, list[int]()
    nodes = run.machine.program.by_id
    undone, unit = region(run.machine.program, run.node(token), nodes[target]), run.unit(token.scope)
    base = run.chain(token.scope)[undone.depth(run.machine.program, nodes[target])]
    scopes = scopes_inside(run, base)
    ids = {scope.id for scope in scopes}
    drop_tokens(run, lambda other: other is not token and other.scope in ids and run.node(other) in undone, "sent_back")
    for place, passed in enumerate(run.state.passed):
        mine = passed.unit == unit and is_in(passed.row, run.row(base.id))
        if mine and not passed.void and passed.node in nodes and nodes[passed.node] in undone:
            passed.void = True
            voided.append(place)
    run.state.returns = [each for each in run.state.returns if each.unit != unit or each.target == sender]
    forget_void_decision(run)
    settle_calls(run, unit, undone, scopes, run.row(base.id))
    close(run, [scope for scope in scopes if scope is not base and nodes[scope.group] in undone], token)
    forget_loops(run, undone)
    next_round(run, base)
    run.values_changed()
    begin_again(run, token, nodes[target])
    run.go(token, target)
    return voided


def next_round(run: Run, base: Scope) -> None:
    """The case, or the row or what was raised beside it that `base` lies in, goes into its next round."""
    inner = [each for each in run.chain(base.id) if each.row is not None or each.anytime]
    if inner:
        inner[-1].round += 1
    else:
        run.state.round += 1


def forget_loops(run: Run, undone: Region) -> None:
    """Blocks that will go over their rows again have no result."""
    for each in [each for each in run.state.looped if run.machine.program.by_id[each] in undone]:
        del run.state.looped[each]


def targets_now(state: CaseState, button: Button, row: str = "") -> tuple[str, ...]:
    """Where a button can send a case back to: the steps it offers that were done on the way here and still count.

    `row`: the row that the button's task is for.
    """
    done = {passed.node for passed in state.passed if not passed.void and is_in(row, passed.row)}
    return tuple(target for target in button.targets or (button.to,) if target in done)


def forget_void_decision(run: Run) -> None:
    """A decision that was sent back is none; the document keeps its number."""
    nodes = run.machine.program.by_id
    valid = (nodes.get(passed.node) for passed in run.state.passed if not passed.void)
    if not any(isinstance(node, UserNode) and node.kind in DECIDING for node in valid):
        run.state.decision = None


def settle_calls(run: Run, unit: str, undone: Region, scopes: list[Scope], row: str) -> None:
    """Undo, keep or forget the completed calls of the region."""
    nodes = run.machine.program.by_id

    def settled(entry: Compensation, how: str) -> bool:
        node = nodes[entry.node]
        return isinstance(node, CallNode) and node.on_send_back == how and node in undone

    outermost_first = scopes[::-1]
    compensate(run, take_compensation(lambda entry: settled(entry, "undo"), outermost_first))
    take_compensation(lambda entry: settled(entry, "again"), outermost_first)
    for record in list(run.state.calls.values()):
        node = nodes[record.node]
        mine = isinstance(node, CallNode) and node in undone and record.unit == unit and is_in(record.row, row)
        if isinstance(node, CallNode) and mine and record.status == "done" and not undoes(record):
            record.kept = node.on_send_back == "keep"
            if not record.kept:
                run.state.calls.pop(record.key)


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
    undone = region(program, program.by_id[sender], program.by_id[target])
    done = {record.node for record in state.calls.values() if record.status == "done" and not undoes(record)}
    calls = [node for node in program.nodes if isinstance(node, CallNode) and node.id in done and node in undone]
    done_here = {passed.node for passed in state.passed if not passed.void} - state.gone.keys()
    void = {node for node in done_here if program.by_id[node] in undone}
    return Consequences(
        void=tuple(node.id for node in program.nodes if node.id in void),
        undone=tuple(node.id for node in calls if node.on_send_back == "undo" and node.undo),
        kept=tuple(node.id for node in calls if node.on_send_back == "keep"),
    )
