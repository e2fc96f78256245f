"""W111: when a group is undone (取消), each call in it that may have been done by then says how, or that it stays."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.definition.order import Order
from workflow.definition.outline import Placed
from workflow.engine.nodes import CallNode, ChildNode, RaiseNode, WaitNode


def check(checked: Checked) -> Iterator[Problem]:
    undo, stop, keep = (
        ("取消時", "やめた時", "維持") if checked.vocabulary.language == "ja" else ("undo", "on_stop", "keep")
    )
    order = Order(checked)
    for placed in checked.steps(CallStep):
        step = placed.step
        assert isinstance(step, CallStep)
        if step.undo is not None or step.has("on_stop") or _only_reads(checked, step.operation.value):
            continue
        if step.wish_to_undo:
            continue  # told as E111
        group = _undone_group(checked, placed, order)
        if group is not None:
            yield problem(
                "W111",
                step.name if step.name.value else step.word,
                f"「{group}」は失敗すると中の連携を取り消しますが、「{step.name.value}」に「{undo}」がありません。",
                f'"{group}" undoes its calls when it fails, but "{step.name.value}" has no "{undo}".',
                Text(
                    f"「{undo}」を書くか、残してよいなら「{stop}: {keep}」と書いてください",
                    f'add "{undo}", or "{stop}: {keep}" where its effect may stay',
                ),
            )


def _undone_group(checked: Checked, call: Placed, order: Order) -> str | None:
    """Name of a group around a call that something after the call, or beside it, lets fail and be undone."""
    groups = set(call.groups)
    for node in checked.program.nodes:
        if not isinstance(node, CallNode | ChildNode | WaitNode | RaiseNode) or node.id == call.id:
            continue
        undone = next((catch.closes for catch in node.catches if catch.undo and catch.closes in groups), None)
        other = checked.outline.by_id.get(node.id)
        if undone and other is not None and order.may_come_before(call.id, other):
            host = checked.outline.by_id.get(undone.partition(".")[0])
            return host.step.name.value if host else ""
    return None


def _only_reads(checked: Checked, name: str) -> bool:
    system, _, operation = name.partition(".")
    offered = checked.catalogue.systems.get(system, {}).get(operation)
    return offered is not None and offered.only_reads
