"""What is known about the type of an expression before it runs: enough to find the names of its parts."""

from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Node
from forms.feel.types import ANY, NUMBER, ContextType, FunctionType, ListType, Type, context_type
from forms.feel.values import type_of


def static_type(node: Node) -> Type:
    """Any where nothing is known."""
    match node:
        case nodes.Constant(value=value):
            return type_of(value)
        case nodes.Name(type=known) | nodes.Ready(type=known):
            return known
        case nodes.Listing(items=items):
            return ListType(static_type(items[0]) if items else ANY)
        case nodes.Entries(entries=entries):
            return context_type({key: static_type(value) for key, value in entries})
        case nodes.Path(subject=subject, name=name):
            return part_type(static_type(subject), name)
        case nodes.Filter(subject=subject, condition=condition):
            known = static_type(subject)
            return element_type(known) if static_type(condition) == NUMBER else known
        case nodes.Call(function=function):
            called = static_type(function)
            return called.result if isinstance(called, FunctionType) else ANY
        case nodes.Conditional(then=then):
            return static_type(then)
        case nodes.Loop(body=body):
            return ListType(static_type(body))
        case nodes.Lambda(parameters=parameters, body=body):
            return FunctionType(tuple(kind for _, kind in parameters), static_type(body) if body else ANY)
        case nodes.Negative() | nodes.Arithmetic(sign="*" | "/" | "**"):
            return NUMBER
        case _:
            return ANY


def element_type(known: Type) -> Type:
    """Of what a list holds; anything else is a list of itself."""
    return known.of if isinstance(known, ListType) else known


def part_type(known: Type, name: str) -> Type:
    """The type of a part; of a list of contexts the list of their parts."""
    if isinstance(known, ListType):
        return ListType(part_type(known.of, name))
    return known.types.get(name, ANY) if isinstance(known, ContextType) else ANY


def fields_of(known: Type) -> dict[str, Type] | None:
    """The names that may follow a dot, where they are known."""
    inner = element_type(known)
    return inner.types if isinstance(inner, ContextType) else None
