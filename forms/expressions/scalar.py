"""The fast way for conditions over single values, which are most of what runs.

Nothing in them grows with its input, so their steps are counted once. Values of the usual class are compared
as they come from outside; all others are taken in or refused as everywhere else.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias

from forms.expressions import office
from forms.expressions.values import Environment, Value
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.evaluation.outside import reader
from forms.feel.outside import handed_out
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Comparison, Constant, Given, Node
from forms.feel.types import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, YEN, ChoiceType, Type

Scalar: TypeAlias = Callable[[Environment], Value]

_COMPARISONS: Mapping[str, Callable[..., bool]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_CLASSES: Mapping[Type, type] = {YEN: int, TEXT: str, BOOLEAN: bool, DATE: date, NUMBER: Decimal, INTEGER: Decimal}
_IS_EMPTY = Constant(office.IS_EMPTY)
_NOT = Constant(BUILT_IN["not"])


def compile_scalar(node: Node) -> Scalar | None:
    """The function that decides the condition; None for one that needs the general way."""
    match node:
        case nodes.Combination(operands=operands, word=word):
            compiled = [compile_scalar(operand) for operand in operands]
            known = [operand for operand in compiled if operand is not None]
            return _combine(known, decisive=word == "or") if len(known) == len(compiled) else None
        case nodes.Call(function=function, arguments=(operand,)) if function == _NOT:
            inner = compile_scalar(operand)
            return _negate(inner) if inner else None
        case nodes.Call(function=function, arguments=(Given() as operand,)) if function == _IS_EMPTY:
            return _is_empty(operand) if operand.type in _CLASSES else None
        case Given(type=kind) if kind == BOOLEAN:
            read = reader(node)
            return lambda env: read(env)  # type: ignore[return-value]
        case Comparison(left=Given() as left, right=Constant() as right):
            return _compare(node, left, right)
    return None


def _compare(node: Comparison, left: Given, right: Constant) -> Scalar | None:
    compare, kind = _COMPARISONS[node.sign], left.type
    usual = str if isinstance(kind, ChoiceType) else _CLASSES.get(kind)
    constant = handed_out(right.value, kind)
    if usual is None or len(left.path) != 1 or constant.__class__ is not usual:
        return None
    null = node.sign == "!=" if node.sign in ("=", "!=") else None
    general = _general(compare, left, right, null)
    if usual is Decimal:
        return _number(compare, left, constant, general)
    key = left.path[0]

    def compiled(env: Environment) -> Value:
        value = env.get(key)
        return compare(value, constant) if value.__class__ is usual else general(env)

    return compiled


def _number(compare: Callable[..., bool], left: Given, constant: Value, general: Scalar) -> Scalar:
    """A whole number is taken in each time; any other only has to be finite."""
    key = left.path[0]
    if left.type == INTEGER:
        return general

    def compiled(env: Environment) -> Value:
        value = env.get(key)
        finite = isinstance(value, Decimal) and value.is_finite()
        return compare(value, constant) if finite else general(env)

    return compiled


def _general(compare: Callable[..., bool], left: Given, right: Constant, null: bool | None) -> Scalar:
    read, constant = reader(left), right.value

    def compiled(env: Environment) -> Value:
        value = read(env)
        return null if value is None else compare(value, constant)

    return compiled


def _is_empty(operand: Given) -> Scalar:
    read = reader(operand)

    def compiled(env: Environment) -> Value:
        value = read(env)
        return value is None or value == ""

    return compiled


def _negate(operand: Scalar) -> Scalar:
    def compiled(env: Environment) -> Value:
        value = operand(env)
        return None if value is None else value is False

    return compiled


def _combine(operands: list[Scalar], *, decisive: bool) -> Scalar:
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
