"""Blocks begun, left and begun again: a scope is one running instance of a block."""

from workflow.engine.anytime import return_to_case
from workflow.engine.compensation import compensate
from workflow.engine.deadlines import begin_group_clock
from workflow.engine.nodes import CallNode, EachNode, EnterNode, Node
from workflow.engine.release import close_scope, drop_tokens, scope_owner, scopes_inside
from workflow.engine.run import Run
from workflow.engine.state import Compensation, Scope, Token


def align(run: Run, token: Token, node: Node) -> None:
    """Leave the blocks that a token moves out of, begin those it comes into."""
    if node.anytime != run.chain(token.scope)[0].anytime:
        return_to_case(run, token)
    chain = run.chain(token.scope)
    shared = 0
    while shared < min(len(chain) - 1, len(node.groups)) and chain[shared + 1].group == node.groups[shared]:
        shared += 1
    if shared + 1 < len(chain):
        leave(run, chain[shared + 1], token)
    for group in node.groups[shared:]:
        token.scope = begin(run, group, token.scope).id


def begin(run: Run, group: str, parent: str, *, need: int = 0) -> Scope:
    """A block instance begins; its deadline counts from now."""
    scope = run.open_scope(group, parent, need=need)
    node = run.machine.program.by_id[group]
    if isinstance(node, EnterNode):
        begin_group_clock(run, node, parent, scope_owner(scope))
    return scope


def leave(run: Run, outer: Scope, token: Token) -> None:
    """A token leaves a block: what still runs in it is not needed any more, and is undone where its calls say so."""
    inside = scopes_inside(run, outer)
    ids = {scope.id for scope in inside}
    lost = [each for each in run.state.tokens.values() if each.scope in ids and each is not token and not each.lane_of]
    undone = list({entry.key: entry for each in lost for entry in _of_a_lost_branch(run, each, token)}.values())
    for scope in inside:
        scope.compensation = [entry for entry in scope.compensation if entry not in undone]
    drop_tokens(run, lambda each: each.scope in ids and each is not token, "withdrawn")
    close(run, inside, token)
    compensate(run, undone)


def clear(run: Run, outer: Scope, *, undo: bool, staying: Token | None = None) -> None:
    """Withdraw everything inside a block except the token that stays, undo it if asked, and close it.

    A row stays open: the handler of its errors belongs to the row.
    """
    inside = scopes_inside(run, outer)
    ids = {scope.id for scope in inside}
    drop_tokens(run, lambda token: token.scope in ids and token is not staying, "withdrawn")
    to_undo: list[Compensation] = []
    for scope in inside if undo else ():
        to_undo = scope.compensation + to_undo
        scope.compensation = []
    close(run, [scope for scope in inside if scope is not outer or outer.row is None], staying)
    compensate(run, to_undo)


def close(run: Run, inside: list[Scope], staying: Token | None) -> None:
    """Close scopes, innermost first; the token that stays stands outside of them then."""
    for scope in inside:
        if staying is not None and staying.scope == scope.id:
            assert scope.parent is not None
            staying.scope = scope.parent
        close_scope(run, scope)


def begin_again(run: Run, token: Token, node: Node) -> None:
    """Begin the blocks around a node that is sent back to, each for this one way alone.

    What was done in them and still stands can be undone from inside again.
    """
    nodes = run.machine.program.by_id
    for group in node.groups[len(run.chain(token.scope)) - 1 :]:
        outer = run.state.scopes[token.scope]
        scope = begin(run, group, outer.id, need=0 if isinstance(nodes[group], EnterNode) else 1)
        scope.compensation = [entry for entry in outer.compensation if group in nodes[entry.node].groups]
        outer.compensation = [entry for entry in outer.compensation if group not in nodes[entry.node].groups]
        token.scope = scope.id


def _of_a_lost_branch(run: Run, lost: Token, staying: Token) -> list[Compensation]:
    """What a branch that is not needed any more has done and does not keep (やめた時)."""
    nodes = run.machine.program.by_id
    around = run.chain(lost.scope)
    fork = next(scope for scope in reversed(around) if scope in run.chain(staying.scope))
    if isinstance(nodes[fork.group], EachNode):
        fork = around[around.index(fork) + 1]  # each row keeps what it did in its own scope
    branch = nodes[lost.node].path[: len(nodes[fork.group].path) + 1]

    def undone(entry: Compensation) -> bool:
        node = nodes[entry.node]
        return isinstance(node, CallNode) and node.on_stop == "undo" and node.path[: len(branch)] == branch

    return [entry for scope in reversed(scopes_inside(run, fork)) for entry in scope.compensation if undone(entry)]
