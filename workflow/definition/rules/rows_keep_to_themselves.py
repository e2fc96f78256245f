"""E113, E114: what cannot be done for each row: deciding the case, sending its document, issuing many of them; and over
large tables undoing."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.document import BackStep, CallStep, EachStep, EnforceStep, HumanStep, IssueStep
from workflow.definition.graph import goes_back_to
from workflow.definition.outline import Placed
from workflow.engine.each import MOST_REMEMBERED
from workflow.engine.nodes import EachNode

ONCE = (CirculationStep, EnforceStep, IssueStep)
"""What fixes something of the whole case, or has rows of its own."""


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.outline.all:
        step = placed.step
        if placed.each and (isinstance(step, ONCE) or step.kind.en == "decide"):
            yield problem(
                "E113",
                step.word,
                f"「{step.word.value}」は案件に一度のことなので、全件の中では行えません。",
                f'"{step.word.value}" happens once in a case; it cannot be done for each row.',
            )
    for placed in checked.steps(EachStep):
        node = checked.program.by_id.get(placed.id)
        if isinstance(node, EachNode) and node.most > MOST_REMEMBERED:
            yield from _large(checked, placed)


def _large(checked: Checked, loop: Placed) -> Iterator[Problem]:
    hint = Text(f"「最大」を{MOST_REMEMBERED}行までにすると書けます", f"possible with at most {MOST_REMEMBERED} rows")
    for placed in loop.walk():
        if isinstance(placed.step, CallStep) and placed.step.undo:
            ja = f"{MOST_REMEMBERED}行を超える全件では、済んだ行の取消しはできません。"
            en = f"Of more than {MOST_REMEMBERED} rows nothing that is done can be undone."
            yield problem("E114", placed.step.heading("undo"), ja, en, hint)
    nodes, graph = checked.program.by_id, checked.graph
    for placed in checked.outline.all:
        if not isinstance(placed.step, HumanStep | BackStep) or placed.id not in graph.after(loop.id):
            continue
        inside = {inner.id for inner in loop.walk()} - {loop.id}
        over = [
            t for t in goes_back_to(nodes[placed.id]) if t in nodes and t not in inside and loop.id in graph.after(t)
        ]
        if over:
            name, block = placed.step.name.value, loop.step.name.value
            ja = f"「{name}」から差し戻すと、{MOST_REMEMBERED}行を超える「{block}」の前に戻ります。"
            en = f'Sending back from "{name}" goes back over "{block}", which is too large.'
            yield problem("E114", placed.step.name, ja, en, hint)
