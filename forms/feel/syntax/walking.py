"""Goes through the parts of an expression, in the order in which they are written."""

from typing import assert_never

from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Node


def parts_of(node: Node) -> tuple[Node, ...]:
    """The expressions directly inside."""
    match node:
        case nodes.Constant() | nodes.Name() | nodes.Given():
            return ()
        case nodes.Listing(items=parts) | nodes.Combination(operands=parts) | nodes.Ready(parts=parts):
            return parts
        case nodes.Entries(entries=entries):
            return tuple(value for _, value in entries)
        case nodes.Bounds(low=low, high=high):
            return low, high
        case nodes.Test(operand=operand) | nodes.Negative(operand=operand):
            return (operand,)
        case nodes.Arithmetic() | nodes.Comparison() | nodes.Fallback():
            return node.left, node.right
        case nodes.Between():
            return node.subject, node.low, node.high
        case nodes.Membership(subject=subject, tests=tests):
            return subject, *tests
        case nodes.Conditional():
            return node.condition, node.then, node.otherwise
        case nodes.Loop(iterators=iterators, body=body) | nodes.Quantified(iterators=iterators, condition=body):
            return *_sources(iterators), body
        case nodes.InstanceOf(subject=subject) | nodes.Path(subject=subject):
            return (subject,)
        case nodes.Filter(subject=subject, condition=inner) | nodes.Element(subject=subject, position=inner):
            return subject, inner
        case nodes.Call():
            return node.function, *node.arguments
        case nodes.Lambda(body=inner_body):
            return (inner_body,) if inner_body is not None else ()
        case _:
            assert_never(node)


def starts_at(node: Node) -> int:
    """The column of the first character of the part, however deep its first operand lies."""
    while True:
        match node:
            case nodes.Arithmetic() | nodes.Comparison() | nodes.Fallback():
                node = node.left
            case nodes.Combination():
                node = node.operands[0]
            case nodes.Path(subject=nodes.Name(at=nodes.NOWHERE)):
                return node.at.start
            case nodes.Membership() | nodes.Between() | nodes.Filter() | nodes.Path() | nodes.InstanceOf():
                node = node.subject
            case nodes.Call() if node.function.at != nodes.NOWHERE:
                node = node.function
            case _:
                return node.at.start


def _sources(iterators: tuple[nodes.Iterator, ...]) -> tuple[Node, ...]:
    return tuple(part for one in iterators for part in (one.source, one.end) if part is not None)
