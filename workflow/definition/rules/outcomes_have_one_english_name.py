"""E071: an outcome has one English name: 結果 says it, and then no 終了 does; else those that say it say the same."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EndStep
from workflow.definition.located import Located
from workflow.definition.vocabulary.vocabulary import normal


def check(checked: Checked) -> Iterator[Problem]:
    said = {normal(pair.key.value): pair.value.english for pair in checked.procedure.outcomes if pair.value.english}
    first: dict[str, Located[str]] = {}
    for placed in checked.steps(EndStep):
        step, english = placed.step, placed.step.english
        if english is None:
            continue
        name = normal(step.name.value)
        if name in said:
            yield _problem(step.heading("english"), step.name.value, said[name])
        elif first.setdefault(name, english).value != english.value:
            yield _problem(step.heading("english"), step.name.value, first[name])


def _problem(at: Located[str], outcome: str, other: Located[str]) -> Problem:
    return problem(
        "E071",
        at,
        f"結果「{outcome}」の英語は、{other.position.line}行目にあります(「{other.value}」)。",
        f'The outcome "{outcome}" has its English name on line {other.position.line} ("{other.value}").',
        Text("どちらかを消してください", "remove one of the two"),
    )
