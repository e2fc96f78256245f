"""E032: an ending inside a parallel block says that it ends the whole case, other branches included."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EndStep
from workflow.definition.outline import OF_A_ROW

BRANCH_OR_ROW = OF_A_ROW | {"branch"}


def check(checked: Checked) -> Iterator[Problem]:
    ja = checked.vocabulary.language == "ja"
    line = "全体を終える: はい" if ja else "whole_case: yes"
    for placed in checked.steps(EndStep):
        step = placed.step
        assert isinstance(step, EndStep)
        block = next((around for around in reversed(placed.inside) if around.part in BRANCH_OR_ROW), None)
        if block and block.part == "branch" and not (step.whole_case and step.whole_case.value):
            name = checked.outline.by_id[block.host_id].step.name.value
            yield problem(
                "E032",
                step.word,
                f"並行「{name}」の枝の中の終了です。ほかの枝も終わらせるなら「{line}」と書いてください。",
                f'This ends a case inside a branch of "{name}"; write "{line}" if the other branches shall end, too.',
            )
