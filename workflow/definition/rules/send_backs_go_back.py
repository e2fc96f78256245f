"""E060, E061, E063, E064: sending back goes to a step of people that comes before, on the same way."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem, unknown_step
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.compiler.circulation import STAGE_WORDS, stage_of
from workflow.definition.document import BackStep, HumanStep
from workflow.definition.located import Located
from workflow.definition.outline import OF_A_ROW, Placed
from workflow.definition.suggestions import did_you_mean


def check(checked: Checked) -> Iterator[Problem]:
    for placed, target in _targets(checked):
        goal = checked.outline.named(target.value)
        if goal is None and checked.names.unread(target.value):
            continue
        if goal is None:
            names = [*checked.outline.names(), *_stages(checked, placed)]
            yield unknown_step(target, did_you_mean(target.value, names))
        elif goal.anytime != placed.anytime:
            continue  # E068
        elif not isinstance(goal.step, HumanStep):
            yield problem(
                "E063",
                target,
                f"「{target.value}」は人の手順ではないので、差戻し先にできません。",
                f'"{target.value}" is not a step of people; nothing can be sent back to it.',
            )
        elif (order := _order(goal, placed)) != "before":
            code, ja, en = _PROBLEMS[order]
            yield problem(code, target, f"「{target.value}」は{ja}", f'"{target.value}" {en}')


_PROBLEMS = {
    "after": (
        "E064",
        "この手順より後にあります。差戻し先は前の手順です。",
        "comes later; a step is sent back to an earlier one.",
    ),
    "beside": (
        "E061",
        "別の道の手順なので、差戻し先にできません。",
        "is on another way; nothing can be sent back to it from here.",
    ),
}


def _stages(checked: Checked, placed: Placed) -> list[str]:
    """The stages of a 回議, to whose people it can be sent back."""
    return [checked.vocabulary.word(word) for word in STAGE_WORDS] if isinstance(placed.step, CirculationStep) else []


def _targets(checked: Checked) -> Iterator[tuple[Placed, Located[str]]]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, BackStep) and step.name.value:
            yield placed, step.name
        if isinstance(step, HumanStep):
            for target in step.back_to:
                if not isinstance(step, CirculationStep) or stage_of(target, checked.names) is None:
                    yield placed, target
            for target in step.targets_of("send_back_to"):
                yield placed, target


def _order(goal: Placed, source: Placed) -> str:
    """How the goal stands to the source: `before`, `after`, or `beside` in another list or row of the same step."""
    mine = {around.host_id for around in source.inside if around.part in OF_A_ROW}
    if any(around.host_id not in mine for around in goal.inside if around.part in OF_A_ROW):
        return "beside"
    for depth, (one, other) in enumerate(zip(goal.path, source.path, strict=False)):
        if one != other:
            if depth % 2:
                return "beside"
            return "before" if one < other else "after"
    return "before" if len(goal.path) < len(source.path) else "after"
