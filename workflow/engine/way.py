"""The way a case takes through a program with given answers, if every step ends well and no answer changes."""

from collections.abc import Iterator, Mapping, Sequence

from forms.expressions.values import Environment, Value
from forms.validation.state import value_of
from workflow.engine.machine import Machine
from workflow.engine.nodes import (
    ROW,
    CallNode,
    ChildNode,
    ChoiceNode,
    EachNode,
    EnterNode,
    ExitNode,
    FirstNode,
    ForkNode,
    GotoNode,
    IssueNode,
    JoinNode,
    Node,
    NotifyNode,
    OpenNode,
    ReassignNode,
    RowNode,
    RuleNode,
    SetNode,
    ShowNode,
    UserNode,
    WaitNode,
)
from workflow.engine.scope import row_key, where
from workflow.engine.values import Button


def nodes_on_the_way(machine: Machine, values: Environment, *, behind: Sequence[str] = ()) -> Iterator[Node]:
    """Every node in the order it would be entered: from the applying step on, or only those behind some nodes.

    Branches beside each other come one after another. A condition that can't be decided yet, because an answer is
    missing, counts as false.
    """
    nodes = machine.program.by_id
    seen = set(behind)
    ahead = [to for node in behind for to in following(machine, nodes[node], values)] or [machine.program.start.id]
    while ahead:
        here = ahead.pop(0)
        if not here or here in seen or _others_come_first(nodes, here, ahead):
            continue
        seen.add(here)
        yield nodes[here]
        ahead = following(machine, nodes[here], values) + ahead


def spared_by(machine: Machine, button: Button, values: Environment, *, behind: Sequence[str]) -> list[UserNode]:
    """The human steps that would have come behind these nodes, where a button ends the case well (承認終了)."""
    if button.leads != "end" or machine.program.outcome_kind(button.to) != "achieved":
        return []
    return [node for node in nodes_on_the_way(machine, values, behind=behind) if isinstance(node, UserNode)]


def _others_come_first(nodes: Mapping[str, Node], here: str, ahead: Sequence[str]) -> bool:
    """Whether this ends a branch and other branches of the block are still to be walked."""
    node = nodes[here]
    return isinstance(node, JoinNode) and any(node.fork in nodes[other].groups for other in ahead if other)


def following(machine: Machine, node: Node, values: Environment) -> list[str]:
    """Where the case goes from a node: to several behind a fork; nowhere from an end, an error or a send-back."""
    match node:
        case UserNode():
            main = node.buttons[0] if node.buttons else None
            return [main.to if main and main.leads == "jump" else node.next]
        case (
            CallNode()
            | NotifyNode()
            | SetNode()
            | ShowNode()
            | ReassignNode()
            | ChildNode()
            | OpenNode()
            | RuleNode()
            | IssueNode()
            | WaitNode()
            | ExitNode()
            | JoinNode()
        ):
            return [node.next]
        case EnterNode() | EachNode():
            return [node.body]
        case RowNode():
            return [node.next]
        case GotoNode():
            return [node.to]
        case ChoiceNode():
            return [next((way.to for way in node.ways if _holds(machine, node, way.condition, values)), node.otherwise)]
        case FirstNode():
            return [node.arms[0].to]
        case ForkNode():
            return [branch.to for branch in node.branches if _holds(machine, node, branch.condition, values)] or [
                node.next
            ]
        case _:
            return []


def _holds(machine: Machine, node: Node, condition: str, values: Environment) -> bool:
    if not condition:
        return True
    rows: dict[str, Value] = {
        row_key(machine.each_node(group).row): {} for group in node.groups if f"{group}{ROW}" in node.groups
    }
    return value_of(machine.expression(condition, where(node)), {**values, **rows}) is True
