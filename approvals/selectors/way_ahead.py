"""The way a case will take from where it is, if every step ends well and no answer changes."""

from collections.abc import Iterator

from approvals.selectors.open_case import OpenCase
from workflow.engine.nodes import (
    CallNode,
    ChoiceNode,
    EnterNode,
    ExitNode,
    GotoNode,
    Node,
    NotifyNode,
    UserNode,
    WaitNode,
)


def way_ahead(case: OpenCase) -> list[UserNode]:
    """The human steps to come, without the one that is open now."""
    return [node for node in nodes_ahead(case) if isinstance(node, UserNode)]


def nodes_ahead(case: OpenCase) -> Iterator[Node]:
    """Every node to come, in the order it will be entered."""
    nodes = case.machine.program.by_id
    for token in case.state.tokens.values():
        if token.lane_of:
            continue
        seen = {token.node}
        here = _following(case, nodes[token.node])
        while here and here not in seen:
            seen.add(here)
            yield nodes[here]
            here = _following(case, nodes[here])


def _following(case: OpenCase, node: Node) -> str:
    """Where a token goes from here; nowhere from an end, an error or a send-back."""
    match node:
        case UserNode():
            main = node.buttons[0] if node.buttons else None
            return main.to if main and main.leads == "jump" else node.next
        case CallNode() | NotifyNode() | WaitNode() | ExitNode():
            return node.next
        case EnterNode():
            return node.body
        case GotoNode():
            return node.to
        case ChoiceNode():
            ways = (way.to for way in node.ways if _is_true(case, way.condition))
            return next(ways, node.otherwise)
        case _:
            return ""


def _is_true(case: OpenCase, condition: str) -> bool:
    return case.machine.expression(condition).evaluate(case.form.values) is True
