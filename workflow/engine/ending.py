"""The end of a case, however it comes."""

from collections.abc import Container
from datetime import datetime

from workflow.engine.anytime import end_raised, is_main, stop_listening
from workflow.engine.compensation import compensate
from workflow.engine.each import end_row
from workflow.engine.effects import CloseIncident, EndCase
from workflow.engine.nodes import CallNode
from workflow.engine.program import Program
from workflow.engine.registration import register_decision
from workflow.engine.release import close_scope, drop_tokens
from workflow.engine.run import Run
from workflow.engine.state import OUTLIVING, CaseState, Compensation, Scope, Token


def end_unit(run: Run, token: Token, outcome: str, *, whole: bool = False, spared: tuple[str, ...] = ()) -> None:
    """End what a token belongs to: a row, what was raised beside the case, the case; `whole` passes over rows."""
    unit = run.unit(token.scope)
    row = run.row_scope(token.scope)
    if row is not None and not whole:
        end_row(run, row, outcome)
    elif unit and not (outcome and is_main(run, run.state.scopes[unit])):
        end_raised(run, unit, outcome)
    else:
        end_case(run, outcome, spared=spared)


def end_case(run: Run, outcome: str, *, undo: bool | None = None, spared: tuple[str, ...] = ()) -> None:
    """End with an outcome. `undo`: whether calls that must not stay are undone; by default unless it is achieved.

    What may be raised after the end, and is under way, goes on; everything else stops.
    """
    kind = run.machine.program.outcome_kind(outcome)
    run.state.raisable_until = raisable_until(run, kind)
    stopping = {scope.id for scope in run.state.scopes.values() if not goes_on(run, scope)}
    to_undo = all_compensation(run, stopping) if (kind != "achieved" if undo is None else undo) else []
    drop_tokens(run, lambda token: token.scope in stopping, "withdrawn")
    for scope in reversed([scope for scope in run.state.scopes.values() if scope.id in stopping]):
        close_scope(run, scope)
    for wait in [wait for wait in run.state.subscriptions.values() if not wait.token]:
        if wait.name not in run.state.raisable_until:
            stop_listening(run, wait)
    for incident in list(run.state.incidents.values()):
        waits = incident.token is not None and incident.token in run.state.tokens
        if incident.kind not in OUTLIVING and not waits:
            del run.state.incidents[incident.id]
            run.emit(CloseIncident(incident=incident.id))
    run.state.status, run.state.outcome = "ended", outcome
    compensate(run, to_undo)
    register_decision(run, kind)
    run.emit(EndCase(outcome=outcome, kind=kind, spared=spared))


def raisable_until(run: Run, kind: str) -> dict[str, datetime]:
    """What may be raised after the end, and until when; nothing in a case that was taken back or stopped."""
    now = run.world.now
    spans = {handler.name: handler.after_end for handler in run.machine.program.anytime if kind != "cancelled"}
    return {name: run.world.deadline(now, span) for name, span in spans.items() if span is not None}


def goes_on(run: Run, scope: Scope) -> bool:
    """Whether an instance outlives the end of the case."""
    return run.chain(scope.id)[0].anytime in run.state.raisable_until


def all_compensation(run: Run, scopes: Container[str]) -> list[Compensation]:
    """What a stop undoes in these scopes, in order of completion: calls whose やめた時 is 取消."""
    nodes = run.machine.program.by_id
    entries = [entry for scope in run.state.scopes.values() if scope.id in scopes for entry in scope.compensation]
    return [entry for entry in entries if isinstance(node := nodes[entry.node], CallNode) and node.on_stop == "undo"]


def may_withdraw_now(program: Program, state: CaseState) -> bool:
    """Whether the case has not yet entered the step at which withdrawing ends."""
    if state.status != "open" or program.withdrawal is None:
        return False
    until = program.by_id[program.withdrawal.until].path
    live = [program.by_id[token.node] for token in state.tokens.values() if not token.lane_of]
    done = {passed.node for passed in state.passed if not passed.void} - state.gone.keys()
    passed = [program.by_id[node] for node in done]
    return all(node.path < until for node in [*live, *passed] if not node.anytime)
