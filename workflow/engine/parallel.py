"""Branches beside each other: started together, counted where they end."""

from workflow.engine.failures import open_incident
from workflow.engine.nodes import ForkNode, JoinNode
from workflow.engine.release import drop_token
from workflow.engine.run import Run
from workflow.engine.state import Token


def enter_fork(run: Run, token: Token, node: ForkNode) -> None:
    """Start every branch whose condition holds, all conditions read at once; none: the block is passed."""
    started = []
    for branch in node.branches:
        verdict = run.value(branch.condition, token) if branch.condition else True
        if verdict is None:
            open_incident(run, token, "condition", run.say_null(branch.condition, token))
            return
        if verdict is True:
            started.append(branch)
    if not started:
        run.go(token, node.next)
        return
    block = run.open_scope(node.id, token.scope, need=len(started))
    drop_token(run, token, "completed")
    for branch in started:
        run.place(branch.to, block.id, origin=node.id)


def enter_join(run: Run, token: Token, node: JoinNode) -> None:
    """A branch is done. The token that completes the block goes on; others end here."""
    block = run.state.scopes[token.scope]
    fork = run.machine.program.by_id[node.fork]
    assert isinstance(fork, ForkNode)
    block.got += 1
    if fork.quorum == "one" or block.got == block.need:
        run.go(token, node.next)
    else:
        drop_token(run, token, "completed")
