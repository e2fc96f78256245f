"""The way a case takes through a program with given answers, if every step ends well and no answer changes."""

from collections.abc import Iterator

from forms.expressions.values import Environment
from forms.validation.state import value_of
from workflow.engine.machine import Machine
from workflow.engine.nodes import (
    CallNode,
    ChoiceNode,
    EnterNode,
    ExitNode,
    GotoNode,
    IssueNode,
    Node,
    NotifyNode,
    SetNode,
    UserNode,
    WaitNode,
)


def nodes_on_the_way(machine: Machine, values: Environment, *, behind: str = "") -> Iterator[Node]:
    """Every node in the order it would be entered: from the applying step on, or only those behind a node.

    A condition that can't be decided yet, because an answer is missing, counts as false.
    """
    nodes = machine.program.by_id
    seen = {behind}
    here = following(machine, nodes[behind], values) if behind else machine.program.start.id
    while here and here not in seen:
        seen.add(here)
        yield nodes[here]
        here = following(machine, nodes[here], values)


def following(machine: Machine, node: Node, values: Environment) -> str:
    """Where the case goes from a node; nowhere from an end, an error or a send-back."""
    match node:
        case UserNode():
            main = node.buttons[0] if node.buttons else None
            return main.to if main and main.leads == "jump" else node.next
        case CallNode() | NotifyNode() | SetNode() | IssueNode() | WaitNode() | ExitNode():
            return node.next
        case EnterNode():
            return node.body
        case GotoNode():
            return node.to
        case ChoiceNode():
            ways = (way.to for way in node.ways if value_of(machine.expression(way.condition), values) is True)
            return next(ways, node.otherwise)
        case _:
            return ""
