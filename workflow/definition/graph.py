"""The program as a graph: which node can follow which, and why."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from workflow.engine.failures import errors_of, handler
from workflow.engine.nodes import (
    BackNode,
    CallNode,
    ChildNode,
    ChoiceNode,
    EachNode,
    EndNode,
    EnterNode,
    ExitNode,
    FirstNode,
    ForkNode,
    GotoNode,
    IssueNode,
    JoinNode,
    LaneEndNode,
    Node,
    NotifyNode,
    OpenNode,
    RaiseNode,
    ReassignNode,
    RowNode,
    RuleNode,
    SetNode,
    ShowNode,
    UserNode,
    WaitNode,
)
from workflow.engine.program import Program

EdgeKind = Literal["next", "way", "branch", "otherwise", "jump", "send_back", "error", "overdue", "lane"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a node to another."""

    kind: EdgeKind
    to: str
    label: str = ""
    """The verdict, condition or error code that leads this way."""


def goes_back_to(node: Node) -> tuple[str, ...]:
    """The nodes to which somebody, or the step itself, may send back from here."""
    match node:
        case BackNode():
            return (node.to,)
        case UserNode():
            buttons = (button for button in node.buttons if button.leads == "send_back")
            return tuple(target for button in buttons for target in button.targets or (button.to,))
    return ()


def edges_of(node: Node) -> tuple[Edge, ...]:
    """All ways out of a node."""
    return tuple(_edges(node))


def _edges(node: Node) -> Iterator[Edge]:
    match node:
        case UserNode():
            yield from _buttons(node)
        case (
            CallNode()
            | NotifyNode()
            | ShowNode()
            | ReassignNode()
            | ChildNode()
            | OpenNode()
            | SetNode()
            | RuleNode()
            | IssueNode()
            | WaitNode()
            | ExitNode()
            | JoinNode()
        ):
            yield Edge("next", node.next)
        case FirstNode():
            yield from (Edge("way", arm.to, arm.message) for arm in node.arms)
        case ForkNode():
            yield from (Edge("branch", branch.to, branch.name) for branch in node.branches)
            if all(branch.condition for branch in node.branches):
                yield Edge("otherwise", node.next)
        case ChoiceNode():
            yield from (Edge("way", way.to, way.condition) for way in node.ways)
            yield Edge("otherwise", node.otherwise)
        case EnterNode():
            yield Edge("next", node.body)
        case EachNode():
            yield Edge("next", node.body)
            yield Edge("otherwise", node.next)
        case RowNode():
            yield Edge("next", node.next)
        case GotoNode():
            yield Edge("jump", node.to)
        case BackNode():
            yield Edge("send_back", node.to)
        case RaiseNode() | EndNode() | LaneEndNode():
            pass
    if isinstance(node, UserNode | WaitNode | EnterNode) and node.overdue:
        yield Edge("lane" if node.overdue.then == "leave" else "overdue", node.overdue.to)
    for code in errors_of(node):
        if catch := handler(node, code):
            yield Edge("error", catch.to, code)


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

    def unavoided(self, starts: Iterable[str], avoid: Callable[[str], bool]) -> set[str]:
        """Nodes that a case can come to from the starts without having passed a node to avoid.

        A block is passed only when every branch that always runs was passed.
        """
        joins = {node.id: node.fork for node in self.program.nodes if isinstance(node, JoinNode)}
        arrived: dict[str, set[int]] = {join: set() for join in joins}
        found: set[str] = set()
        open_ = [(-1, start) for start in starts]
        while open_:
            branch, node_id = open_.pop()
            if node_id in joins and branch >= 0:
                arrived[node_id].add(branch)
            if node_id in found or not arrived.get(node_id, set()) >= self._always(joins.get(node_id)):
                continue
            found.add(node_id)
            if avoid(node_id):
                continue
            for edge in self.forward.get(node_id, ()):
                if edge.to in self.program.by_id:
                    open_.append((self._branch(node_id, edge, joins.get(edge.to)), edge.to))
        return found

    def _always(self, fork: str | None) -> set[int]:
        """Which branches of a fork always have to be done."""
        node = self.program.by_id.get(fork or "")
        if not isinstance(node, ForkNode) or node.quorum == "one":
            return set()
        return {number for number, branch in enumerate(node.branches) if not branch.condition}

    def _branch(self, source: str, edge: Edge, fork: str | None) -> int:
        """In which branch of a fork an edge arrives at its join; -1 if it doesn't."""
        node = self.program.by_id.get(fork or "")
        if not isinstance(node, ForkNode):
            return -1
        if source != node.id:
            return self.program.by_id[source].path[len(node.path)]
        return next(number for number, branch in enumerate(node.branches) if branch.name == edge.label)

    def after(self, node: str) -> set[str]:
        """Nodes that can come after a node."""
        return self.reach(edge.to for edge in self.forward.get(node, ()))


def graph_of(program: Program) -> Graph:
    """The edges of a program."""
    forward = {node.id: tuple(edge for edge in edges_of(node) if edge.kind != "send_back") for node in program.nodes}
    return Graph(program, forward)
