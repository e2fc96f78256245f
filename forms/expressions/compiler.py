"""Turns a checked expression into functions that call each other: no text is looked at when it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from forms.errors import ExpressionBudgetExceeded
from forms.expressions.checked import (
    Apply,
    Checked,
    Choose,
    Collect,
    Combine,
    Constant,
    Element,
    Iterate,
    Keep,
    Negate,
    Nulls,
    PartOf,
    Read,
    Replace,
)
from forms.expressions.going_through import compile_element, compile_iterate, compile_keep, compile_part
from forms.expressions.reading import calendar_of, reader
from forms.expressions.values import Environment, Value


@dataclass(slots=True)
class Run:
    """One evaluation: what may be read, and how many steps are left."""

    env: Environment
    budget: int

    def spend(self, steps: int) -> None:
        """Raises ExpressionBudgetExceeded when nothing is left."""
        self.budget -= steps
        if self.budget < 0:
            raise ExpressionBudgetExceeded


Compiled: TypeAlias = Callable[[Run], Value]


def compile_checked(node: Checked) -> Compiled:
    """The function that computes the expression."""
    match node:
        case Constant(value=value):
            return lambda run: value
        case Read():
            return _read(node)
        case Apply(nulls=Nulls.PROPAGATE):
            return _strict(node)
        case Apply():
            return _lenient(node)
        case Collect(items=items):
            compiled = [compile_checked(item) for item in items]
            return lambda run: tuple(item(run) for item in compiled)
        case Negate():
            return _negate(node)
        case Combine():
            return _combine(node)
        case Choose():
            return _choose(node)
        case Replace():
            return _replace(node)
        case Keep():
            return compile_keep(node, compile_checked)
        case Element():
            return compile_element(node, compile_checked)
        case PartOf():
            return compile_part(node, compile_checked)
        case Iterate():
            return compile_iterate(node, compile_checked)
        case _:
            assert_never(node)


def _read(node: Read) -> Compiled:
    read = reader(node)

    def compiled(run: Run) -> Value:
        run.spend(1)
        value = read(run.env)
        run.spend(_size(value))
        return value

    return compiled


def _size(value: Value) -> int:
    if type(value) is int:
        return 0
    return len(value) // 100 if isinstance(value, str) else len(value) if isinstance(value, tuple | Mapping) else 0


def _strict(node: Apply) -> Compiled:
    operation = node.operation
    operands = [compile_checked(operand) for operand in node.operands]

    def compiled(run: Run) -> Value:
        run.spend(1)
        values = []
        for operand in operands:
            value = operand(run)
            if value is None:
                return None
            run.spend(_size(value))
            values.append(value)
        return operation(calendar_of(run.env), *values) if node.by_calendar else operation(*values)

    return compiled


def _lenient(node: Apply) -> Compiled:
    operation = node.operation
    operands = [compile_checked(operand) for operand in node.operands]

    def compiled(run: Run) -> Value:
        values = [operand(run) for operand in operands]
        run.spend(1 + sum(_size(value) for value in values))
        return operation(*values)

    return compiled


def _negate(node: Negate) -> Compiled:
    operand = compile_checked(node.operand)

    def compiled(run: Run) -> Value:
        run.spend(1)
        value = operand(run)
        return None if value is None else value is False

    return compiled


def _combine(node: Combine) -> Compiled:
    """Kleene's logic: one decisive value decides whatever the others are; else null makes it null."""
    operands = [compile_checked(operand) for operand in node.operands]
    decisive = node.decisive

    def compiled(run: Run) -> Value:
        undecided = False
        for operand in operands:
            run.spend(1)
            value = operand(run)
            if value is decisive:
                return decisive
            undecided = undecided or value is None
        return None if undecided else not decisive

    return compiled


def _choose(node: Choose) -> Compiled:
    condition = compile_checked(node.condition)
    then, otherwise = compile_checked(node.then), compile_checked(node.otherwise)

    def compiled(run: Run) -> Value:
        run.spend(1)
        return then(run) if condition(run) is True else otherwise(run)

    return compiled


def _replace(node: Replace) -> Compiled:
    left, right = compile_checked(node.left), compile_checked(node.right)

    def compiled(run: Run) -> Value:
        run.spend(1)
        value = left(run)
        return right(run) if value is None else value

    return compiled
