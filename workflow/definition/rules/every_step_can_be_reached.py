"""E067: there is a way to every step."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.outline import Placed


def check(checked: Checked) -> Iterator[Problem]:
    if not checked.program.nodes:
        return
    reached = checked.graph.reach(
        [checked.program.nodes[0].id, *(handler.start for handler in checked.program.anytime)]
    )
    lost = [placed for placed in checked.outline.all if placed.entry not in reached]
    for placed in lost:
        if not _follows(placed, lost):
            yield problem(
                "E067",
                placed.step.name if placed.step.name.value else placed.step.word,
                f"「{placed.step.name.value}」に来る道がありません。",
                f'There is no way to "{placed.step.name.value}".',
            )


def _follows(placed: Placed, lost: list[Placed]) -> bool:
    """Whether it is lost only because the step before it, or the one around it, is."""
    *outer, index = placed.path
    before = (*outer, index - 1)
    return any(other.path == before or other.path == placed.path[: len(other.path)] != placed.path for other in lost)
