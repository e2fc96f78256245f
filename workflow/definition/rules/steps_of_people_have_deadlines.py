"""W103: a step of people, other than the applying one, has a deadline; of a 回議 at least the decision."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.document import HumanStep, Step
from workflow.engine.nodes import STARTING


def check(checked: Checked) -> Iterator[Problem]:
    due = "期限" if checked.vocabulary.language == "ja" else "due"
    for placed in checked.steps(HumanStep):
        if placed.step.kind.en not in STARTING and not _has_one(placed.step):
            yield problem(
                "W103",
                placed.step.name,
                f"「{placed.step.name.value}」に「{due}」がありません。",
                f'"{placed.step.name.value}" has no "{due}".',
            )


def _has_one(step: Step) -> bool:
    if isinstance(step, CirculationStep):
        return step.decision is not None and step.decision.has("due")
    return step.has("due")
