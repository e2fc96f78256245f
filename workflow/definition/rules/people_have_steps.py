"""E070: a step of people says who does it; of a 回議 the rules say it."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.document import HumanStep


def check(checked: Checked) -> Iterator[Problem]:
    word = "担当" if checked.vocabulary.language == "ja" else "assignee"
    for placed in checked.steps(HumanStep):
        step = placed.step
        assert isinstance(step, HumanStep)
        if not step.has("assignee") and not isinstance(step, CirculationStep):
            yield problem(
                "E070",
                step.name if step.name.value else step.word,
                f"「{step.name.value}」に「{word}」がありません。",
                f'"{step.name.value}" has no "{word}".',
            )
