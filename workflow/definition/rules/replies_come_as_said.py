"""E088: 応答 of a call agrees with what the system's file says, and the message that answers later can be found."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.definition.located import Located
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import CallNode


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(CallStep):
        step, node = placed.step, checked.node(placed)
        assert isinstance(step, CallStep)
        if step.reply is not None and isinstance(node, CallNode):
            yield from _of_call(checked, step, step.reply, node)


def _of_call(checked: Checked, step: CallStep, reply: Located[str], node: CallNode) -> Iterator[Problem]:
    system, _, operation = normal(step.operation.value).partition(".")
    offers = checked.catalogue.systems.get(system, {})
    offered = offers.get(operation)
    if node.reply is None:
        if offered is not None and offered.later:
            yield problem(
                "E088",
                reply,
                f"「{step.operation.value}」の答えは、知らせ「{offered.later}」で後から届きます。",
                f'"{step.operation.value}" answers later, by the message "{offered.later}".',
                Text(
                    "「応答: 後で」とするか、この行を消して「待機」で待ちます",
                    "write later_on, or wait for it in a step",
                ),
            )
        return
    if offered is not None and not offered.later:
        yield problem(
            "E088",
            reply,
            f"「{step.operation.value}」は、呼ぶとすぐに答えます。",
            f'"{step.operation.value}" answers at once.',
            Text("この行を消してください", "delete this line"),
        )
        return
    message = checked.contract(node.reply.message) if node.reply.message else None
    if message is None or not message.has("payload"):
        name = node.reply.message or f"{system}.…"
        yield problem(
            "E088",
            reply,
            f"後から届く知らせ「{name}」の契約が、連携先にありません。",
            f'There is no contract of the message "{name}" that brings the answer.',
            Text(f"連携先に「{name}: {{受ける: [...]}}」を足してください", f'add "{name}" with its payload'),
        )
        return
    contract = checked.contract(step.operation.value)
    known = [text.value for text in (*contract.send, *contract.receive)] if contract else []
    if node.reply.key and contract and normal(node.reply.key) not in map(normal, known):
        yield problem(
            "E088",
            reply,
            f"知らせ「{node.reply.message}」は「{node.reply.key}」で見分けますが、この呼出にはありません。",
            f'The message is found by "{node.reply.key}", which this call neither sends nor receives.',
        )
