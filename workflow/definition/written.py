"""Every expression of a procedure with the kind of value that its place needs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from forms.errors import ExpressionInvalid
from forms.expressions.expression import Expression, compile_expression
from forms.expressions.scope import Scope
from forms.feel.types import BOOLEAN, DATE, DATETIME, Type
from forms.field_catalogue import field_of
from forms.spec import FormSpec, ItemSpec
from workflow.definition.beside_document import ChildStep, OpenStep, ShowStep
from workflow.definition.circulation_document import CirculationStep, waiver_of
from workflow.definition.document import (
    CallStep,
    ChoiceStep,
    FirstStep,
    GroupStep,
    HumanStep,
    IssueStep,
    ParallelStep,
    Procedure,
    SetStep,
    Step,
    UndoCall,
    WaitStep,
)
from workflow.definition.form_document import FormPart
from workflow.definition.located import Located
from workflow.definition.outline import Outline, Placed
from workflow.definition.parser.due import start_of
from workflow.engine.nodes import EachNode, SetNode
from workflow.engine.program import Program
from workflow.engine.values import Due

Role = Literal[
    "visible",
    "required",
    "initial",
    "formula",
    "lookup",
    "check",
    "condition",
    "send",
    "match",
    "at",
    "until",
    "value",
    "due",
    "waiver",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One expression where it is written."""

    text: Located[str]
    role: Role
    expected: Type | None = None
    part: FormPart | None = None
    """The item or section it belongs to."""
    placed: Placed | None = None
    """The step it belongs to."""
    report: str = ""
    """Name of the report whose item it belongs to."""
    table: str = ""
    """Key of the table whose column it belongs to."""

    def compiled(self, scope: Scope) -> Expression | ExpressionInvalid:
        """The checked expression, or what is wrong with it."""
        try:
            return compile_expression(self.text.value, scope, self.expected)
        except ExpressionInvalid as invalid:
            return invalid


def written_in(procedure: Procedure, outline: Outline, program: Program) -> Iterator[Written]:
    """All expressions in the order of the headings."""
    for part in (*procedure.internal, *procedure.form):
        yield from _of_item(part, program.form)
    for handler in outline.anytime:
        form = program.handler(handler.name).form
        for part in handler.part.items:
            yield from (replace(written, report=handler.name) for written in _of_item(part, form))
    for check in procedure.checks:
        yield Written(text=check.check, role="check", expected=BOOLEAN)
    for placed in outline.all:
        yield from _of_step(placed, placed.step, program)


def _of_item(part: FormPart, form: FormSpec) -> Iterator[Written]:
    yield from _of_part(part, form)
    item = form.item(part.key) if part.item else None
    for column in part.columns if item else ():
        assert item is not None
        yield from (replace(written, table=item.key) for written in _of_part(column, FormSpec(parts=item.columns)))


def _of_part(part: FormPart, form: FormSpec) -> Iterator[Written]:
    item = form.item(part.key) if part.item else None
    own = field_of(item).expression_type(item) if item and item.type else None
    if part.required:
        yield Written(text=part.required, role="required", expected=BOOLEAN, part=part)
    if part.visible:
        yield Written(text=part.visible, role="visible", expected=BOOLEAN, part=part)
    if part.initial:
        yield Written(text=part.initial, role="initial", expected=own, part=part)
    if part.formula:
        yield Written(text=part.formula, role="formula", expected=own, part=part)
    if part.lookup:
        for pair in (*part.lookup.key, *part.lookup.send):
            yield Written(text=pair.value, role="lookup", part=part)


def _of_step(placed: Placed, step: Step, program: Program) -> Iterator[Written]:
    conditions = [*step.if_]
    if isinstance(step, ChoiceStep):
        conditions += [condition for case in step.cases for condition in case.if_]
    if isinstance(step, ParallelStep):
        conditions += [condition for branch in step.branches for condition in branch.if_]
    for condition in conditions:
        yield Written(text=condition, role="condition", expected=BOOLEAN, placed=placed)
    for start in filter(None, map(start_of, _deadlines(step))):
        yield Written(text=start, role="due", expected=DATE, placed=placed)
    if isinstance(step, HumanStep) and (waiver := waiver_of(step)):
        yield Written(text=waiver, role="waiver", expected=BOOLEAN, placed=placed)
    match step:
        case CallStep():
            yield from _sent(placed, step)
            if step.undo:
                yield from _sent(placed, step.undo)
        case CirculationStep(raise_if=raise_if) if raise_if:
            yield Written(text=raise_if, role="condition", expected=BOOLEAN, placed=placed)
        case ChildStep():
            yield from (Written(text=pair.value, role="send", placed=placed) for pair in step.pass_)
        case OpenStep():
            yield from (Written(text=pair.value, role="send", placed=placed) for pair in step.carry)
        case SetStep():
            node = program.by_id[placed.id]  # of two steps with one name (E022) it may be the other one's
            keys = [key for key, _ in node.values] if isinstance(node, SetNode) else []
            for place, pair in enumerate(step.values):
                item = target_of(program, keys[place]) if place < len(keys) else None
                own = field_of(item).expression_type(item) if item and item.type else None
                yield Written(text=pair.value, role="value", expected=own, placed=placed)
        case IssueStep():
            if step.publish_at:
                yield Written(text=step.publish_at, role="at", expected=DATETIME, placed=placed)
        case WaitStep():
            if step.match:
                yield Written(text=step.match, role="match", placed=placed)
            if step.at:
                yield Written(text=step.at, role="at", expected=DATETIME, placed=placed)
            if step.until:
                yield Written(text=step.until, role="until", expected=BOOLEAN, placed=placed)
        case FirstStep():
            for case in step.cases:
                if case.at:
                    yield Written(text=case.at, role="at", expected=DATETIME, placed=placed)


def _deadlines(step: Step) -> Iterator[Located[Due]]:
    """Everything that says until when something has to be done."""
    match step:
        case CirculationStep():
            yield from (part.due for _, part in step.parts if part is not None and part.due)
        case HumanStep(due=due) | WaitStep(due=due) | GroupStep(due=due) | ShowStep(due=due) if due:
            yield due


def target_of(program: Program, key: str) -> ItemSpec | None:
    """The item, or the column of a row (`<id of the 全件>#<column>`), that a step writes."""
    each, _, column = key.rpartition("#")
    if not each:
        return program.form.item(key)
    node = program.by_id[each]
    columns = node.columns if isinstance(node, EachNode) else ()
    return next((item for item in columns if item.key == column), None)


def _sent(placed: Placed, call: CallStep | UndoCall) -> Iterator[Written]:
    for pair in call.send:
        yield Written(text=pair.value, role="send", placed=placed)
