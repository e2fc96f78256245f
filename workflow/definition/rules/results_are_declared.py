"""E095: cases end only with declared results, and the last step says with which."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.nodes import END
from workflow.definition.document import EndStep, HumanStep
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import BUILT_IN_OUTCOMES


def check(checked: Checked) -> Iterator[Problem]:
    declared = [normal(pair.key.value) for pair in checked.procedure.outcomes]
    for name in _used(checked) if checked.procedure.has("outcomes") else ():
        outcome = checked.names.outcome(name.value)
        if outcome not in declared and outcome not in BUILT_IN_OUTCOMES:
            yield problem(
                "E095",
                name,
                f"結果「{name.value}」は宣言されていません。",
                f'The result "{name.value}" is not declared.',
                did_you_mean(name.value, declared) or _declare(checked, name.value),
            )
    if END in checked.program.by_id and checked.outline.steps:
        last = checked.outline.steps[-1].step
        word = "終了" if checked.vocabulary.language == "ja" else "end"
        yield problem(
            "E095",
            last.word,
            f"最後の手順の後に「{word}: 結果」がありません。",
            f'After the last step there is no "{word}: RESULT".',
        )


def _declare(checked: Checked, name: str) -> Text:
    heading, achieved = ("結果", "成立") if checked.vocabulary.language == "ja" else ("outcomes", "achieved")
    return Text(
        f"「{heading}」に「{name}: {achieved}」などを足してください",
        f'add for example "{name}: {achieved}" to "{heading}"',
    )


def _used(checked: Checked) -> Iterator[Located[str]]:
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, EndStep) and step.name.value:
            yield step.name
        if isinstance(step, HumanStep):
            yield from step.targets_of("end")
