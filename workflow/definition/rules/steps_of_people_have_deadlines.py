"""W103: a step of people, other than the applying one, has a deadline."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep


def check(checked: Checked) -> Iterator[Problem]:
    due = "期限" if checked.vocabulary.language == "ja" else "due"
    for placed in checked.steps(HumanStep):
        if placed.step.kind.en != "apply" and not placed.step.has("due"):
            yield problem(
                "W103",
                placed.step.name,
                f"「{placed.step.name.value}」に「{due}」がありません。",
                f'"{placed.step.name.value}" has no "{due}".',
            )
