"""Taking work away: what must go with a token, a scope, a task."""

from collections.abc import Callable
from typing import Literal

from msgspec.structs import replace

from workflow.engine.effects import CallBackIssue, CloseIncident, CloseTask, StopChild, Unsubscribe
from workflow.engine.kept_routes import keep_route
from workflow.engine.nodes import CallNode, UserNode
from workflow.engine.run import Run
from workflow.engine.state import OpenTask, Scope, Token

How = Literal["completed", "skipped", "sent_back", "withdrawn", "overdue"]


def close_task(run: Run, task: OpenTask, how: How, verdict: str = "") -> None:
    """The task is over: with it go its timers and side lanes."""
    del run.state.tasks[task.id]
    node = run.machine.program.by_id[task.node]
    assert isinstance(node, UserNode)
    keep_route(run.state, node, task)
    run.stop_timers(task.id)
    drop_lanes(run, task.id)
    run.emit(CloseTask(task=task.id, node=task.node, how=how, verdict=verdict))
    if how != "completed":  # nobody has redone it, so nothing comes straight back
        here = (task.node, task.unit, task.row)
        run.state.returns = [each for each in run.state.returns if (each.target, each.unit, each.row) != here]


def close_wait(run: Run, wait: str) -> None:
    """The wait is over: with it go its subscriptions, timers and side lanes."""
    for id_ in [id_ for id_ in run.state.subscriptions if id_.partition(".")[0] == wait]:
        del run.state.subscriptions[id_]
        run.emit(Unsubscribe(subscription=id_))
    run.stop_timers(wait)
    drop_lanes(run, wait)


def drop_lanes(run: Run, owner: str) -> None:
    """Side lanes never outlive the work they run beside."""
    for token in [token for token in run.state.tokens.values() if token.lane_of == owner]:
        drop_token(run, token, "withdrawn")


def drop_token(run: Run, token: Token, how: How) -> None:
    """Take a token away with all it waits for."""
    del run.state.tokens[token.id]
    match token.waits:
        case "task":
            if (task := run.state.tasks.get(token.ref)) is not None:
                close_task(run, task, how)
        case "wait":
            close_wait(run, token.ref)
        case "call":
            abandon_call(run, token.ref, token.scope)
        case "issue":
            leave_issue(run, token.ref)
        case "child":
            leave_child(run, token.ref)
        case "incident":
            if run.state.incidents.pop(token.ref, None) is not None:
                run.emit(CloseIncident(incident=token.ref))
        case "":
            pass


def abandon_call(run: Run, key: str, scope: str) -> None:
    """The case no longer waits for an answer. The call may be on its way, so it is judged when it answers."""
    record = run.state.calls[key]
    node = run.machine.program.by_id[record.node]
    assert isinstance(node, CallNode)
    record.abandoned = "undo" if node.on_stop == "undo" else "keep"
    record.cells = {each.group: each.data for each in run.chain(scope) if each.row is not None}


def leave_child(run: Run, key: str) -> None:
    """The case no longer waits for another that it began: that one is stopped."""
    child = run.state.children.pop(key)
    run.emit(StopChild(key=key, node=child.node))


def leave_issue(run: Run, key: str) -> None:
    """The case no longer waits for it: before its publication it is called back, afterwards it takes its course."""
    issue = run.state.issues[key]
    if not issue.is_published(run.world.now):
        del run.state.issues[key]
        run.emit(CallBackIssue(key=key, node=issue.node))


def drop_tokens(run: Run, chosen: Callable[[Token], bool], how: How) -> None:
    """Take away every chosen token; lanes go with their hosts."""
    for token in [token for token in run.state.tokens.values() if chosen(token)]:
        if token.id in run.state.tokens:
            drop_token(run, token, how)


def close_scope(run: Run, scope: Scope) -> None:
    """An instance ends: what can be undone passes to the scope around it, from what was raised to the case."""
    owner = scope_owner(scope)
    run.stop_timers(owner)
    drop_lanes(run, owner)
    outer = scope.parent or next((other.id for other in run.state.scopes.values() if is_case(other)), None)
    if outer is not None and outer != scope.id:
        done = sorted(scope.compensation, key=lambda entry: entry.turn)
        if not run.in_branches(outer):
            done = [replace(entry, turn=0) for entry in done]
        run.state.scopes[outer].compensation.extend(done)
    del run.state.scopes[scope.id]


def is_case(scope: Scope) -> bool:
    """Whether it is the case itself, no group in it and nothing raised beside it."""
    return scope.parent is None and not scope.anytime


def scope_owner(scope: Scope) -> str:
    """The name under which timers and lanes belong to a scope."""
    return f"scope {scope.id}"


def scopes_inside(run: Run, outer: Scope) -> list[Scope]:
    """The scope and all scopes in it, innermost first."""
    return [scope for scope in reversed(run.state.scopes.values()) if outer in run.chain(scope.id)]
