"""E074: only what a deputy decides is looked at later, so only where there are deputies can the look be waived."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import waiver_of
from workflow.definition.compiler.circulation import deputies_of
from workflow.definition.document import HumanStep


def check(checked: Checked) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    waived, allowed = ("後閲免除", "代決: 可") if ja else ("no_later_view", "deputy: allowed")
    for placed in checked.steps(HumanStep):
        step = placed.step
        assert isinstance(step, HumanStep)
        waiver, deputies = waiver_of(step), deputies_of(step)
        if waiver is None or (deputies is not None and deputies.value == "allowed"):
            continue
        yield problem(
            "E074",
            waiver,
            f"「{waived}」は、代決された決定にだけ効きます。",
            f'"{waived}" is only about what deputies decide.',
            Text(f"「{allowed}」を足すか、「{waived}」を消してください", f'add "{allowed}", or remove "{waived}"'),
        )
