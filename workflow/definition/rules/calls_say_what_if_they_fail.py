"""W101: a call says what happens when it fails, itself or by a group around it."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.engine.nodes import CallNode


def check(checked: Checked) -> Iterator[Problem]:
    heading = "エラー時" if checked.vocabulary.language == "ja" else "on_error"
    for placed in checked.steps(CallStep):
        node = checked.node(placed)
        if isinstance(node, CallNode) and not any("call_failed" in catch.codes for catch in node.catches):
            yield problem(
                "W101",
                placed.step.name,
                f"「{placed.step.name.value}」が失敗したときの「{heading}」がありません。失敗すると要対応で止まります。",
                f'"{placed.step.name.value}" has no "{heading}"; when it fails, the case stops as an incident.',
            )
