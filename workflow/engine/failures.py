"""When something goes wrong: errors look for a handler, what has none becomes an incident."""

from typing import Literal

from workflow.engine.effects import CloseIncident, OpenIncident
from workflow.engine.nodes import CallNode, ChildNode, Node, RaiseNode, WaitNode
from workflow.engine.run import Run
from workflow.engine.scopes import clear
from workflow.engine.state import Incident, Token
from workflow.engine.values import Catch

CALL_FAILED = "call_failed"
"""連携失敗: the error of every call that failed."""

IncidentKind = Literal["condition", "unassignable", "error", "changed", "runaway", "compensation", "registration"]


def raise_error(run: Run, token: Token, code: str, detail: str) -> None:
    """Send a token to the nearest handler of its node; without one it waits as an incident.

    A call that a system refused with a code of its own is also a failed call: a handler that names the code goes first.
    """
    node = run.node(token)
    codes = (code, CALL_FAILED) if isinstance(node, CallNode) else (code,)
    catch = next((catch for wanted in codes if (catch := handler(node, wanted))), None)
    if catch is None:
        open_incident(run, token, "error", detail or run.machine.say_error(node, code))
        return
    if catch.closes:
        group = next(scope for scope in run.chain(token.scope) if scope.group == catch.closes)
        clear(run, group, undo=catch.undo, staying=token)
    run.go(token, catch.to)


def handler(node: Node, code: str) -> Catch | None:
    """The innermost handler of a node for an error."""
    catches = node.catches if isinstance(node, CallNode | ChildNode | WaitNode | RaiseNode) else ()
    return next((catch for catch in catches if code in catch.codes), None)


def errors_of(node: Node) -> tuple[str, ...]:
    """The codes of the errors that can come up at a node, as far as a handler may name them."""
    match node:
        case CallNode():
            return (*node.errors, CALL_FAILED)
        case ChildNode():
            return (CALL_FAILED,)
        case RaiseNode():
            return (node.code,)
    return ()


def open_incident(
    run: Run,
    token: Token | None,
    kind: IncidentKind,
    detail: str,
    *,
    node: str = "",
    call: str = "",
    proposal: str = "",
) -> None:
    """Put something before the administrators; the token, if any, waits for them."""
    incident = Incident(
        id=f"incident {run.number()}",
        token=token.id if token else None,
        node=token.node if token else node,
        kind=kind,
        detail=detail,
        call=call,
        proposal=proposal,
    )
    run.state.incidents[incident.id] = incident
    if token is not None:
        token.waits, token.ref = "incident", incident.id
    run.emit(OpenIncident(incident=incident.id, node=incident.node, kind=kind, detail=detail))


def close_incident(run: Run, incident: Incident) -> None:
    """An administrator settled it."""
    del run.state.incidents[incident.id]
    run.emit(CloseIncident(incident=incident.id))
