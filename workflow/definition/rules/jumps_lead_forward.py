"""E060, E061, E062, E069: a jump goes to a step that exists, not into another branch or block, and not backward.

Backward is allowed from a chain that handles an error, and from data entry when nothing was decided in between.
"""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem, unknown_step
from workflow.definition.document import HumanStep, JumpStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.definition.suggestions import did_you_mean

DECIDING = frozenset({"decide", "approve", "circulate_for_decision"})


def check(checked: Checked) -> Iterator[Problem]:
    for placed, target in _jumps(checked):
        goal = checked.outline.named(target.value)
        if goal is None and checked.names.unread(target.value):
            continue
        if goal is None:
            yield unknown_step(target, did_you_mean(target.value, checked.outline.names()))
        elif goal.anytime != placed.anytime:
            continue  # E068
        elif _in_another_branch(placed, goal):
            yield problem(
                "E061",
                target,
                f"「{target.value}」は別の枝の手順です。枝から枝へは進めません。",
                f'"{target.value}" is in another branch; a jump cannot go from branch to branch.',
            )
        elif not _may_enter(placed, goal):
            yield problem(
                "E062",
                target,
                f"「{target.value}」はまとまりや並行、エラー時の中の手順です。外から中へは進めません。",
                f'"{target.value}" is inside a block; a jump cannot go into it from outside.',
            )
        elif goal.path <= placed.path and not _may_go_back(checked, placed, goal):
            yield problem(
                "E069",
                target,
                f"「{target.value}」は前の手順です。前へは「差戻す」を使います。",
                f'"{target.value}" is an earlier step; use send_back_to to go back.',
            )


def _jumps(checked: Checked) -> Iterator[tuple[Placed, Located[str]]]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, JumpStep) and step.name.value:
            yield placed, step.name
        if isinstance(step, HumanStep):
            yield from ((placed, target) for target in step.targets_of("go_to"))


def _in_another_branch(source: Placed, goal: Placed) -> bool:
    """Whether both stand in one parallel block, in different branches."""
    branches = {around.host_id: around.number for around in source.inside if around.part == "branch"}
    theirs = ((around.host_id, around.number) for around in goal.inside if around.part == "branch")
    return any(branches.get(host, number) != number for host, number in theirs)


def _may_enter(source: Placed, goal: Placed) -> bool:
    """Every block around the goal, other than a way of a choice, is around the source; a row is around its errors."""
    around = {(each.host_id, each.part, each.number) for each in source.inside}
    around |= {(each.host_id, "row", 0) for each in source.inside if each.part == "row_handler"}
    needed = ((each.host_id, each.part, each.number) for each in goal.inside if each.part != "case")
    return all(block in around for block in needed)


def _may_go_back(checked: Checked, source: Placed, goal: Placed) -> bool:
    if any(enclosure.part in ("handler", "row_handler") for enclosure in source.inside):
        return True
    between = (placed.step.kind.en for placed in checked.outline.all if goal.path <= placed.path < source.path)
    return source.step.kind.en == "input" and DECIDING.isdisjoint(between)
