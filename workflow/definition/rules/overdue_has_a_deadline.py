"""E071: what happens when a deadline passes needs a deadline; so does the rule for closed days, and one in days."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import GroupStep, HumanStep, WaitStep


def check(checked: Checked) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    overdue, due, closed = ("期限切れ", "期限", "休日") if ja else ("overdue", "due", "on_holiday")
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, HumanStep | WaitStep | GroupStep) and step.overdue and not step.has("due"):
            yield problem(
                "E071",
                step.heading("overdue"),
                f"「{overdue}」には「{due}」が必要です。",
                f'"{overdue}" needs "{due}".',
            )
        if isinstance(step, HumanStep) and step.on_holiday and not step.has("due"):
            yield problem(
                "E071",
                step.heading("on_holiday"),
                f"「{closed}」には「{due}」が必要です。",
                f'"{closed}" needs "{due}".',
            )
        elif isinstance(step, HumanStep) and step.on_holiday and step.due and step.due.value.unit in ALWAYS_OPEN:
            yield problem(
                "E071",
                step.heading("on_holiday"),
                f"この期限は閉庁日に終わらないので、「{closed}」は効きません。",
                f'This deadline never ends on a closed day, so "{closed}" has no effect.',
            )


ALWAYS_OPEN = frozenset({"business_days", "office_hours", "hours", "minutes"})
"""Units whose end no closed day moves."""
