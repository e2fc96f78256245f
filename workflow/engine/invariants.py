"""What holds of every state between two commands. A sentence for each thing that doesn't; none for a sound state."""

from collections import Counter
from collections.abc import Iterator

from workflow.engine.compensation import UNDO
from workflow.engine.nodes import EachNode, WaitNode
from workflow.engine.program import Program
from workflow.engine.release import is_case, scope_owner
from workflow.engine.state import OUTLIVING, CaseState, Incident, Scope, Token


def violations(program: Program, state: CaseState) -> tuple[str, ...]:
    """Everything that is wrong with a state; programs check themselves with it, people read it in `doctor`."""
    found = _of_an_ended_case(program, state) if state.status == "ended" else _of_an_open_case(program, state)
    return (*found, *_of_compensation(program, state))


def _of_an_ended_case(program: Program, state: CaseState) -> Iterator[str]:
    """Only what may be raised after the end is still under way."""
    if not state.outcome:
        yield "the case has ended without an outcome"

    def waits(incident: Incident) -> bool:
        return bool(state.raisable_until) and incident.token is not None

    if any(incident.kind not in OUTLIVING and not waits(incident) for incident in state.incidents.values()):
        yield "the case has ended but an incident waits for an administrator"
    if not state.raisable_until:
        kinds = ("tokens", "tasks", "timers", "subscriptions", "scopes")
        yield from (f"the case has ended but still has {kind}" for kind in kinds if getattr(state, kind))
        return
    for scope in state.scopes.values():
        if _outermost(state, scope).anytime not in state.raisable_until:
            yield f"the case has ended but scope {scope.id} is still open"
    if any(not wait.token and wait.name not in state.raisable_until for wait in state.subscriptions.values()):
        yield "the case has ended but still listens for a message"
    yield from _of_what_is_there(program, state)


def _of_an_open_case(program: Program, state: CaseState) -> Iterator[str]:
    if state.outcome:
        yield "the case is open but has an outcome"
    main = [token for token in state.tokens.values() if not token.lane_of and _in_the_case(program, state, token)]
    if not main and not state.incidents:
        yield "the case is open but waits for nobody and nothing"
    roots = [scope for scope in state.scopes.values() if is_case(scope)]
    if len(roots) != 1 and state.tokens:
        yield "the case has not exactly one outermost scope"
    yield from _of_what_is_there(program, state)


def _of_what_is_there(program: Program, state: CaseState) -> Iterator[str]:
    for token in state.tokens.values():
        yield from _of_a_token(program, state, token)
    yield from _of_what_is_waited_for(program, state)
    yield from _of_scopes(program, state)


def _of_a_token(program: Program, state: CaseState, token: Token) -> Iterator[str]:
    name = f"token {token.id} at {token.node}"
    if token.node not in program.by_id:
        yield f"{name} stands at no node"
    if token.scope not in state.scopes:
        yield f"{name} stands in no scope"
    if token.lane_of and token.lane_of not in _owners(state):
        yield f"{name} runs beside work that is over"
    match token.waits:
        case "task":
            task = state.tasks.get(token.ref)
            held = task is not None and (task.token, task.node) == (token.id, token.node)
        case "wait":
            woken = any(timer.owner == token.ref and timer.kind == "wait" for timer in state.timers.values())
            listens = any(wait.token == token.id for wait in state.subscriptions.values())
            node = program.by_id.get(token.node)
            held = woken or listens or (isinstance(node, WaitNode) and bool(node.until))
        case "call":
            call = state.calls.get(token.ref)
            held = call is not None and (call.status, call.token, call.abandoned) == ("pending", token.id, "")
        case "issue":
            issue = state.issues.get(token.ref)
            held = issue is not None and (issue.token, issue.outcome) == (token.id, "")
        case "child":
            child = state.children.get(token.ref)
            held = child is not None and (child.token, child.outcome) == (token.id, "")
        case "incident":
            incident = state.incidents.get(token.ref)
            held = incident is not None and incident.token == token.id
        case "":
            held = False
    if not held:
        yield f"{name} waits for nothing"


def _of_what_is_waited_for(program: Program, state: CaseState) -> Iterator[str]:
    tokens, raisable = state.tokens, {handler.name for handler in program.anytime}
    for task in state.tasks.values():
        if task.token not in tokens or tokens[task.token].ref != task.id:
            yield f"task {task.id} at {task.node} belongs to no token"
    for subscription in state.subscriptions.values():
        if not subscription.token:
            if subscription.name not in raisable:
                yield f"subscription {subscription.id} starts nothing"
        elif subscription.token not in tokens or tokens[subscription.token].ref != subscription.id.partition(".")[0]:
            yield f"subscription {subscription.id} belongs to no token"
    for timer in state.timers.values():
        if timer.owner not in _owners(state):
            yield f"timer {timer.id} belongs to nothing that waits"
    for incident in state.incidents.values():
        if incident.token is not None and incident.token not in tokens:
            yield f"incident {incident.id} belongs to no token"


def _of_scopes(program: Program, state: CaseState) -> Iterator[str]:
    for scope in state.scopes.values():
        if scope.parent is not None and scope.parent not in state.scopes:
            yield f"scope {scope.id} lies in a scope that is closed"
    inside = {each for token in state.tokens.values() for each in _around(state, token.scope)}
    for scope in state.scopes.values():
        if not is_case(scope) and scope.id not in inside:
            yield f"group {scope.group or scope.anytime} is open but nothing runs in it"
        running, due = _strands(state, scope), _due(program, scope)
        if is_case(scope) and _interrupted(program, state):
            due = 0
        if running != due and not (scope.parent is None and _may_be_empty(state)):
            yield f"scope {scope.id} of {scope.group or 'the case'} has {running} ways running in it instead of {due}"


def _due(program: Program, scope: Scope) -> int:
    """How many ways have to run in a scope: of the rows of a table only so many at once."""
    left, node = scope.need - scope.got, program.by_id.get(scope.group)
    if isinstance(node, EachNode):
        return min(node.at_once, left)
    return left if scope.need else 1


def _strands(state: CaseState, scope: Scope) -> int:
    """How many ways run in a scope: its own tokens, and each scope directly in it."""
    own = sum(token.scope == scope.id and not token.lane_of for token in state.tokens.values())
    return own + sum(each.parent == scope.id for each in state.scopes.values())


def _may_be_empty(state: CaseState) -> bool:
    """Whether only an incident keeps the case open, because what it concerns could not be carried out at all."""
    return not state.tokens and bool(state.incidents)


def _around(state: CaseState, scope: str | None) -> Iterator[str]:
    while scope is not None and scope in state.scopes:
        yield scope
        scope = state.scopes[scope].parent


def _in_the_case(program: Program, state: CaseState, token: Token) -> bool:
    """Whether it belongs to the case itself or to what took its place, not to what was raised beside it."""
    scope = state.scopes.get(token.scope)
    raised = _outermost(state, scope).anytime if scope else ""
    return not raised or program.handler(raised).interrupts


def _interrupted(program: Program, state: CaseState) -> bool:
    """Whether something has taken the place of the main flow."""
    return any(scope.anytime and program.handler(scope.anytime).interrupts for scope in state.scopes.values())


def _outermost(state: CaseState, scope: Scope) -> Scope:
    while scope.parent is not None and scope.parent in state.scopes:
        scope = state.scopes[scope.parent]
    return scope


def _owners(state: CaseState) -> set[str]:
    """What timers and side lanes may belong to."""
    return {token.ref for token in state.tokens.values()} | {scope_owner(scope) for scope in state.scopes.values()}


def _of_compensation(program: Program, state: CaseState) -> Iterator[str]:
    entries = [entry for scope in state.scopes.values() for entry in scope.compensation]
    for key, times in Counter(entry.key for entry in entries).items():
        if times > 1:
            yield f"call {key} would be undone {times} times"
        if key + UNDO in state.calls:
            yield f"call {key} would be undone again"
    main = (
        entry.node for entry in entries if not program.by_id[entry.node].anytime and not program.by_id[entry.node].each
    )
    for node, times in Counter(main).items():
        if times > 1:
            yield f"{times} calls of {node} would be undone; a step has at most one"
