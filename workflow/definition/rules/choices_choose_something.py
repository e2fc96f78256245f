"""W107: at least one way of a choice, or branch of a parallel block, does something."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import ChoiceStep, FirstStep, ParallelStep


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.outline.all:
        if isinstance(placed.step, ChoiceStep | FirstStep | ParallelStep) and not any(
            way.steps for way in placed.lists
        ):
            yield problem(
                "W107",
                placed.step.name,
                f"「{placed.step.name.value}」はどの道にも手順がありません。",
                f'No way of "{placed.step.name.value}" has a step.',
            )
