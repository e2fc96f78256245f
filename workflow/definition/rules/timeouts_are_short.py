"""E013: 時間切れ and the first pause of 再試行 are counted in seconds, minutes or hours, not in office days."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.places import SECONDS
from workflow.definition.document import CallStep, HumanStep

LONGEST = 3600
"""Seconds that a worker may wait for an answer."""


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, HumanStep) and step.due and step.due.value.unit == "seconds":
            yield problem("E013", step.due, "期限は秒では書けません。", "A deadline is not counted in seconds.")
        if not isinstance(step, CallStep):
            continue
        if step.timeout:
            seconds = step.timeout.value.amount * SECONDS.get(step.timeout.value.unit, LONGEST + 1)
            if seconds > LONGEST:
                yield problem(
                    "E013",
                    step.timeout,
                    "時間切れは1時間までを、秒・分・時間で書きます。",
                    "A timeout is at most an hour, in seconds, minutes or hours.",
                )
        if step.retry and step.retry.value.first.unit not in SECONDS:
            yield problem(
                "E013",
                step.retry,
                "再試行の間隔は秒・分・時間で書きます。",
                "The pause between tries is in seconds, minutes or hours.",
            )
