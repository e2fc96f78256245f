"""E030: a choice says what happens otherwise, last; E024: every other way has a condition."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import ChoiceStep


def check(checked: Checked) -> Iterator[Problem]:
    word = checked.vocabulary.language == "ja"
    otherwise, condition = ("それ以外", "条件") if word else ("otherwise", "if")
    for placed in checked.steps(ChoiceStep):
        step = placed.step
        assert isinstance(step, ChoiceStep)
        if not step.cases or not step.cases[-1].otherwise:
            yield problem(
                "E030",
                step.cases[-1].position if step.cases else step.position,
                f"「{step.name.value}」の最後に「{otherwise}」が必要です。",
                f'"{step.name.value}" needs "{otherwise}" as its last way.',
            )
        for case in step.cases[:-1]:
            if case.otherwise:
                yield problem(
                    "E030", case.position, f"「{otherwise}」は最後に書きます。", f'"{otherwise}" is the last way.'
                )
        for case in step.cases:
            if not case.if_ and not case.otherwise:
                yield problem("E024", case.position, f"「{condition}」が必要です。", f'"{condition}" is required.')
            if case.if_ and case.otherwise:
                yield problem(
                    "E023",
                    case.heading("if_"),
                    f"「{otherwise}」に「{condition}」は書けません。",
                    f'"{otherwise}" has no "{condition}".',
                )
