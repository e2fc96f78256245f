"""E084: 施行 sends what has been decided, so a decision stands on every way to it."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EnforceStep


def check(checked: Checked) -> Iterator[Problem]:
    undecided = checked.undecided
    for placed in checked.steps(EnforceStep):
        if placed.id in undecided:
            yield problem(
                "E084",
                placed.step.word,
                f"「{placed.step.name.value}」は決定した文書を送るので、決定より前には行えません。",
                f'"{placed.step.name.value}" sends what was decided; it cannot come before the decision.',
            )
