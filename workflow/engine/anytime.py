"""いつでも: what is raised beside the main flow, by a person or a system, each time as a unit of its own.

It may be raised from the first submission to the end of the case, and where the definition says so some time longer.
"""

from datetime import datetime

from forms.spec import Text
from workflow.engine.commands import Raise, ReceiveMessage
from workflow.engine.compensation import compensate
from workflow.engine.effects import RaiseEnded, Subscribe, Unsubscribe
from workflow.engine.nodes import CallNode
from workflow.engine.outcome import GONE, TooLate
from workflow.engine.program import Anytime, Program
from workflow.engine.release import close_scope, drop_tokens, is_case, scopes_inside
from workflow.engine.run import Run
from workflow.engine.state import CaseState, Scope, Subscription, Token


def why_not_raised(program: Program, state: CaseState, name: str, now: datetime) -> Text | None:
    """Why a report can't be filed now; None when it can. Raises KeyError for a name nothing can be raised under."""
    handler = program.handler(name)
    if state.status == "ended" and name not in state.raisable_until:
        return Text(
            f"案件が終わったので、「{name}」は出せません。", f'The case is over; there is no "{name}" any more.'
        )
    if state.status == "ended" and now > state.raisable_until[name]:
        return Text(f"「{name}」を受け付ける期間は過ぎました。", f'It is too late for "{name}".')
    if not handler.many and is_raised(state, name):
        return Text(
            f"「{name}」は、前のものが済むまで出せません。", f'"{name}" has to wait until the one before is done.'
        )
    return None


def is_raised(state: CaseState, name: str) -> bool:
    """Whether one is under way."""
    return any(scope.anytime == name for scope in state.scopes.values())


def raise_report(run: Run, command: Raise) -> TooLate | None:
    """A person files a report."""
    refusal = why_not_raised(run.machine.program, run.state, command.report, run.world.now)
    if refusal is not None:
        return TooLate(refusal)
    scope = begin(run, run.machine.program.handler(command.report))
    scope.data, scope.raised_by = dict(command.answers), command.actor.person
    return None


def raise_message(run: Run, listening: Subscription, command: ReceiveMessage) -> TooLate | None:
    """A system says something that starts a handler."""
    if why_not_raised(run.machine.program, run.state, listening.name, run.world.now) is not None:
        return GONE
    handler = run.machine.program.handler(listening.name)
    begin(run, handler).data = dict(command.data)
    if not handler.many:
        stop_listening(run, listening)
    return None


def begin(run: Run, handler: Anytime) -> Scope:
    """A new instance with its token at the first step. One that interrupts takes the place of the main flow."""
    if handler.interrupts:
        withdraw_main_flow(run)
    scope = run.open_scope("", None)
    scope.anytime = handler.name
    run.place(handler.start, scope.id)
    return scope


def withdraw_main_flow(run: Run) -> None:
    """Nothing of the main flow goes on, nor what had taken its place; what was done can still be undone."""
    units = [scope for scope in run.state.scopes.values() if scope.parent is None and is_main(run, scope)]
    inside = [scope for unit in units for scope in scopes_inside(run, unit)]
    ids = {scope.id for scope in inside}
    drop_tokens(run, lambda token: token.scope in ids, "withdrawn")
    for scope in inside:
        if not is_case(scope):
            close_scope(run, scope)


def is_main(run: Run, scope: Scope) -> bool:
    """Whether the case stands and falls with it: the case itself, or what has taken its place."""
    return is_case(scope) or (bool(scope.anytime) and run.machine.program.handler(scope.anytime).interrupts)


def return_to_case(run: Run, token: Token) -> None:
    """A way that took the place of the main flow leads back into it."""
    unit = run.state.scopes[run.unit(token.scope)]
    root = next(scope for scope in run.state.scopes.values() if is_case(scope))
    for scope in scopes_inside(run, unit):
        close_scope(run, scope)
    token.scope = root.id
    run.values_changed()
    run.emit(RaiseEnded(name=unit.anytime, outcome=""))
    listen_again(run, unit.anytime)


def end_raised(run: Run, unit: str, outcome: str) -> None:
    """An instance is over. What it did stays unless the outcome says otherwise; the case remembers how to undo it."""
    scope = run.state.scopes[unit]
    drop_tokens(run, lambda token: run.unit(token.scope) == unit, "withdrawn")
    inner = [other for other in run.state.scopes.values() if other.id != unit and run.unit(other.id) == unit]
    for other in reversed(inner):
        close_scope(run, other)
    stopped = outcome and run.machine.program.outcome_kind(outcome) != "achieved"
    nodes = run.machine.program.by_id
    to_undo = [
        entry
        for entry in scope.compensation
        if stopped and isinstance(node := nodes[entry.node], CallNode) and node.on_stop == "undo"
    ]
    scope.compensation = [entry for entry in scope.compensation if entry not in to_undo]
    close_scope(run, scope)
    compensate(run, to_undo)
    run.emit(RaiseEnded(name=scope.anytime, outcome=outcome))
    listen_again(run, scope.anytime)


def listen(run: Run) -> None:
    """From now on messages may start handlers."""
    for handler in run.machine.program.anytime:
        if handler.kind == "message":
            _subscribe(run, handler.name)


def listen_again(run: Run, name: str) -> None:
    """One at a time: the next message may come now."""
    handler = run.machine.program.handler(name)
    listening = any(wait.name == name and not wait.token for wait in run.state.subscriptions.values())
    possible = why_not_raised(run.machine.program, run.state, name, run.world.now) is None
    if handler.kind == "message" and not listening and possible:
        _subscribe(run, name)


def stop_listening(run: Run, wait: Subscription) -> None:
    del run.state.subscriptions[wait.id]
    run.emit(Unsubscribe(subscription=wait.id))


def _subscribe(run: Run, name: str) -> None:
    wait = Subscription(id=f"wait {run.number()}", token="", name=name, key=run.state.number)
    run.state.subscriptions[wait.id] = wait
    run.emit(Subscribe(subscription=wait.id, name=name, key=wait.key))
