"""E071: 残り says what becomes of those not heard; where 成立 is 全員 everybody is heard, and it has no effect."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import ConsultStep


def check(checked: Checked) -> Iterator[Problem]:
    rest, quorum = ("残り", "成立") if checked.vocabulary.language == "ja" else ("rest", "quorum")
    for placed in checked.outline.all:
        step = placed.step
        if isinstance(step, ConsultStep) and step.rest and (step.quorum is None or step.quorum.value.how == "all"):
            yield problem(
                "E071",
                step.heading("rest"),
                f"全員の同意を待つので、「{rest}」は効きません。「{quorum}」に過半数や人数を書いてください。",
                f'Everybody is waited for, so "{rest}" has no effect. Write a majority or a number under "{quorum}".',
            )
