"""W106: a step waits for a message that no system is said to send."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import WaitStep


def check(checked: Checked) -> Iterator[Problem]:
    heading = "受ける" if checked.vocabulary.language == "ja" else "payload"
    for placed in checked.steps(WaitStep):
        assert isinstance(placed.step, WaitStep)
        message = placed.step.message
        contract = checked.contract(message.value) if message else None
        if message and contract and not contract.has("payload"):
            yield problem(
                "W106",
                message,
                f"「{message.value}」の契約に「{heading}」がないので、この知らせは来ません。",
                f'The contract of "{message.value}" has no "{heading}", so this message never comes.',
            )
