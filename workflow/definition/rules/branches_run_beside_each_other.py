"""E031: a parallel block has at least two branches; E022: with different names."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import ParallelStep
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    word = "枝" if checked.vocabulary.language == "ja" else "branches"
    for placed in checked.steps(ParallelStep):
        step = placed.step
        assert isinstance(step, ParallelStep)
        if step.has("branches") and len(step.branches) < 2:
            yield problem(
                "E031",
                step.name,
                f"「{step.name.value}」の「{word}」は二つ以上書きます。一つなら並行にする必要がありません。",
                f'"{step.name.value}" needs at least two branches.',
            )
        seen: dict[str, int] = {}
        for branch in step.branches:
            line = seen.setdefault(normal(branch.name.value), branch.name.position.line)
            if branch.name.value and line != branch.name.position.line:
                yield problem(
                    "E022",
                    branch.name,
                    f"「{branch.name.value}」という枝は{line}行目にもあります。",
                    f'The branch "{branch.name.value}" is also on line {line}.',
                )
