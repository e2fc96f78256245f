"""E084: what tells the outside is called only after the decision, unless the contract says that it is urgent."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.engine.nodes import UserNode


def check(checked: Checked) -> Iterator[Problem]:
    program = checked.program
    deciding = {node.id for node in program.nodes if isinstance(node, UserNode) and node.kind == "decide"}
    starts = [node.id for node in program.nodes[:1]] + [handler.start for handler in program.anytime]
    undecided = checked.graph.unavoided(starts, lambda id_: id_ in deciding)
    for placed in checked.steps(CallStep):
        assert isinstance(placed.step, CallStep)
        contract = checked.contract(placed.step.operation.value)
        if contract is None or not (contract.external and contract.external.value):
            continue
        if contract.urgent and contract.urgent.value:
            continue
        if placed.id in undecided:
            yield problem(
                "E084",
                placed.step.operation,
                f"「{placed.step.operation.value}」は外へ伝わるので、決定より前には呼び出せません。",
                f'"{placed.step.operation.value}" tells the outside; it cannot be called before the decision.',
            )
