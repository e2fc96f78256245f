"""Calls to connected systems: made, kept over a send-back, answered."""

from msgspec import structs

from workflow.engine.assign import write
from workflow.engine.compensation import compensate, take_compensation, undoes
from workflow.engine.each import MOST_REMEMBERED
from workflow.engine.failures import open_incident, raise_error
from workflow.engine.nodes import ROW, CallNode
from workflow.engine.registration import is_registration
from workflow.engine.release import close_wait, scopes_inside
from workflow.engine.rules import go_on
from workflow.engine.run import Run
from workflow.engine.scope import where
from workflow.engine.send_call import send_call
from workflow.engine.state import CallRecord, Compensation, Json, Scope, Token
from workflow.engine.values import LaterReply
from workflow.engine.waits import wait_for_message


def enter_call(run: Run, token: Token, node: CallNode) -> None:
    """Call the system, unless a call that stands after a send-back already says the same."""
    payload = {name: _sent(run, token, expression) for name, expression in node.send}
    standing = standing_call(run, token)
    if standing is None:
        make_call(run, token, node, payload)
        return
    standing.kept = False
    unanswered = standing.awaits if standing.payload == payload or node.if_changed == "as_is" else ""
    if unanswered and node.reply is not None:
        await_reply(run, token, standing, node.reply, unanswered)
    elif standing.payload == payload or node.if_changed == "as_is":
        run.go(token, node.next)
    elif node.if_changed == "undo_and_again":
        make_call(run, token, node, payload)
    else:
        open_incident(run, token, "changed", run.machine.say_changed(node))


def standing_call(run: Run, token: Token) -> CallRecord | None:
    """The call of a token's node that a send-back left standing, within its unit and row."""
    here = (token.node, run.unit(token.scope), run.row(token.scope))
    calls = run.state.calls.values()
    return next((call for call in calls if (call.node, call.unit, call.row) == here and call.kept), None)


def _sent(run: Run, token: Token, expression: str) -> Json:
    """An item that holds files is sent as references; expressions see nothing of a file but its name."""
    files = run.machine.files.get(expression.strip())
    return run.state.answers.get(files) if files else run.value(expression, token)


def make_call(run: Run, token: Token, node: CallNode, payload: dict[str, Json]) -> None:
    """Call anew: the number in the key counts only calls really made. What the step did before is undone."""
    unit, row = run.unit(token.scope), run.row(token.scope)
    around = run.row_scope(token.scope)
    scopes = scopes_inside(run, around)[::-1] if around is not None else run.scopes_of(unit)
    compensate(run, take_compensation(lambda entry: entry.node == node.id, scopes))
    forget_done_calls(run, node.id, unit, row)
    token.waits, token.ref = "call", send_call(run, node, payload, token=token.id, unit=unit, row=row)


def forget_done_calls(run: Run, node: str, unit: str, row: str) -> None:
    """Within a unit and a row a step has at most one answered call: the newest."""
    for record in list(run.state.calls.values()):
        here = (record.node, record.unit, record.row) == (node, unit, row)
        if here and record.status == "done" and not undoes(record):
            del run.state.calls[record.key]


def settle_success(run: Run, record: CallRecord, outputs: dict[str, Json]) -> None:
    """The system did it: keep what it answered, remember how to undo it, go on."""
    record.status = "done"
    if undoes(record) or is_registration(record.key):
        return
    node = run.machine.program.by_id[record.node]
    assert isinstance(node, CallNode)
    token = run.state.tokens.get(record.token)
    scope = run.state.scopes[token.scope] if token is not None else None
    if token is not None and not receive(run, token, node, outputs):
        return
    entry = compensation_of(run, node, record, outputs)
    if record.abandoned == "undo" and entry is not None:
        compensate(run, [entry])
    elif entry is not None and scope is not None:
        turn = int(run.number()) if run.in_branches(scope.id) else 0
        scope.compensation.append(structs.replace(entry, turn=turn))
    if token is not None and node.reply is not None:
        known = outputs.get(node.reply.key) or record.payload.get(node.reply.key) if node.reply.key else ""
        await_reply(run, token, record, node.reply, str(known or run.state.number))
    elif token is not None:
        go_on(run, token, node.next)
    forget_if_row_is_over(run, record)


def await_reply(run: Run, token: Token, record: CallRecord, reply: LaterReply, key: str) -> None:
    """The system has taken the call in; what came of it a message will say."""
    record.awaits, record.token = key, token.id
    wait_for_message(run, token, reply.message, key)


def take_reply(run: Run, token: Token, node: CallNode, values: dict[str, Json]) -> None:
    """The message has come: keep what it says, go on."""
    assert node.reply is not None
    close_wait(run, token.ref)
    for record in run.state.calls.values():
        if record.node == node.id and record.token == token.id:
            record.awaits = ""
    if receive(run, token, node, values, node.reply.receive):
        go_on(run, token, node.next)


def receive(
    run: Run, token: Token, node: CallNode, outputs: dict[str, Json], into: tuple[tuple[str, str], ...] | None = None
) -> bool:
    """Put the outputs into their items; False when one is not of its item's type and the error was raised.

    `into`: other items and outputs than those of the call itself.
    """
    values, complaint = run.machine.received(node, outputs, into)
    if complaint:
        raise_error(run, token, "call_failed", complaint)
        return False
    if values:
        write(run, token, values)
    return True


def compensation_of(run: Run, node: CallNode, record: CallRecord, outputs: dict[str, Json]) -> Compensation | None:
    """How to undo a call, with values as they are now and what was just answered."""
    if node.undo is None:
        return None
    received, _ = run.machine.received(node, outputs)
    known = structs.replace(run.state, answers=run.state.answers | received)
    values = run.machine.form_state(known, run.world, scopes_of_call(run, record)).values
    payload = {name: run.machine.value_in(expression, values, where(node)) for name, expression in node.undo.send}
    return Compensation(node=node.id, key=record.key, operation=node.undo.operation, payload=payload)


def scopes_of_call(run: Run, record: CallRecord) -> list[Scope]:
    """The scopes a call was made in; of a row that is over already, what the call kept of it."""
    token = run.state.tokens.get(record.token)
    if token is not None:
        return run.chain(token.scope)
    raised = run.state.scopes.get(record.unit)
    rows = [Scope(id="", group=group, row=0, data=cells) for group, cells in record.cells.items()]
    return [*([raised] if raised is not None else []), *rows]


def forget_if_row_is_over(run: Run, record: CallRecord) -> None:
    """Of a large table nothing is remembered but what is under way."""
    loop = record.row.rpartition(" ")[2].partition("/")[0].removesuffix(ROW)
    if record.abandoned and loop and run.machine.each_node(loop).most > MOST_REMEMBERED:
        run.state.calls.pop(record.key, None)


def settle_failure(run: Run, record: CallRecord, code: str, detail: str) -> None:
    """The system did not do it, for good."""
    record.status = "failed"
    if undoes(record):
        open_incident(run, None, "compensation", detail, node=record.node, call=record.key)
    elif is_registration(record.key):
        open_incident(run, None, "registration", detail, node=record.node, call=record.key)
    elif not record.abandoned and (token := run.state.tokens.get(record.token)) is not None:
        raise_error(run, token, code, detail)
    forget_if_row_is_over(run, record)
