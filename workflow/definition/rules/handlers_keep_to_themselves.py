"""E068: nothing jumps or is sent back between the main flow and what is raised at any time."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import BackStep, HumanStep, JumpStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed


def check(checked: Checked) -> Iterator[Problem]:
    for placed, target in targets(checked):
        goal = checked.outline.named(target.value)
        if goal is not None and goal.anytime != placed.anytime:
            yield problem(
                "E068",
                target,
                f"「{target.value}」は「いつでも」の境の向こうにあります。そこへは進めず、差し戻せません。",
                f'"{target.value}" is on the other side of an anytime handler; there is no way to it.',
            )


def targets(checked: Checked) -> Iterator[tuple[Placed, Located[str]]]:
    """Every step that is named as a place to go or to send back to."""
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, JumpStep | BackStep):
            yield placed, step.name
        if isinstance(step, HumanStep):
            yield from ((placed, name) for name in step.back_to)
            yield from ((placed, name) for name in (*step.targets_of("go_to"), *step.targets_of("send_back_to")))
