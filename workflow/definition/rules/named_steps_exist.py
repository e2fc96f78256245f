"""E060, E063: the steps named by 兼務不可 and いつまで exist; only a step of people has somebody who did it."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem, unknown_step
from workflow.definition.document import HumanStep
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean


def check(checked: Checked) -> Iterator[Problem]:
    withdrawal = checked.procedure.withdrawal
    if withdrawal and withdrawal.until.value and checked.outline.named(withdrawal.until.value) is None:
        yield from _unknown(checked, withdrawal.until)
    for placed in checked.steps(HumanStep):
        assert isinstance(placed.step, HumanStep)
        for name in placed.step.not_same_as:
            other = checked.outline.named(name.value)
            if other is None:
                yield from _unknown(checked, name)
            elif not isinstance(other.step, HumanStep):
                yield problem(
                    "E063",
                    name,
                    f"「{name.value}」は人の手順ではありません。",
                    f'"{name.value}" is not a step of people.',
                )


def _unknown(checked: Checked, name: Located[str]) -> Iterator[Problem]:
    if not checked.names.unread(name.value):
        yield unknown_step(name, did_you_mean(name.value, checked.outline.names()))
