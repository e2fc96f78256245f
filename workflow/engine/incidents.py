"""What an administrator does about an incident: try again, go on behind it, send back, give what is missing, stop."""

from collections.abc import Mapping

from forms.errors import AnswerInvalid
from forms.spec import Text
from workflow.engine.anytime import end_raised
from workflow.engine.assign import write
from workflow.engine.commands import ResumeCall, SettleIncident
from workflow.engine.compensation import undo_again
from workflow.engine.ending import end_case
from workflow.engine.failures import close_incident
from workflow.engine.nodes import Node, UserNode
from workflow.engine.outcome import GONE, Objection, Refused, TooLate, refused
from workflow.engine.registration import is_registration, register_again
from workflow.engine.remedies import is_done_by_values, missing_of, targets_of
from workflow.engine.rules import go_on
from workflow.engine.run import Run
from workflow.engine.send_back import send_back
from workflow.engine.state import CallRecord, Incident, Json, Token

SAY_WHAT = Text("値が空です。値を入れてください。", "The value is empty. Write one.")


def settle_incident(run: Run, command: SettleIncident) -> TooLate | Refused | None:
    """Do what an administrator chose, as far as it is possible where the case is stuck."""
    incident = run.state.incidents.get(command.incident)
    if incident is None:
        return GONE
    token = run.state.tokens.get(incident.token) if incident.token is not None else None
    match command.action:
        case "cancel":
            return _cancel(run, incident)
        case "send_back":
            return _send_back(run, incident, token, command.send_back_to)
        case "supply":
            return _supply(run, incident, token, command.answers)
    if token is None:
        close_incident(run, incident)
        if command.action == "retry" and is_registration(incident.call):
            register_again(run, incident.call)
        elif command.action == "retry" and incident.call:
            undo_again(run, incident.call)
        return None
    if command.action == "name":
        if incident.kind != "unassignable":
            ja = "この要対応は、担当者を決めても片付きません。"
            return refused("nobody_wanted", ja, "Naming a person does not settle this.")
        run.named[token.id] = command.person
    target = token.node if command.action in ("retry", "name") else run.machine.next_after(token.node)
    if target is None:
        return _not_skipped(run.node(token))
    close_incident(run, incident)
    run.go(token, target)
    return None


def _not_skipped(node: Node) -> Refused:
    if isinstance(node, UserNode) and node.decides:
        ja = "決定する手順は飛ばせません。担当者を決めるか、差し戻すか、案件を中止してください。"
        return refused("decision_wanted", ja, "Nobody skips a decision. Name who decides, send it back, or stop it.")
    return refused("nothing_follows", "この手順の後には何もないので、飛ばせません。", "Nothing follows this step.")


def _cancel(run: Run, incident: Incident) -> Refused | None:
    if unit := unit_of(run, incident):
        end_raised(run, unit, "中止")
        return None
    if run.state.status == "ended":
        return refused("case_ended", "この案件はもう終わっています。", "This case is over already.")
    close_incident(run, incident)
    end_case(run, "中止")
    return None


def _send_back(run: Run, incident: Incident, token: Token | None, target: str) -> Refused | None:
    if token is None or target not in targets_of(run.machine, run.state, incident):
        ja = "ここからは、その手順へ差し戻せません。済んだ前の手順を選んでください。"
        return refused("no_such_target", ja, "It can't be sent back there. Choose an earlier step that was done.")
    close_incident(run, incident)
    send_back(run, token, target)
    return None


def _supply(run: Run, incident: Incident, token: Token | None, answers: Mapping[str, Json]) -> Refused | None:
    """Write the values; go on behind a step whose whole work they are, else try it again."""
    wanted = missing_of(run.machine, run.state, run.world, incident)
    if token is None or not answers or not set(answers) <= set(wanted):
        ja = "ここでは、その項目に値を入れられません。"
        return refused("not_missing", ja, "No value can be given to this item here.")
    values: dict[str, Json] = {}
    wrong: list[Objection] = []
    for key, sent in answers.items():
        item = run.machine.target(key)
        try:
            values[key] = item.field.parse(sent, item.spec)
        except AnswerInvalid as invalid:
            wrong.append(Objection(code="answer_invalid", message=invalid.message, item=key))
    empty = [key for key, value in values.items() if value is None]
    wrong += [Objection(code="answer_missing", message=SAY_WHAT, item=key) for key in empty]
    if wrong:
        return Refused(tuple(wrong))
    node = run.node(token)
    close_incident(run, incident)
    write(run, token, values)
    behind = run.machine.next_after(node.id) if is_done_by_values(node) else None
    go_on(run, token, behind or node.id)
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
