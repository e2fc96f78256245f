"""E111: a call that is to be undone says how."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep


def check(checked: Checked) -> Iterator[Problem]:
    undo = "取消時" if checked.vocabulary.language == "ja" else "undo"
    for placed in checked.steps(CallStep):
        step = placed.step
        assert isinstance(step, CallStep)
        if step.wish_to_undo and step.undo is None:
            yield problem(
                "E111",
                step.wish_to_undo,
                f"取り消すには「{undo}」が必要です。",
                f'To undo this call, "{undo}" is needed.',
            )
