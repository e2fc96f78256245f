"""E073: a step takes away only buttons it has, and one is left; E014: an added one has a name of its own.

E023: only a button that decides says what 決定.結果 is then.
"""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.buttons import DECIDING
from workflow.definition.document import HumanStep
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import UserNode
from workflow.engine.stages import STAGES


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(HumanStep):
        step = placed.step
        assert isinstance(step, HumanStep)
        words = {(v.ja if checked.vocabulary.language == "ja" else v.en) for v in step.kind.verdicts}
        for name in step.no_actions:
            if normal(name.value) not in words:
                yield problem(
                    "E073",
                    name,
                    f"「{step.name.value}」に「{name.value}」という操作はありません。",
                    f'"{step.name.value}" has no button "{name.value}".',
                    likely_or_all(name.value, sorted(words)),
                )
        for pair in step.actions:
            if normal(pair.key.value) in words | {v.en for v in step.kind.verdicts}:
                yield problem(
                    "E014",
                    pair.key,
                    f"「{pair.key.value}」はこの種類の手順の操作の名前です。別の名前にしてください。",
                    f'"{pair.key.value}" is a verdict of this kind of step; choose another name.',
                )
            action = pair.value
            if action.outcome and (step.kind.en not in DECIDING or (action.do and action.do.word == "send_back_to")):
                heading = action.heading("outcome")
                yield problem(
                    "E023",
                    heading,
                    f"「{heading.value}」は、決定や回議で決める操作だけに書けます。",
                    f'"{heading.value}" belongs to buttons that decide.',
                )
        node = checked.node(placed)
        if isinstance(node, UserNode) and not _can_be_done(node):
            yield problem(
                "E073",
                step.heading("no_actions"),
                f"「{step.name.value}」に押せる操作が残っていません。",
                f'"{step.name.value}" has no button left.',
            )


def _can_be_done(node: UserNode) -> bool:
    """Whether a button is left; of a 回議, one at every stage beside sending back."""
    if node.circulation is None:
        return any(button.leads != "send_back" or button.targets for button in node.buttons)
    return {button.stage for button in node.buttons} >= set(STAGES)
