"""The program as a graph: which node can follow which, and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from workflow.engine.nodes import (
    BackNode,
    CallNode,
    ChoiceNode,
    EndNode,
    EnterNode,
    ExitNode,
    GotoNode,
    IssueNode,
    LaneEndNode,
    Node,
    NotifyNode,
    RaiseNode,
    SetNode,
    UserNode,
    WaitNode,
)
from workflow.engine.program import Program

EdgeKind = Literal["next", "way", "otherwise", "jump", "send_back", "error", "overdue", "lane"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a node to another."""

    kind: EdgeKind
    to: str
    label: str = ""
    """The verdict, condition or error code that leads this way."""


def edges_of(node: Node) -> tuple[Edge, ...]:
    """All ways out of a node."""
    return tuple(_edges(node))


def _edges(node: Node) -> Iterator[Edge]:
    match node:
        case UserNode():
            yield from _buttons(node)
        case CallNode() | NotifyNode() | SetNode() | IssueNode() | WaitNode() | ExitNode():
            yield Edge("next", node.next)
        case ChoiceNode():
            yield from (Edge("way", way.to, way.condition) for way in node.ways)
            yield Edge("otherwise", node.otherwise)
        case EnterNode():
            yield Edge("next", node.body)
        case GotoNode():
            yield Edge("jump", node.to)
        case BackNode():
            yield Edge("send_back", node.to)
        case RaiseNode() | EndNode() | LaneEndNode():
            pass
    if isinstance(node, UserNode | WaitNode | EnterNode) and node.overdue:
        yield Edge("lane" if node.overdue.then == "leave" else "overdue", node.overdue.to)
    if isinstance(node, CallNode | RaiseNode):
        yield from _errors(node)


def _buttons(node: UserNode) -> Iterator[Edge]:
    for button in node.buttons:
        match button.leads:
            case "next":
                yield Edge("next", node.next, button.verdict)
            case "jump":
                yield Edge("jump", button.to, button.verdict)
            case "send_back":
                for target in button.targets or (button.to,):
                    yield Edge("send_back", target, button.verdict)


def _errors(node: CallNode | RaiseNode) -> Iterator[Edge]:
    raised = "call_failed" if isinstance(node, CallNode) else node.code
    for catch in node.catches:
        if raised in catch.codes:
            yield Edge("error", catch.to, raised)
            return


@dataclass(frozen=True)
class Graph:
    """The edges of a program, both ways."""

    program: Program
    forward: dict[str, tuple[Edge, ...]]
    """Everything but sending back, by the node it leaves."""

    def reach(self, starts: Iterable[str], *, through: Callable[[str], bool] = lambda _: True) -> set[str]:
        """Nodes that can be reached from the starts, without going on from a node that `through` refuses."""
        found: set[str] = set()
        open_ = [start for start in starts if start in self.program.by_id]
        while open_:
            node = open_.pop()
            if node in found:
                continue
            found.add(node)
            if through(node):
                open_.extend(edge.to for edge in self.forward.get(node, ()) if edge.to in self.program.by_id)
        return found

    def after(self, node: str) -> set[str]:
        """Nodes that can come after a node."""
        return self.reach(edge.to for edge in self.forward.get(node, ()))


def graph_of(program: Program) -> Graph:
    """The edges of a program."""
    forward = {node.id: tuple(edge for edge in edges_of(node) if edge.kind != "send_back") for node in program.nodes}
    return Graph(program, forward)
