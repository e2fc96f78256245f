"""Which names decide whether an expression has a value at all.

A condition that is null stops a case, so its author has to say what an empty item means: with 空(x) or with ??.
For each name the expression is walked with that name empty and all others filled. = and ≠ count as undecided then,
although they answer: 警察への届出 = 「届出済」 does not say what is meant while nothing has been chosen.
"""

from collections.abc import Iterator
from enum import Flag, auto

from forms.expressions import office
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Constant, Given, Node
from forms.feel.syntax.walking import parts_of
from forms.feel.types import BOOLEAN


class _May(Flag):
    """What a part may be."""

    BE_NULL = auto()
    BE_YES = auto()
    """Yes, or any value that is not a condition."""
    BE_NO = auto()


_FILLED = _May.BE_YES | _May.BE_NO
_IS_EMPTY = Constant(office.IS_EMPTY)
_NOT = Constant(BUILT_IN["not"])


def reads(node: Node) -> Iterator[Given]:
    """Every value from outside that the expression reads, in the order of the text."""
    if isinstance(node, Given):
        yield node
    for part in parts_of(node):
        yield from reads(part)


def needed(node: Node) -> frozenset[tuple[str, ...]]:
    """The names without which the expression may be undecided."""
    names = {read.path for read in reads(node)}
    return frozenset(path for path in names if _May.BE_NULL in _walk(node, path))


def _walk(node: Node, empty: tuple[str, ...]) -> _May:
    match node:
        case Constant(value=None):
            return _May.BE_NULL
        case Constant(value=value):
            return _May.BE_NO if value is False else _May.BE_YES
        case Given(path=path):
            return _May.BE_NULL if path == empty else _FILLED if node.type == BOOLEAN else _May.BE_YES
        case nodes.Name():
            return _FILLED
        case nodes.Call(function=function, arguments=(operand,)) if function in (_IS_EMPTY, _NOT):
            inner = _walk(operand, empty)
            return _negated(inner) if function == _NOT else _tested(inner)
        case nodes.Comparison(sign="=" | "!=", left=left, right=right) if _is_null(left) or _is_null(right):
            tested = _tested(_walk(left if _is_null(right) else right, empty))
            return tested if node.sign == "=" else _negated(tested)
        case nodes.Combination():
            return _combined(node, empty)
        case nodes.Conditional():
            return _chosen(node, empty, _walk(node.then, empty) | _walk(node.otherwise, empty))
        case nodes.Fallback():
            return (_walk(node.left, empty) & _FILLED) | _walk(node.right, empty)
        case nodes.Filter(subject=part) | nodes.Path(subject=part):
            return _walk(part, empty)
        case _:
            undecided = any(_May.BE_NULL in _walk(part, empty) for part in parts_of(node))
            return _May.BE_NULL if undecided else _FILLED


def _is_null(node: Node) -> bool:
    return isinstance(node, Constant) and node.value is None


def _tested(operand: _May) -> _May:
    result = _May(0)
    if _May.BE_NULL in operand:
        result |= _May.BE_YES
    if operand & _FILLED:
        result |= _May.BE_NO
    return result


def _negated(operand: _May) -> _May:
    result = operand & _May.BE_NULL
    if _May.BE_YES in operand:
        result |= _May.BE_NO
    if _May.BE_NO in operand:
        result |= _May.BE_YES
    return result


def _combined(node: nodes.Combination, empty: tuple[str, ...]) -> _May:
    operands = [_walk(operand, empty) for operand in node.operands]
    decisive, other = (_May.BE_YES, _May.BE_NO) if node.word == "or" else (_May.BE_NO, _May.BE_YES)
    if any(operand == decisive for operand in operands):
        return decisive
    result = _May(0)
    for operand in operands:
        result |= operand & (decisive | _May.BE_NULL)
    if all(other in operand for operand in operands):
        result |= other
    return result


def _chosen(node: nodes.Conditional, empty: tuple[str, ...], branches: _May) -> _May:
    condition = _walk(node.condition, empty)
    if _May.BE_NULL in condition:
        return branches | _May.BE_NULL
    if condition == _May.BE_YES:
        return _walk(node.then, empty)
    if condition == _May.BE_NO:
        return _walk(node.otherwise, empty)
    return branches
