"""W107: at least one way of a choice does something."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import ChoiceStep


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(ChoiceStep):
        assert isinstance(placed.step, ChoiceStep)
        if not any(case.steps for case in placed.step.cases):
            yield problem(
                "W107",
                placed.step.name,
                f"「{placed.step.name.value}」はどの道にも手順がありません。",
                f'No way of "{placed.step.name.value}" has a step.',
            )
