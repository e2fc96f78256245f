"""Routes of steps that were left, for when they are entered again: what was done in them may still stand."""

from workflow.engine.nodes import UserNode
from workflow.engine.state import CaseState, Json, OpenTask


def route_before(state: CaseState, node: UserNode, unit: str, row: str) -> dict[str, Json]:
    """The route as it was when the step was left last."""
    return state.circulated.get(_key(node, unit, row), {}) if node.circulation else {}


def keep_route(state: CaseState, node: UserNode, task: OpenTask) -> None:
    """A step is left: what was done in it may still stand when it is entered again."""
    if node.circulation is not None and task.route.get("acts"):
        state.circulated[_key(node, task.unit, task.row)] = task.route


def _key(node: UserNode, unit: str, row: str) -> str:
    return " ".join(part for part in (node.id, unit, row) if part)
