"""E065: a procedure starts with exactly one applying step, outside every block and without a condition."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.engine.nodes import STARTING


def check(checked: Checked) -> Iterator[Problem]:
    words = [name for name, kind in checked.vocabulary.kinds().items() if kind.en in STARTING]
    word = ("・" if checked.vocabulary.language == "ja" else ", ").join(words)
    steps = checked.outline.steps
    if not steps:
        if checked.procedure.has("steps"):
            where = checked.procedure.heading("steps")
            yield problem("E065", where, f"手順は「{word}」で始まります。", f'Steps start with "{word}".')
        return
    first = steps[0].step
    if first.kind.en not in STARTING:
        yield problem("E065", first.word, f"最初の手順は「{word}」です。", f'The first step is of the kind "{word}".')
    elif first.if_:
        yield problem("E065", first.if_[0], "最初の手順に条件は付けられません。", "The first step has no condition.")
    for placed in checked.outline.all[1:]:
        if placed.step.kind.en in STARTING:
            yield problem(
                "E065",
                placed.step.word,
                f"「{placed.step.word.value}」は最初の手順だけです。",
                f'Only the first step is of the kind "{placed.step.word.value}".',
            )
