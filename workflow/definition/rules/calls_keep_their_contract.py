"""E080, E081, E082, E085, E055: a call names a known operation, sends what it takes, takes what it gives."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, keys, problem, unknown_operation
from workflow.definition.document import CallStep, Contract, UndoCall
from workflow.definition.outline import Placed
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import CallNode


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(CallStep):
        step = placed.step
        assert isinstance(step, CallStep)
        yield from _sends(checked, step)
        yield from _receives(checked, placed, step)
        if step.undo:
            yield from _sends(checked, step.undo)


def _operation(checked: Checked, call: CallStep | UndoCall) -> Contract | None:
    contract = checked.contract(call.operation.value)
    return contract if contract and not contract.has("payload") else None


def _sends(checked: Checked, call: CallStep | UndoCall) -> Iterator[Problem]:
    name = call.operation
    if not name.value:
        return
    contract = _operation(checked, call)
    if contract is None:
        yield unknown_operation(checked, name)
        return
    accepted = {normal(text.value): text.value for text in contract.send}
    for pair in call.send:
        if normal(pair.key.value) not in accepted:
            yield problem(
                "E081",
                pair.key,
                f"「{name.value}」は「{pair.key.value}」を受け取りません。",
                f'"{name.value}" takes no "{pair.key.value}".',
                likely_or_all(pair.key.value, accepted.values()),
            )
    missing = [accepted[key] for key in accepted if key not in keys(call.send)]
    if missing:
        yield problem(
            "E082",
            call.heading("send") if call.send else call.heading("operation"),
            f"「{name.value}」に送る「{'」「'.join(missing)}」がありません。",
            f'"{name.value}" also needs: {", ".join(missing)}.',
            Text(
                f"「送る」に「{missing[0]}: 項目の名前」のように足してください",
                f'add it under "send", such as "{missing[0]}: name of an item"',
            ),
        )


def _in_the_message(checked: Checked, placed: Placed) -> list[str]:
    """What the message holds by which the system answers later."""
    node = checked.node(placed)
    contract = checked.contract(node.reply.message) if isinstance(node, CallNode) and node.reply else None
    return [text.value for text in contract.payload] if contract else []


def _receives(checked: Checked, placed: Placed, call: CallStep) -> Iterator[Problem]:
    contract = _operation(checked, call)
    for pair in call.receive:
        column = "#" in checked.names.target(placed, pair.key.value)
        if normal(pair.key.value) not in checked.names.items and not column:
            yield problem(
                "E055",
                pair.key,
                f"「{pair.key.value}」という項目はありません。",
                f'There is no item "{pair.key.value}".',
                likely_or_all(pair.key.value, [item.name for item in checked.program.form.items]),
            )
        outputs = [text.value for text in contract.receive] if contract else []
        outputs += _in_the_message(checked, placed)
        if contract and normal(pair.value.value) not in map(normal, outputs):
            yield problem(
                "E085",
                pair.value,
                f"「{call.operation.value}」は「{pair.value.value}」を返しません。",
                f'"{call.operation.value}" gives no "{pair.value.value}".',
                likely_or_all(pair.value.value, outputs),
            )
