"""W106: a step waits for a message that no system is said to send."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import FirstStep, WaitStep
from workflow.definition.located import Located


def check(checked: Checked) -> Iterator[Problem]:
    heading = "受ける" if checked.vocabulary.language == "ja" else "payload"
    for message in _awaited(checked):
        contract = checked.contract(message.value)
        if contract and not contract.has("payload"):
            yield problem(
                "W106",
                message,
                f"「{message.value}」の契約に「{heading}」がないので、この知らせは来ません。",
                f'The contract of "{message.value}" has no "{heading}", so this message never comes.',
            )


def _awaited(checked: Checked) -> Iterator[Located[str]]:
    for placed in checked.outline.all:
        if isinstance(placed.step, WaitStep) and placed.step.message:
            yield placed.step.message
        if isinstance(placed.step, FirstStep):
            yield from (case.message for case in placed.step.cases if case.message)
