"""E084: what tells the outside, or sends the decided case as a document, is called only after the decision.

A contract that says it is urgent may tell the outside before; nothing can send a decision that was not taken.
"""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep, Contract


def check(checked: Checked) -> Iterator[Problem]:
    undecided = checked.undecided
    for placed in checked.steps(CallStep):
        assert isinstance(placed.step, CallStep)
        name = placed.step.operation.value
        if placed.id in undecided and _sends_the_decision(checked, name):
            yield problem(
                "E084",
                placed.step.operation,
                f"「{name}」は決裁記録を送るので、決定より前には呼び出せません。",
                f'"{name}" sends the record of the decision; it cannot be called before it.',
            )
        elif placed.id in undecided and _tells_the_outside(checked.contract(name)):
            yield problem(
                "E084",
                placed.step.operation,
                f"「{name}」は外へ伝わるので、決定より前には呼び出せません。",
                f'"{name}" tells the outside; it cannot be called before the decision.',
            )


def _tells_the_outside(contract: Contract | None) -> bool:
    if contract is None or not (contract.external and contract.external.value):
        return False
    return not (contract.urgent and contract.urgent.value)


def _sends_the_decision(checked: Checked, name: str) -> bool:
    system, _, operation = name.partition(".")
    offered = checked.catalogue.systems.get(system, {}).get(operation)
    return offered is not None and offered.takes_record
