"""W110: no step reads an item that is filled only later, by a step, a call or 設定: it is empty there.

What may be decided wrongly for it is E054; what says itself what an empty item means is right.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from forms.errors import ExpressionInvalid
from forms.expressions.slots import Slot, parse_slots
from forms.source.problem import Problem
from forms.spec import ItemSpec, Text
from workflow.definition.beside_document import ReassignStep, ShowStep
from workflow.definition.checked import Checked
from workflow.definition.compiler.enforcement import item_in
from workflow.definition.document import EnforceStep, HumanStep, NotifyStep, Step
from workflow.definition.located import Located
from workflow.definition.order import Order
from workflow.definition.outline import Placed
from workflow.definition.written import Written
from workflow.engine.nodes import CallNode, ChildNode, Node, SetNode, UserNode


class _Read(NamedTuple):
    """An item that a step reads, and where that is written."""

    placed: Placed
    key: str
    name: str
    text: Located[str]
    offset: int
    after_it: bool = False
    """It is read when the step is done, not when it begins."""


def check(checked: Checked) -> Iterator[Problem]:
    later = {item.key: item for item in checked.program.form.items if _is_filled_later(checked, item)}
    if not later:
        return
    order, writers = Order(checked), _writers(checked)
    known = {item.key for item in checked.program.form.items}
    misspelt = any("#" not in name and name not in known for name in writers)
    told: set[tuple[str, str]] = set()
    for read in _reads(checked):
        if read.key not in later or (read.placed.id, read.key) in told:
            continue
        nodes = writers.get(read.key, ())
        if not nodes and misspelt:
            continue  # what fills it may be what is told as E055 or E101
        if any(order.may_come_before(node, read.placed) for node in nodes):
            continue
        if read.after_it and read.placed.id in nodes:
            continue
        told.add((read.placed.id, read.key))
        yield _problem(checked, read, later[read.key], nodes)


def _is_filled_later(checked: Checked, item: ItemSpec) -> bool:
    """Not by whoever applies, nor by itself, nor by what a case begins with."""
    program = checked.program
    begun = program.begins_with.carry if program.begins_with else {}
    from_earlier = program.begins_from.carry if program.begins_from else {}
    first = {edit.item for node in program.nodes[:1] if isinstance(node, UserNode) for edit in node.edit}
    given = item.key in begun or item.key in from_earlier or item.key in first
    return item.fill != "first" and not item.is_found and item.initial is None and not given


def _writers(checked: Checked) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in checked.program.nodes:
        for item in _written_by(node):
            found[item] = (*found.get(item, ()), node.id)
    return found


def _written_by(node: Node) -> Iterator[str]:
    match node:
        case UserNode():
            yield from (edit.item for edit in node.edit)
        case CallNode():
            yield from (item for item, _ in (*node.receive, *(node.reply.receive if node.reply else ())))
        case ChildNode():
            yield from (item for item, _ in node.receive)
        case SetNode():
            yield from (item for item, _ in node.values)


def _reads(checked: Checked) -> Iterator[_Read]:
    for written, expression in checked.expressions:
        if written.placed is not None and written.role != "until" and not written.table:
            undoing = _is_undoing(written)
            for name in expression.names:
                told = written.role in ("condition", "due") and ".".join(name.path) in expression.unguarded
                if name.path in expression.needed and not told:
                    yield _Read(written.placed, name.path[0], name.text, written.text, name.at.start, undoing)
    for placed in checked.outline.all:
        step = placed.step
        for text in _texts(step):
            yield from _slots(checked, placed, text)
        for person in _people(step):
            item = item_in(person.value)
            if item:
                yield _Read(placed, checked.names.item_key(item), item, person, 0)


def _is_undoing(written: Written) -> bool:
    """What 取消時 sends is computed when the call is done."""
    undo = getattr(written.placed.step, "undo", None) if written.placed else None
    return undo is not None and any(pair.value is written.text for pair in undo.send)


def _texts(step: Step) -> Iterator[Located[str]]:
    if isinstance(step, NotifyStep):
        yield from (text for text in (step.subject, step.text) if text)


def _people(step: Step) -> Iterator[Located[str]]:
    match step:
        case EnforceStep(assignee=assignee, to=to):
            yield from (*assignee, *to)
        case HumanStep(assignee=people) | ReassignStep(assignee=people) | NotifyStep(to=people) | ShowStep(to=people):
            yield from people


def _slots(checked: Checked, placed: Placed, text: Located[str]) -> Iterator[_Read]:
    try:
        parts = parse_slots(text.value, checked.scope_at(placed))
    except ExpressionInvalid:
        return
    for part in parts:
        if isinstance(part, Slot):
            yield _Read(placed, part.path.partition(".")[0], part.spelling, text, part.offset)


def _problem(checked: Checked, read: _Read, item: ItemSpec, writers: tuple[str, ...]) -> Problem:
    by_id = checked.program.by_id
    steps = [step for node in writers if (step := by_id[node].step)]
    if steps:
        ja = f"「{read.name}」は、ここではまだ空です。後の「{steps[0]}」で入ります。"
        en = f'"{read.name}" is still empty here; "{steps[0]}", which comes later, fills it.'
        hint = Text(
            f"この手順を「{steps[0]}」より後に移すか、ほかの項目を使ってください",
            f'move this step behind "{steps[0]}", or use another item',
        )
    else:
        ja = f"「{read.name}」は、どの手順でも入らないので、いつも空です。"
        en = f'No step fills "{read.name}", so it is always empty.'
        hint = Text(
            f"前の手順の「編集項目」「受取る」か「設定」で「{item.name}」を入れてください",
            f'fill "{item.name}" before, with edit, receive or set',
        )
    return Problem(
        id="W110",
        position=read.text.position_of(read.offset),
        message=Text(ja, en),
        hint=hint,
        length=max(1, len(read.name)),
    )
