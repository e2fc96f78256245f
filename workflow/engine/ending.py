"""The end of a case, however it comes."""

from workflow.engine.compensation import compensate
from workflow.engine.effects import CloseIncident, EndCase
from workflow.engine.nodes import CallNode
from workflow.engine.program import Program
from workflow.engine.release import close_scope, drop_tokens
from workflow.engine.run import Run
from workflow.engine.state import CaseState, Compensation


def end_case(run: Run, outcome: str, *, undo: bool | None = None) -> None:
    """End with an outcome. `undo`: whether calls that must not stay are undone; by default unless it is achieved."""
    kind = run.machine.program.outcome_kind(outcome)
    to_undo = all_compensation(run) if (kind != "achieved" if undo is None else undo) else []
    drop_tokens(run, lambda token: True, "withdrawn")
    for scope in reversed(list(run.state.scopes.values())):
        close_scope(run, scope)
    for incident in list(run.state.incidents.values()):
        if incident.kind != "compensation":  # what could not be undone has to be, whatever becomes of the case
            del run.state.incidents[incident.id]
            run.emit(CloseIncident(incident=incident.id))
    run.state.status, run.state.outcome = "ended", outcome
    compensate(run, to_undo)
    run.emit(EndCase(outcome=outcome, kind=kind))


def all_compensation(run: Run) -> list[Compensation]:
    """What a stop undoes, in order of completion: calls whose やめた時 is 取消."""
    nodes = run.machine.program.by_id
    entries = [entry for scope in run.state.scopes.values() for entry in scope.compensation]
    return [entry for entry in entries if isinstance(node := nodes[entry.node], CallNode) and node.on_stop == "undo"]


def may_withdraw_now(program: Program, state: CaseState) -> bool:
    """Whether the case has not yet entered the step at which withdrawing ends."""
    if state.status != "open" or program.withdrawal is None:
        return False
    until = program.by_id[program.withdrawal.until].path
    live = [program.by_id[token.node] for token in state.tokens.values() if not token.lane_of]
    passed = [program.by_id[passed.node] for passed in state.passed if not passed.void]
    return all(node.path < until for node in [*live, *passed])
