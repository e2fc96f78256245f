"""E071: what happens when a deadline passes needs a deadline; so does a reminder."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import GroupStep, HumanStep, WaitStep


def check(checked: Checked) -> Iterator[Problem]:
    overdue, due = ("期限切れ", "期限") if checked.vocabulary.language == "ja" else ("overdue", "due")
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, HumanStep | WaitStep | GroupStep) and step.overdue and not step.has("due"):
            yield problem(
                "E071",
                step.heading("overdue"),
                f"「{overdue}」には「{due}」が必要です。",
                f'"{overdue}" needs "{due}".',
            )
