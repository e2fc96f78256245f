"""E068: nothing jumps or is sent back between the main flow and what is raised at any time.

Only what takes the place of the main flow (中断) may go on in it.
"""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import BackStep, HumanStep, JumpStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed


def check(checked: Checked) -> Iterator[Problem]:
    returning = {each.name for each in checked.program.anytime if each.interrupts}
    for placed, target, jumps in targets(checked):
        goal = checked.outline.named(target.value)
        if goal is None or goal.anytime == placed.anytime:
            continue
        if jumps and placed.anytime in returning and not goal.anytime and len(goal.path) == 1:
            continue  # into the main flow, where no block is around it
        ja, en = ("中", "inside") if goal.anytime else ("外", "outside")
        yield problem(
            "E068",
            target,
            f"「{target.value}」は「いつでも」の{ja}の手順です。ここからは進めず、差し戻せません。",
            f'"{target.value}" is {en} of anytime; there is no way to it from here.',
        )


def targets(checked: Checked) -> Iterator[tuple[Placed, Located[str], bool]]:
    """Every step that is named as a place to go (True) or to send back to (False)."""
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, JumpStep | BackStep):
            yield placed, step.name, isinstance(step, JumpStep)
        if isinstance(step, HumanStep):
            yield from ((placed, name, True) for name in step.targets_of("go_to"))
            yield from ((placed, name, False) for name in (*step.back_to, *step.targets_of("send_back_to")))
