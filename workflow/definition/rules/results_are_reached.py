"""W105: every declared result can be reached; undeclared results and a missing end are E095 and told first."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.nodes import END
from workflow.engine.nodes import EndNode, UserNode
from workflow.engine.program import BUILT_IN_OUTCOMES


def check(checked: Checked) -> Iterator[Problem]:
    if END in checked.program.by_id:
        return
    used = {node.outcome for node in checked.program.nodes if isinstance(node, EndNode)}
    people = [node for node in checked.program.nodes if isinstance(node, UserNode)]
    used |= {button.to for node in people for button in node.buttons if button.leads == "end"}
    declared = {outcome.name for outcome in checked.program.outcomes}
    if not used <= declared | BUILT_IN_OUTCOMES.keys():
        return
    for pair in checked.procedure.outcomes:
        if checked.names.outcome(pair.key.value) not in used:
            yield problem(
                "W105",
                pair.key,
                f"結果「{pair.key.value}」で終わる手順がありません。",
                f'No step ends with the result "{pair.key.value}".',
            )
