"""W114: 兼務不可 leaves whom the step names: not the very person who did the step it excludes."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.engine.nodes import UserNode
from workflow.engine.values import PersonRef

ONE_PERSON = frozenset({"applicant", "drafter", "typist", "previous"})


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(HumanStep):
        step = placed.step
        assert isinstance(step, HumanStep)
        for name in step.not_same_as:
            other = checked.outline.named(name.value)
            if other is not None and _same(checked, placed, other):
                yield _problem(checked, placed, name)


def _same(checked: Checked, placed: Placed, other: Placed) -> bool:
    mine, theirs = (checked.program.by_id.get(each.id) for each in (placed, other))
    if not isinstance(mine, UserNode) or not isinstance(theirs, UserNode) or not mine.assignee:
        return False
    if mine.id == theirs.id:
        return True
    excluded = {_who(ref) for ref in theirs.assignee} if len(theirs.assignee) == 1 else set()
    excluded.add((f"step:{theirs.id}", ()))
    return all(_is_one(ref) and _who(ref) in excluded for ref in mine.assignee)


def _who(ref: PersonRef) -> tuple[str, tuple[str, ...]]:
    return ref.base, ref.relations


def _is_one(ref: PersonRef) -> bool:
    """Whether the reference names a single person: a party, who did a step, who holds a post."""
    if not ref.relations:
        return ref.base in ONE_PERSON or ref.base.startswith("step:")
    return ref.relations[-1] == "head" or ref.relations[-1].startswith("post:")


def _problem(checked: Checked, placed: Placed, name: Located[str]) -> Problem:
    step = placed.step
    assert isinstance(step, HumanStep)
    heading = step.heading("not_same_as").value
    if checked.outline.named(name.value) is placed:
        return problem(
            "W114",
            name,
            f"「{heading}」に、この手順自身は書けません。前の手順を書きます。",
            f'"{heading}" names this very step; name an earlier one.',
        )
    people = "、".join(text.value for text in step.assignee)
    return problem(
        "W114",
        name,
        f"「{step.name.value}」の担当「{people}」は「{name.value}」を行う人と同じなので、いつも処理できません。",
        f'"{people}" of "{step.name.value}" is who does "{name.value}", and so may never act here.',
        Text(
            f"担当を別の人にするか、「{heading}」を消してください。このままでは一つ上の人に回ります",
            f'name somebody else, or remove "{heading}"; as it is, it goes to the next post up',
        ),
    )
