"""E090: a procedure that makes a document decides before it ends well."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EndStep, HumanStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.engine.nodes import DECIDING, UserNode


def check(checked: Checked) -> Iterator[Problem]:
    program = checked.program
    if program.document is None or not program.nodes:
        return
    deciding = {node.id for node in program.nodes if isinstance(node, UserNode) and node.kind in DECIDING}
    starts = [program.nodes[0].id, *(handler.start for handler in program.anytime if handler.interrupts)]
    undecided = checked.graph.unavoided(starts, lambda id_: id_ in deciding)
    achieved = {outcome.name for outcome in program.outcomes if outcome.kind == "achieved"}
    for placed, outcome in _endings(checked):
        # Whoever presses a button of the deciding step decides by it.
        if checked.names.outcome(outcome.value) in achieved and placed.id in undecided - deciding:
            yield problem(
                "E090",
                outcome,
                f"「{outcome.value}」で終わる道に決定がありません(文書には決定が要ります)。",
                f'A way to "{outcome.value}" has no decision, which a document needs.',
            )


def _endings(checked: Checked) -> Iterator[tuple[Placed, Located[str]]]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, EndStep):
            yield placed, step.name
        if isinstance(step, HumanStep):
            yield from ((placed, outcome) for outcome in step.targets_of("end"))
