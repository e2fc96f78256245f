"""E071: 再開 says how the case comes back after a send-back; that needs one, and nothing between that is done again."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import HumanStep
from workflow.engine.nodes import Node, UserNode
from workflow.engine.resume import in_the_way


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(HumanStep):
        node = checked.node(placed)
        if not isinstance(placed.step, HumanStep) or not placed.step.resume or not isinstance(node, UserNode):
            continue
        heading = placed.step.heading("resume")
        targets = [
            to for button in node.buttons if button.leads == "send_back" for to in button.targets or (button.to,)
        ]
        known = [to for to in targets if to in checked.program.by_id]
        if not targets:
            ja = f"この手順からは差し戻せないので、「{heading.value}」は効きません。"
            yield problem("E071", heading, ja, f'Nothing is sent back from here, so "{heading.value}" has no effect.')
        elif known and placed.step.resume.value != "in_turn":
            between = [in_the_way(checked.program, node.id, to) for to in known]
            obstacles = [each for each in between if each is not None]
            if len(obstacles) == len(known):
                yield _never(checked, placed.step, obstacles[0])


def _never(checked: Checked, step: HumanStep, obstacle: Node) -> Problem:
    assert step.resume is not None
    name = obstacle.step or checked.program.by_id[obstacle.id].id
    return problem(
        "E071",
        step.resume,
        f"間の「{name}」をやり直すことになるので、差戻し元へまっすぐには戻れません。",
        f'"{name}" has to be done again, so the case never comes straight back.',
    )
