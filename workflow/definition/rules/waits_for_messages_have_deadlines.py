"""W104: a wait for a message has a deadline, for the case that the message never comes."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import WaitStep


def check(checked: Checked) -> Iterator[Problem]:
    due = "期限" if checked.vocabulary.language == "ja" else "due"
    for placed in checked.steps(WaitStep):
        if placed.step.has("message") and not placed.step.has("due"):
            yield problem(
                "W104",
                placed.step.name,
                f"「{placed.step.name.value}」に「{due}」がありません。知らせが来ないと終わりません。",
                f'"{placed.step.name.value}" has no "{due}"; without the message it never ends.',
            )
