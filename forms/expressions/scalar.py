"""The fast way for conditions over single values, which are most of what runs.

Nothing in them grows with its input, so their steps are counted once. Values of the usual class are compared
as they are; all others take the way of `reading`, which converts or refuses them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias

from forms.expressions import operations
from forms.expressions.checked import Apply, Checked, Combine, Constant, Negate, Nulls, Read
from forms.expressions.reading import reader
from forms.expressions.types import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, YEN, ChoiceType, Type
from forms.expressions.values import Environment, Value

Scalar: TypeAlias = Callable[[Environment], Value]

_COMPARISONS: Mapping[Callable[..., Value], Callable[..., bool]] = {
    operations.equal: eq,
    operations.different: ne,
    operations.less: lt,
    operations.less_or_equal: le,
    operations.greater: gt,
    operations.greater_or_equal: ge,
}
_CLASSES: Mapping[Type, type] = {YEN: int, TEXT: str, BOOLEAN: bool, DATE: date, NUMBER: Decimal, INTEGER: Decimal}


def compile_scalar(node: Checked) -> Scalar | None:
    """The function that decides the condition; None for one that needs the general way."""
    match node:
        case Combine(operands=operands, decisive=decisive):
            compiled = [compile_scalar(operand) for operand in operands]
            known = [operand for operand in compiled if operand is not None]
            return _combine(known, decisive) if len(known) == len(compiled) else None
        case Negate(operand=operand):
            inner = compile_scalar(operand)
            return _negate(inner) if inner else None
        case Read(type=kind) if kind == BOOLEAN:
            return reader(node)
        case Apply(operation=operation, operands=(Read() as left, Constant() as right)) if operation in _COMPARISONS:
            return _compare(_COMPARISONS[operation], node, left, right)
        case Apply(nulls=Nulls.TEST, operands=(Read() as operand,)) if operand.type in _CLASSES:
            return _is_empty(reader(operand))
    return None


def _compare(compare: Callable[..., bool], node: Apply, left: Read, right: Constant) -> Scalar | None:
    usual = str if isinstance(left.type, ChoiceType) else _CLASSES.get(left.type)
    constant = right.value
    if usual is None or len(left.path) != 1 or constant.__class__ is not usual:
        return None
    null = node.operation is operations.different if node.nulls is Nulls.COMPARE else None
    general = _general(compare, reader(left), constant, null)
    if usual is Decimal:
        return _number(compare, left, constant, general)
    key = left.path[0]

    def compiled(env: Environment) -> Value:
        value = env.get(key)
        return compare(value, constant) if value.__class__ is usual else general(env)

    return compiled


def _number(compare: Callable[..., bool], left: Read, constant: Value, general: Scalar) -> Scalar:
    """A whole number is looked at by `reading` each time; any other only has to be finite."""
    key = left.path[0]
    if left.type == INTEGER:
        return general

    def compiled(env: Environment) -> Value:
        value = env.get(key)
        finite = isinstance(value, Decimal) and value.is_finite()
        return compare(value, constant) if finite else general(env)

    return compiled


def _general(compare: Callable[..., bool], read: Scalar, constant: Value, null: bool | None) -> Scalar:
    def compiled(env: Environment) -> Value:
        value = read(env)
        return null if value is None else compare(value, constant)

    return compiled


def _is_empty(read: Scalar) -> Scalar:
    def compiled(env: Environment) -> Value:
        value = read(env)
        return value is None or value == ""

    return compiled


def _negate(operand: Scalar) -> Scalar:
    def compiled(env: Environment) -> Value:
        value = operand(env)
        return None if value is None else value is False

    return compiled


def _combine(operands: list[Scalar], decisive: bool) -> Scalar:
    """As in the general way: one decisive value decides, else null makes it null."""

    def compiled(env: Environment) -> Value:
        undecided = False
        for operand in operands:
            value = operand(env)
            if value is decisive:
                return decisive
            if value is None:
                undecided = True
        return None if undecided else not decisive

    return compiled
