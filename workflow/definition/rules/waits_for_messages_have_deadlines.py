"""W104: a wait for a message has a deadline, for the case that the message never comes."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import FirstStep, Step, WaitStep


def check(checked: Checked) -> Iterator[Problem]:
    due = "期限" if checked.vocabulary.language == "ja" else "due"
    for placed in checked.outline.all:
        if _may_wait_for_ever(placed.step):
            yield problem(
                "W104",
                placed.step.name,
                f"「{placed.step.name.value}」に「{due}」がありません。待つものが来ないと終わりません。",
                f'"{placed.step.name.value}" has no "{due}"; unless what it waits for comes, it never ends.',
            )


def _may_wait_for_ever(step: Step) -> bool:
    match step:
        case WaitStep():
            return (step.has("message") or step.has("until")) and not step.has("due")
        case FirstStep():
            return all(case.has("message") for case in step.cases)
    return False
