"""E013: a name or an id is short enough to be kept with every case: 100 characters, an id 60, an English name 200."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep
from workflow.definition.located import Located
from workflow.definition.vocabulary.vocabulary import normal

NAME, ID, ENGLISH = 100, 60, 200


def check(checked: Checked) -> Iterator[Problem]:
    procedure, steps = checked.procedure, [placed.step for placed in checked.outline.all]
    buttons = (pair.key for step in steps if isinstance(step, HumanStep) for pair in step.actions)
    names = [procedure.procedure, *(step.name for step in steps), *buttons, *(pair.key for pair in procedure.outcomes)]
    yield from _longer(names, NAME)
    yield from _longer([procedure.id, *(step.id for step in steps if step.id)], ID)
    yield from _longer([procedure.english] if procedure.english else [], ENGLISH)


def _longer(names: list[Located[str]], most: int) -> Iterator[Problem]:
    for name in names:
        count = max(len(name.value), len(normal(name.value)))
        if count > most:
            yield problem(
                "E013",
                name,
                f"ここに書けるのは{most}文字までです。いまは{count}文字です。",
                f"At most {most} characters; there are {count}.",
            )
