"""W105: every declared result can be reached."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.engine.nodes import EndNode, UserNode


def check(checked: Checked) -> Iterator[Problem]:
    used = {node.outcome for node in checked.program.nodes if isinstance(node, EndNode)}
    people = [node for node in checked.program.nodes if isinstance(node, UserNode)]
    used |= {button.to for node in people for button in node.buttons if button.leads == "end"}
    for pair in checked.procedure.outcomes:
        if checked.names.outcome(pair.key.value) not in used:
            yield problem(
                "W105",
                pair.key,
                f"結果「{pair.key.value}」で終わる手順がありません。",
                f'No step ends with the result "{pair.key.value}".',
            )
