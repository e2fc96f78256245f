"""E091: no way through the procedure passes two deciding steps, one after the other or in two branches."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep
from workflow.definition.outline import Placed

DECIDES = frozenset({"decide", "circulate_for_decision"})


def check(checked: Checked) -> Iterator[Problem]:
    deciding = [placed for placed in checked.steps(HumanStep) if placed.step.kind.en in DECIDES]
    for later in deciding:
        earlier = next((one for one in deciding if one.path < later.path and _both_happen(checked, one, later)), None)
        if earlier:
            line = earlier.step.position.line
            yield problem(
                "E091",
                later.step.name,
                f"「{earlier.step.name.value}」({line}行目)で決定した後に、もう一度決定しています。",
                f'"{earlier.step.name.value}" (line {line}) has already decided on the way to this step.',
            )


def _both_happen(checked: Checked, one: Placed, later: Placed) -> bool:
    branches = {around.host_id: around.number for around in one.inside if around.part == "branch"}
    beside = any(branches.get(around.host_id, around.number) != around.number for around in later.inside)
    return beside or later.id in checked.graph.after(one.id)
