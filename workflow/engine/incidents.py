"""What an administrator does about an incident: try again, go on behind it, stop the case, have a call made again."""

from workflow.engine.anytime import end_raised
from workflow.engine.commands import ResumeCall, SettleIncident
from workflow.engine.compensation import undo_again
from workflow.engine.ending import end_case
from workflow.engine.failures import close_incident
from workflow.engine.outcome import GONE, Refused, TooLate, refused
from workflow.engine.run import Run
from workflow.engine.state import CallRecord, Incident


def settle_incident(run: Run, command: SettleIncident) -> TooLate | Refused | None:
    incident = run.state.incidents.get(command.incident)
    if incident is None:
        return GONE
    if command.action == "cancel" and (unit := unit_of(run, incident)):
        end_raised(run, unit, "中止")
        return None
    if command.action == "cancel":
        if run.state.status == "ended":
            return refused("case_ended", "この案件はもう終わっています。", "This case is over already.")
        close_incident(run, incident)
        end_case(run, "中止")
        return None
    token = run.state.tokens.get(incident.token) if incident.token is not None else None
    if token is None:
        close_incident(run, incident)
        if command.action == "retry" and incident.call:
            undo_again(run, incident.call)
        return None
    target = token.node if command.action == "retry" else run.machine.next_after(token.node)
    if target is None:
        return refused("nothing_follows", "この手順の後には何もないので、飛ばせません。", "Nothing follows this step.")
    close_incident(run, incident)
    run.go(token, target)
    return None


def unit_of(run: Run, incident: Incident) -> str:
    """What was raised beside the case and now waits for the administrator; empty in the case itself."""
    token = run.state.tokens.get(incident.token) if incident.token is not None else None
    return run.unit(token.scope) if token is not None else ""


def resume_call(run: Run, command: ResumeCall) -> TooLate | None:
    """Wait again for a call that failed, instead of for an administrator. Too late when the case has gone on."""
    record = run.state.calls.get(command.call)
    if record is None or record.status != "failed":
        return GONE
    incident = next((each for each in run.state.incidents.values() if _is_about(run, each, record)), None)
    if incident is None:
        return GONE
    close_incident(run, incident)
    record.status = "pending"
    if incident.token is not None:
        token = run.state.tokens[incident.token]
        token.waits, token.ref = "call", record.key
    return None


def _is_about(run: Run, incident: Incident, record: CallRecord) -> bool:
    if incident.token is None:
        return incident.call == record.key
    return (
        incident.kind == "error"
        and incident.token == record.token
        and run.state.tokens[incident.token].node == record.node
    )
