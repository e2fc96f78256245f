"""Whether one case can go on under another version of its procedure, and if not, why, in words."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from forms.spec import ItemSpec, Text
from workflow.engine.migration_plan import BY_HAND, Plan
from workflow.engine.nodes import (
    ROW,
    CallNode,
    ChildNode,
    EachNode,
    FirstNode,
    ForkNode,
    Node,
    UserNode,
    WaitNode,
)
from workflow.engine.program import Anytime
from workflow.engine.state import CaseState, Token

Kind = Literal["as_is", "needs_map", "stays"]
Code = Literal[
    "step_gone",
    "kind_changed",
    "chain_changed",
    "wait_changed",
    "block_changed",
    "call_gone",
    "item_gone",
    "item_changed",
    "table_changed",
    "report_changed",
    "begun",
]


class Reason(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """Why a case cannot go on as it is."""

    code: Code
    node: str = ""
    """Id in the old version of the step that a map by hand would help with; empty where none does."""
    text: Text


class Verdict(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What was found of one case."""

    kind: Kind
    reasons: tuple[Reason, ...] = ()


AS_IS = Verdict(kind="as_is")


def judge(plan: Plan, state: CaseState) -> Verdict:
    """Whether an open case can be moved: as it is, once its steps are mapped by hand, or not at all."""
    reasons = tuple(dict.fromkeys(_reasons(plan, state)))
    if not reasons:
        return AS_IS
    return Verdict(kind="needs_map" if all(reason.node for reason in reasons) else "stays", reasons=reasons)


def is_untouched(state: CaseState) -> bool:
    """Whether nobody has done anything with it since it was submitted (未着手)."""
    begun = any(task.acted or task.route.get("acts") for task in state.tasks.values())
    return state.status == "open" and len(state.passed) == 1 and not begun


def _reasons(plan: Plan, state: CaseState) -> Iterator[Reason]:
    for token in state.tokens.values():
        yield from _of_a_token(plan, state, token)
    yield from _of_blocks(plan, state)
    yield from _of_calls(plan, state)
    yield from _of_answers(plan, state)
    yield from _of_tables(plan, state)


# -- where it stands ------------------------------------------------------------------------------------------------


def _of_a_token(plan: Plan, state: CaseState, token: Token) -> Iterator[Reason]:
    beside = (each for each in state.tokens.values() if token.lane_of and each.ref == token.lane_of)
    if _can_be_left(plan, token) and any(_is_moved(plan, host) for host in beside):
        return  # it goes with the work it runs beside
    if _is_moved(plan, token) or (said := _misplaced(plan, token)) is None:
        return
    code, ja, en = said
    mappable = _can_be_left(plan, token) and bool(plan.choices(token.node))
    if mappable:
        yield Reason(code=code, node=token.node, text=Text(ja, en))
    else:
        yield Reason(code=code, text=Text(ja + "この版のまま終わらせます。", en + " It ends under its version."))


def _misplaced(plan: Plan, token: Token) -> tuple[Code, str, str] | None:
    """Why a token cannot stay where it is."""
    old, new = plan.old.by_id[token.node], plan.counterpart(token.node)
    step = name_of(plan, token.node)
    if new is None:
        ja = f"「{step}」で止まっていますが、新しい版にありません。"
        return "step_gone", ja, f'It waits at "{step}", which is gone.'
    if not is_same_kind(old, new):
        return "kind_changed", f"「{step}」は、新しい版では種類が違います。", f'"{step}" is of another kind now.'
    if not plan.stands_alike(old, new):
        ja = f"「{step}」を囲む並行・全件・まとまりが、新しい版では違います。"
        return "chain_changed", ja, f'"{step}" stands in other blocks now.'
    if not waits_for_the_same(old, new):
        ja = f"「{step}」で待つものが、新しい版では違います。"
        return "wait_changed", ja, f'"{step}" waits for something else now.'
    return None


def _is_moved(plan: Plan, token: Token) -> bool:
    """Whether the map by hand says where it goes, and it can go there."""
    to = plan.moves.get(token.node)
    return to is not None and _can_be_left(plan, token) and to in {each.id for each in plan.choices(token.node)}


def _can_be_left(plan: Plan, token: Token) -> bool:
    """Whether what it waits for can be given up; a system that has taken a call in has to answer first."""
    replied = token.waits == "wait" and isinstance(plan.old.by_id[token.node], CallNode)
    return token.waits in BY_HAND and not replied


def is_same_kind(old: Node, new: Node) -> bool:
    """Whether a step is still of its kind."""
    if isinstance(old, UserNode) and isinstance(new, UserNode):
        forms = [(node.kind, node.circulation is None, node.consultation is None, node.first) for node in (old, new)]
        return forms[0] == forms[1]
    return type(old) is type(new)


def waits_for_the_same(old: Node, new: Node) -> bool:
    """Whether what a token waits for outside is what the step asks for now."""
    match old, new:
        case WaitNode(), WaitNode():
            said = [(node.message, node.match) for node in (old, new)]
            kinds = [(bool(node.at), bool(node.until), node.span is None) for node in (old, new)]
            return said[0] == said[1] and kinds[0] == kinds[1]
        case FirstNode(), FirstNode():
            arms = [[(arm.message, bool(arm.at), bool(arm.span)) for arm in node.arms] for node in (old, new)]
            return arms[0] == arms[1]
        case CallNode(), CallNode():
            replies = [(node.reply.message, node.reply.key) if node.reply else None for node in (old, new)]
            return old.operation == new.operation and replies[0] == replies[1]
        case ChildNode(), ChildNode():
            return old.procedure == new.procedure
        case _:
            return True


def name_of(plan: Plan, node: str) -> str:
    """What people call the step that a node belongs to."""
    found = plan.old.by_id[node]
    if found.step:
        return found.step
    host = plan.old.by_id.get(node.rpartition(".")[0])
    return host.step if host and host.step else node


# -- what is around it ----------------------------------------------------------------------------------------------


def _of_blocks(plan: Plan, state: CaseState) -> Iterator[Reason]:
    handlers = {handler.name: handler for handler in plan.new.anytime}
    for scope in state.scopes.values():
        if scope.anytime and not _is_same_report(plan.old.handler(scope.anytime), handlers.get(scope.anytime)):
            ja = f"「{scope.anytime}」が出ていますが、新しい版では違います。この版のまま終わらせます。"
            en = f'"{scope.anytime}" was raised, which is another one now. It ends under its version.'
            yield Reason(code="report_changed", text=Text(ja, en))
        if scope.group and not _is_same_block(plan, scope.group):
            step = name_of(plan, scope.group.removesuffix(ROW))
            ja = f"始まっている「{step}」が、新しい版では違います。この版のまま終わらせます。"
            en = f'"{step}" has begun and is another one now. It ends under its version.'
            yield Reason(code="block_changed", text=Text(ja, en))


def _is_same_report(old: Anytime, new: Anytime | None) -> bool:
    if new is None or (old.kind, old.interrupts) != (new.kind, new.interrupts):
        return False
    return all(_holds(item, new.form.item(item.key)) for item in old.form.items)


def _is_same_block(plan: Plan, group: str) -> bool:
    old, new = plan.old.by_id[group], plan.counterpart(group)
    match old, new:
        case ForkNode(), ForkNode():
            return old.quorum == new.quorum
        case EachNode(), EachNode():
            columns = all(_holds(column, _named(new.columns, column.key)) for column in old.columns)
            return old.id == new.id and (old.rows, old.at_once) == (new.rows, new.at_once) and columns
        case _:
            return new is not None and is_same_kind(old, new)


def _of_calls(plan: Plan, state: CaseState) -> Iterator[Reason]:
    """What was done outside, or is on its way, has to be known: it may still have to be undone."""
    undoable = {entry.node for scope in state.scopes.values() for entry in scope.compensation}
    underway = {call.node for call in state.calls.values() if call.status != "done" or call.awaits}
    incidents = {each.node for each in state.incidents.values() if each.token is None and each.node}
    waiting = {token.node for token in state.tokens.values()}
    for node in sorted((undoable | underway | incidents) - waiting):
        new = plan.counterpart(node)
        if new is None or not is_same_kind(plan.old.by_id[node], new):
            step = name_of(plan, node)
            ja = f"連携「{step}」が済んでいるか途中ですが、新しい版にありません。この版のまま終わらせます。"
            en = f'The call "{step}" was made and is gone now. It ends under its version.'
            yield Reason(code="call_gone", text=Text(ja, en))


# -- what is written ------------------------------------------------------------------------------------------------


def _of_answers(plan: Plan, state: CaseState) -> Iterator[Reason]:
    for key, answer in state.answers.items():
        old = plan.old_items.get(key)
        if answer is None or old is None:
            continue
        new = plan.new_items.get(plan.items.get(key, key))
        if new is None:
            ja = f"項目「{old.name}」に答えがありますが、新しい版にありません。この版のまま終わらせます。"
            en = f'Item "{old.name}" has an answer and is gone now. It ends under its version.'
            yield Reason(code="item_gone", text=Text(ja, en))
        elif not _holds(old, new) or not _is_offered(old, new, answer):
            ja = f"項目「{old.name}」の答えが、新しい版の型や選択肢に合いません。この版のまま終わらせます。"
            en = f'The answer of item "{old.name}" does not fit any more. It ends under its version.'
            yield Reason(code="item_changed", text=Text(ja, en))


def _holds(old: ItemSpec, new: ItemSpec | None) -> bool:
    """Whether what was written in one item can stand in the other."""
    if new is None or (old.type, old.layout) != (new.type, new.layout):
        return False
    return all(_holds(column, _named(new.columns, column.key)) for column in old.columns)


def _is_offered(old: ItemSpec, new: ItemSpec, answer: object) -> bool:
    offered = {choice.id for choice in new.choices}
    chosen = answer if isinstance(answer, list) else [answer]
    return not old.choices or all(not isinstance(each, str) or each in offered for each in chosen)


def _named(items: tuple[ItemSpec, ...], key: str) -> ItemSpec | None:
    return next((item for item in items if item.key == key), None)


def _of_tables(plan: Plan, state: CaseState) -> Iterator[Reason]:
    drawn = {*state.drawn, *(name for scope in state.scopes.values() for name in scope.drawn)}
    for name in sorted(drawn & set(plan.before.tables)):
        new = plan.after.tables.get(name)
        if new is not None and new.types != plan.before.tables[name].types:
            ja = f"決定表「{name}」の答えの型が、新しい版では違います。この版のまま終わらせます。"
            yield Reason(
                code="table_changed", text=Text(ja, f'Table "{name}" answers otherwise now. It ends under its version.')
            )
