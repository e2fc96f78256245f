"""再開: after a send-back the case goes through the steps again, or straight back to who sent it.

Straight back only if nothing was undone on the way and no item has changed but those whose change matters to nobody
(軽微); then what was done between counts again.
"""

import hashlib

import msgspec

from forms.validation.lookup import as_written, lookup_key
from workflow.engine.nodes import DECIDING, CallNode, ChildNode, EachNode, IssueNode, Node, UserNode
from workflow.engine.program import Program
from workflow.engine.run import Run
from workflow.engine.send_back import Region, region
from workflow.engine.state import CaseState, Token, is_in
from workflow.engine.values import Button
from workflow.engine.way_back import Return

NEVER_AGAIN = (EachNode, IssueNode, ChildNode)
"""What a send-back leaves no result of."""


def in_the_way(program: Program, sender: str, target: str) -> Node | None:
    """What lies between two steps and has to be done again whatever the target does; None where nothing does."""
    back, to = program.by_id[sender], program.by_id[target]
    if back.groups != to.groups or back.anytime != to.anytime or _is_done_again(to):
        return to
    between = region(program, back, to)
    return next((node for node in program.nodes if _is_between(node, between, back, to) and _is_done_again(node)), None)


def may_return(program: Program, sender: UserNode, target: str) -> bool:
    """Whether a send-back from a step to another can lead straight back, past work of others."""
    if sender.resume == "in_turn" or sender.kind == "circulate" or in_the_way(program, sender.id, target) is not None:
        return False
    to = program.by_id[target]
    between = region(program, sender, to)
    return any(isinstance(node, UserNode) and _is_between(node, between, sender, to) for node in program.nodes)


def remember_return(run: Run, token: Token, sender: UserNode, target: str, voided: list[int]) -> None:
    """Keep that whoever redoes the target gives it straight back. `voided`: what the send-back made void."""
    state, program = run.state, run.machine.program
    between = [place for place in voided if state.passed[place].node not in (sender.id, target)]
    here = {"unit": run.unit(token.scope), "row": run.row(token.scope)}
    content = content_of(program, state)
    state.returns.append(Return(target=target, sender=sender.id, content=content, voided=between, **here))


def content_of(program: Program, state: CaseState) -> str:
    """Fingerprint of every answer whose change matters."""
    passed_over = {*program.minor, *(lookup_key(item.key) for item in program.form.items if item.lookup)}
    said = {key: as_written(value) for key, value in state.answers.items() if key not in passed_over}
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:16]


def return_of(program: Program, state: CaseState, node: str, unit: str, row: str) -> Return | None:
    """Where whoever does a step gives the case straight back to, if nothing that matters has changed."""
    found = next((each for each in state.returns if (each.target, each.unit, each.row) == (node, unit, row)), None)
    return found if found is not None and found.content == content_of(program, state) else None


def next_after_act(run: Run, token: Token, button: Button) -> str:
    """Where a token goes when a step is done: to its next, or straight back to who had sent the case here."""
    node = run.node(token)
    assert isinstance(node, UserNode)
    unit, row = run.unit(token.scope), run.row(token.scope)
    back = return_of(run.machine.program, run.state, node.id, unit, row)
    here = (node.id, unit, row)
    run.state.returns = [each for each in run.state.returns if (each.target, each.unit, each.row) != here]
    if button.leads == "jump":
        return button.to
    if back is None or button is not node.buttons[0]:
        return node.next
    for place in back.voided:
        run.state.passed[place].void = False
    _calls_stand(run, region(run.machine.program, run.machine.program.by_id[back.sender], node), unit, row)
    run.values_changed()
    return back.sender


def _calls_stand(run: Run, between: Region, unit: str, row: str) -> None:
    """Calls that were kept over the send-back are not asked for again."""
    nodes = run.machine.program.by_id
    for record in run.state.calls.values():
        if record.kept and record.unit == unit and is_in(record.row, row) and nodes[record.node] in between:
            record.kept = False


def _is_between(node: Node, between: Region, sender: Node, target: Node) -> bool:
    return node in between and node.path < sender.path and node.id not in (sender.id, target.id)


def _is_done_again(node: Node) -> bool:
    return (
        isinstance(node, NEVER_AGAIN)
        or (isinstance(node, CallNode) and node.on_send_back != "keep")
        or (isinstance(node, UserNode) and node.kind in DECIDING)
    )
