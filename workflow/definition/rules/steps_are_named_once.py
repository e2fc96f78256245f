"""E022: steps have different names and ids, so do results; a name that only says where a step leads may come again."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.located import Located
from workflow.definition.outline import NAMELESS
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    named = [placed.step for placed in checked.outline.all if not isinstance(placed.step, NAMELESS)]
    yield from _repeated([step.name for step in named if step.name.value])
    yield from _repeated([placed.step.id for placed in checked.outline.all if placed.step.id])
    yield from _repeated([pair.key for pair in checked.procedure.outcomes])


def _repeated(names: list[Located[str]]) -> Iterator[Problem]:
    seen: dict[str, Located[str]] = {}
    for name in names:
        first = seen.setdefault(normal(name.value), name)
        if first is not name:
            yield problem(
                "E022",
                name,
                f"「{name.value}」という名前は{first.position.line}行目にもあります。",
                f'The name "{name.value}" is also on line {first.position.line}.',
            )
