"""Which names decide whether an expression has a value at all.

A condition that is null stops a case, so its author has to say what an empty item means: with 空(x) or with ??.
For each name the expression is walked with that name empty and all others filled. = and ≠ count as undecided then,
although they answer: 警察への届出 = 「届出済」 does not say what is meant while nothing has been chosen.
"""

from collections.abc import Iterator
from enum import Flag, auto
from typing import assert_never

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
from forms.expressions.local_names import is_local
from forms.expressions.types import BOOLEAN


class _May(Flag):
    """What a part may be."""

    BE_NULL = auto()
    BE_YES = auto()
    """Yes, or any value that is not a condition."""
    BE_NO = auto()


_FILLED = _May.BE_YES | _May.BE_NO


def reads(node: Checked) -> Iterator[Read]:
    """Every name the expression reads, in the order of the text."""
    match node:
        case Constant():
            return
        case Read():
            if not is_local(node.path):
                yield node
            return
        case Apply(operands=parts) | Collect(items=parts) | Combine(operands=parts):
            pass
        case Negate(operand=part):
            parts = (part,)
        case Choose():
            parts = (node.condition, node.then, node.otherwise)
        case Replace():
            parts = (node.left, node.right)
        case Keep(source=source, condition=condition):
            parts = (source, condition)
        case Element(source=source, position=position):
            parts = (source, position)
        case PartOf(subject=subject):
            parts = (subject,)
        case Iterate():
            parts = _parts(node)
        case _:
            assert_never(node)
    for part in parts:
        yield from reads(part)


def needed(node: Checked) -> frozenset[tuple[str, ...]]:
    """The names without which the expression may be undecided."""
    names = {read.path for read in reads(node)}
    return frozenset(path for path in names if _May.BE_NULL in _walk(node, path))


def _walk(node: Checked, empty: tuple[str, ...]) -> _May:
    match node:
        case Constant(value=None):
            return _May.BE_NULL
        case Constant(value=value):
            return _May.BE_NO if value is False else _May.BE_YES
        case Read(path=path):
            return _May.BE_NULL if path == empty else _FILLED if node.type == BOOLEAN else _May.BE_YES
        case Apply(nulls=Nulls.TEST):
            return _tested(_walk(node.operands[0], empty))
        case Apply(operands=parts) | Collect(items=parts):
            undecided = any(_May.BE_NULL in _walk(part, empty) for part in parts)
            return _May.BE_NULL if undecided else _FILLED
        case Negate():
            return _negated(_walk(node.operand, empty))
        case Combine():
            return _combined(node, empty)
        case Choose():
            branches = _walk(node.then, empty) | _walk(node.otherwise, empty)
            return _chosen(node, empty, branches)
        case Replace():
            return (_walk(node.left, empty) & _FILLED) | _walk(node.right, empty)
        case Keep(source=part) | PartOf(subject=part):
            return _walk(part, empty)
        case Element(source=source, position=position):
            undecided = _May.BE_NULL in _walk(source, empty) | _walk(position, empty)
            return _May.BE_NULL if undecided else _FILLED
        case Iterate():
            undecided = any(_May.BE_NULL in _walk(part, empty) for part in _parts(node))
            return _May.BE_NULL if undecided else _FILLED
        case _:
            assert_never(node)


def _parts(node: Iterate) -> tuple[Checked, ...]:
    """The lists a loop goes through, and its body."""
    lists = [part for source in node.sources for part in (source.values, source.last) if part is not None]
    return (*lists, node.body)


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


def _combined(node: Combine, empty: tuple[str, ...]) -> _May:
    operands = [_walk(operand, empty) for operand in node.operands]
    decisive, other = (_May.BE_YES, _May.BE_NO) if node.decisive else (_May.BE_NO, _May.BE_YES)
    if any(operand == decisive for operand in operands):
        return decisive
    result = _May(0)
    for operand in operands:
        result |= operand & (decisive | _May.BE_NULL)
    if all(other in operand for operand in operands):
        result |= other
    return result


def _chosen(node: Choose, empty: tuple[str, ...], branches: _May) -> _May:
    condition = _walk(node.condition, empty)
    if _May.BE_NULL in condition:
        return branches | _May.BE_NULL
    if condition == _May.BE_YES:
        return _walk(node.then, empty)
    if condition == _May.BE_NO:
        return _walk(node.otherwise, empty)
    return branches
