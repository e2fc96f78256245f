"""W102: a call that a send-back, 却下 or 廃案 jumps over says what becomes of its effect."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.definition.outline import Placed
from workflow.engine.nodes import UserNode

ENDING = frozenset({"drop", "reject"})


def check(checked: Checked) -> Iterator[Problem]:
    back, stop = ("差戻し時", "やめた時") if checked.vocabulary.language == "ja" else ("on_send_back", "on_stop")
    for placed in checked.steps(CallStep):
        step = placed.step
        if not step.has("on_send_back") and not step.has("on_stop") and _jumped_over(checked, placed):
            yield problem(
                "W102",
                step.name,
                f"この後に差戻しや却下があります。「{step.name.value}」に「{back}」か「{stop}」を書いてください。",
                f'A later step sends back or rejects; say "{back}" or "{stop}" at "{step.name.value}".',
            )


def _jumped_over(checked: Checked, placed: Placed) -> bool:
    later = checked.graph.after(placed.id)
    people = [node for node in checked.program.nodes if isinstance(node, UserNode) and node.id in later]
    for button in (button for node in people for button in node.buttons):
        if button.verdict in ENDING:
            return True
        if button.leads == "send_back":
            targets = button.targets or (button.to,)
            if any(placed.id in checked.graph.after(target) for target in targets if target in checked.program.by_id):
                return True
    return False
