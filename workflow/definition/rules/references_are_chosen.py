"""E076: a person, unit, post or case is chosen by somebody: no formula and no system writes such an item."""

from collections.abc import Iterator
from typing import get_args

from forms.field_type import ReferenceKind
from forms.source.problem import Problem
from workflow.definition.beside_document import ChildStep
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep, SetStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.definition.written import target_of
from workflow.engine.nodes import CallNode, ChildNode, SetNode

KINDS = frozenset(get_args(ReferenceKind))
HEADINGS = ("formula", "lookup", "initial")


def check(checked: Checked) -> Iterator[Problem]:
    for part in checked.parts:
        if part.item and part.type.value in KINDS:
            yield from (_told(part.heading(field)) for field in HEADINGS if part.has(field))
            if part.fill and part.fill.value == "none":
                yield _told(part.fill)
    for placed in checked.outline.all:
        for written, key in _written(checked, placed):
            item = target_of(checked.program, key) if key else None
            if item is not None and item.type in KINDS:
                yield _told(written)


def _written(checked: Checked, placed: Placed) -> Iterator[tuple[Located[str], str]]:
    """Items that a step fills by itself, as written and by key. Of two steps with one name (E022) one has no node."""
    step, node = placed.step, checked.program.by_id[placed.id]
    match step, node:
        case SetStep(), SetNode():
            yield from zip((pair.key for pair in step.values), (key for key, _ in node.values), strict=False)
        case CallStep(receive=received), CallNode():
            yield from ((pair.key, checked.names.target(placed, pair.key.value)) for pair in received)
        case ChildStep(receive=received), ChildNode(receive=keys):
            yield from zip((pair.key for pair in received), (key for key, _ in keys), strict=False)


def _told(written: Located[str]) -> Problem:
    return problem(
        "E076",
        written,
        "職員・所属・職・案件の項目は、人が選びます。計算や連携では入りません。",
        "A person, unit, post or case is chosen by somebody; nothing computes it or sends it.",
    )
