"""別手続 and 起票: a case begins others. One it waits for, and stops with itself; the other goes its own way."""

from workflow.engine.assign import write
from workflow.engine.commands import SettleChild
from workflow.engine.effects import OpenCase, StartChild
from workflow.engine.failures import CALL_FAILED, open_incident, raise_error
from workflow.engine.nodes import ChildNode, OpenNode
from workflow.engine.outcome import GONE, TooLate
from workflow.engine.people_of_rows import people_here
from workflow.engine.rules import go_on
from workflow.engine.run import Run
from workflow.engine.state import Child, Json, Token

NOBODY_APPLIES = "「{step}」の申請者が決まりません(行の欄が空です)。"


def enter_child(run: Run, token: Token, node: ChildNode) -> None:
    """Begin the other procedure and wait for its end."""
    times = run.state.children_begun.get(node.id, 0) + 1
    run.state.children_begun[node.id] = times
    key = f"{node.id}/{times}"
    for other in [child for child in run.state.children.values() if child.node == node.id and child.outcome]:
        del run.state.children[other.key]
    run.state.children[key] = Child(key=key, node=node.id, token=token.id)
    token.waits, token.ref = "child", key
    answers: dict[str, Json] = {name: run.value(expression, token) for name, expression in node.give}
    run.emit(StartChild(key=key, node=node.id, procedure=node.procedure, answers=answers))


def enter_open(run: Run, token: Token, node: OpenNode) -> None:
    """Begin a case that goes its own way; not where the row that shall name its applicant names nobody."""
    applicant = people_here(run, token, node.applicant)
    if node.applicant and not applicant:
        open_incident(run, token, "error", NOBODY_APPLIES.format(step=node.step))
        return
    answers: dict[str, Json] = {name: run.value(expression, token) for name, expression in node.give}
    run.emit(
        OpenCase(
            key=f"{node.id}/{run.number()}",
            node=node.id,
            step=node.step,
            procedure=node.procedure,
            applicant=applicant,
            answers=answers,
            submitted=node.submitted,
        )
    )
    run.go(token, node.next)


def settle_child(run: Run, command: SettleChild) -> TooLate | None:
    """The other case has ended, or could not even begin."""
    child = run.state.children.get(command.child)
    token = run.state.tokens.get(child.token) if child is not None else None
    if child is None or child.outcome or token is None:
        return GONE
    node = run.node(token)
    assert isinstance(node, ChildNode)
    if not command.outcome:
        del run.state.children[child.key]
        raise_error(run, token, CALL_FAILED, command.detail)
        return None
    values, complaint = run.machine.received(node, command.answers)
    if complaint:
        open_incident(run, token, "error", complaint)
        return None
    child.outcome = command.outcome
    run.values_changed()
    write(run, token, values)
    go_on(run, token, node.next)
    return None
