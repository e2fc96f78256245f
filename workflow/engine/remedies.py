"""What would help a case that waits for an administrator: a step to send it back to, a value that is missing."""

from collections.abc import Iterator

from forms.feel.evaluation.outside import is_null
from forms.validation.state import FormState
from workflow.engine.machine import Machine
from workflow.engine.nodes import (
    CallNode,
    ChildNode,
    ChoiceNode,
    FirstNode,
    ForkNode,
    IssueNode,
    Node,
    RuleNode,
    SetNode,
    UserNode,
    WaitNode,
)
from workflow.engine.scope import where
from workflow.engine.state import CaseState, Incident, Token, is_in
from workflow.engine.world import World

Path = tuple[str, ...]
NOT_WRITTEN_BY_HAND = frozenset({"attachment", "table"})
"""Types of items that nobody gives a value in passing."""


def targets_of(machine: Machine, state: CaseState, incident: Incident) -> tuple[str, ...]:
    """Human steps that were done on the way to where the case is stuck and still count, in the order they were done."""
    token = _stuck(state, incident)
    if token is None or token.lane_of:
        return ()
    nodes, row, unit = machine.program.by_id, state.row_of(token.scope), _unit(state, token)
    done = (each for each in state.passed if not each.void and each.unit == unit and is_in(row, each.row))
    found = dict.fromkeys(each.node for each in done)
    return tuple(each for each in found if _comes_before(nodes[each], nodes[token.node]))


def missing_of(machine: Machine, state: CaseState, world: World, incident: Incident) -> tuple[str, ...]:
    """Keys of the items, and of columns of the row (`<id of the 全件>#<column>`), a value of which would help."""
    token = _stuck(state, incident)
    if token is None:
        return ()
    node = machine.program.by_id[token.node]
    match node:
        case SetNode() if incident.kind == "error":
            keys = [key for key, _ in node.values]
        case CallNode() | ChildNode() if incident.kind == "error":
            keys = [key for key, _ in node.receive if key]
        case _ if incident.kind == "condition":
            form = machine.form_state(state, world, state.chain(token.scope))
            keys = [key for path in _read_by(machine, node) for key in _empty(form, path)]
        case _:
            keys = []
    written = (key for key in dict.fromkeys(keys) if machine.target(key).spec.type not in NOT_WRITTEN_BY_HAND)
    return tuple(written)


def is_done_by_values(node: Node) -> bool:
    """Whether a step has nothing left to do once its values were given by hand; else it is tried again with them."""
    return isinstance(node, SetNode | CallNode | ChildNode)


def _stuck(state: CaseState, incident: Incident) -> Token | None:
    return state.tokens.get(incident.token) if incident.token is not None else None


def _unit(state: CaseState, token: Token) -> str:
    outermost = state.chain(token.scope)[0]
    return outermost.id if outermost.anytime else ""


def _comes_before(target: Node, here: Node) -> bool:
    """Whether a step stands earlier on the same way, not in a branch beside it."""
    for place, (one, other) in enumerate(zip(target.path, here.path, strict=False)):
        if one != other:
            return place % 2 == 0 and one < other
    return len(target.path) < len(here.path)


def _read_by(machine: Machine, node: Node) -> Iterator[Path]:
    """Every value by which a step decides."""
    tables: tuple[str, ...] = ()
    expressions: list[str] = []
    match node:
        case ChoiceNode():
            expressions = [way.condition for way in node.ways]
        case ForkNode():
            expressions = [branch.condition for branch in node.branches]
        case WaitNode():
            expressions = [node.match, node.at]
        case FirstNode():
            expressions = [arm.at for arm in node.arms]
        case IssueNode():
            expressions = [node.publish_at]
        case RuleNode():
            tables = (node.table,)
        case UserNode(circulation=circulation) if circulation is not None:
            expressions, tables = [circulation.raise_if], (circulation.table, *circulation.more_tables)
        case _:
            pass
    for text in filter(None, expressions):
        yield from (name.path for name in machine.expression(text, where(node)).names)
    for table in (machine.tables[name] for name in tables if name in machine.tables):
        yield (table.as_of,)
        yield from (question.path for version in table.versions for question in version.table.questions)


def _empty(form: FormState, path: Path) -> Iterator[str]:
    """The keys behind a name that has no value; of a computed item those it is computed from."""
    if not is_null(form.values, path):
        return
    item = form.items.get(path[0])
    if item is not None and item.item.formula is not None:
        for name in item.item.formula.names:
            yield from _empty(form, name.path)
    elif item is not None and item.item.inquiry is not None and not item.item.asks_system:
        for expression in item.item.inquiry.given.values():
            for name in expression.names:
                yield from _empty(form, name.path)
    elif item is not None and item.visible:
        yield path[0]
