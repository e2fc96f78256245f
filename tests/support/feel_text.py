"""Writes a tree of FEEL as text, every part between brackets, in the words of the standard or of an office."""

from decimal import Decimal

from forms.feel.evaluation.writing import literal
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Node
from forms.feel.temporal.days import Date
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DAY, SECOND, DateTime, Time
from forms.feel.types import BUSINESS_DAYS, YEN, SimpleType

_TEMPORAL = Date | Time | DateTime | DaysTime | YearsMonths


def feel_text(node: Node) -> str:
    """The text that is read as this tree."""
    match node:
        case nodes.Constant():
            return _constant(node)
        case nodes.Name(name=name) | nodes.Given(text=name):
            return name
        case nodes.Listing(items=items):
            return f"[{', '.join(map(feel_text, items))}]"
        case nodes.Entries(entries=entries):
            return "{" + ", ".join(f"{key}: {feel_text(value)}" for key, value in entries) + "}"
        case nodes.Bounds():
            opened, closed = "[" if node.low_included else "(", "]" if node.high_included else ")"
            return f"{opened}{_inner(node.low)}..{_inner(node.high)}{closed}"
        case nodes.Test(sign=sign, operand=operand):
            return f"{sign} {_inner(operand)}"
        case nodes.Negative(operand=operand):
            return f"-{_inner(operand)}"
        case nodes.Arithmetic() | nodes.Comparison():
            return f"{_inner(node.left)} {node.sign} {_inner(node.right)}"
        case nodes.Fallback():
            return f"{_inner(node.left)} ?? {_inner(node.right)}"
        case nodes.Between():
            return f"{_inner(node.subject)} between {_inner(node.low)} and {_inner(node.high)}"
        case nodes.Membership(tests=tests, negated=True):
            return f"{_inner(node.subject)} が {', '.join(map(_inner, tests))} のどれでもない"
        case nodes.Membership(tests=tests):
            return f"{_inner(node.subject)} in ({', '.join(map(feel_text, tests))})"
        case nodes.Combination(word=word, operands=operands):
            return f" {word} ".join(map(_inner, operands))
        case nodes.Conditional():
            return f"if {_inner(node.condition)} then {_inner(node.then)} else {_inner(node.otherwise)}"
        case nodes.Loop(iterators=iterators, body=body):
            return f"for {_iterators(iterators)} return {_inner(body)}"
        case nodes.Quantified(word=word, iterators=iterators, condition=body):
            return f"{word} {_iterators(iterators)} satisfies {_inner(body)}"
        case nodes.InstanceOf(subject=subject, type=SimpleType(name=name)):
            return f"{_inner(subject)} instance of {name}"
        case nodes.Path(subject=subject, name=name):
            return f"{_inner(subject)}.{name}"
        case nodes.Filter(subject=subject, condition=condition):
            return f"{_inner(subject)}[{feel_text(condition)}]"
        case nodes.Call(function=function, arguments=arguments):
            called = feel_text(function) if isinstance(function, nodes.Name) else _inner(function)
            return f"{called}({', '.join(map(feel_text, arguments))})"
        case nodes.Lambda(parameters=parameters, body=body):
            return f"function({', '.join(name for name, _ in parameters)}) {_inner(body) if body else 'external {}'}"
        case _:
            raise AssertionError(node)


def _inner(node: Node) -> str:
    return f"({feel_text(node)})"


def _iterators(iterators: tuple[nodes.Iterator, ...]) -> str:
    return ", ".join(
        f"{one.name} in {_inner(one.source)}" + (f"..{_inner(one.end)}" if one.end else "") for one in iterators
    )


def _constant(node: nodes.Constant) -> str:
    match node.value, node.type:
        case Decimal() as amount, kind if kind == YEN:
            return f"{amount:f}円"
        case Decimal() as count, kind if kind == BUSINESS_DAYS:
            return f"{count:f}営業日"
        case Date() as day, kind if kind is not None:
            return str(day)
        case YearsMonths(months=months), kind if kind is not None:
            return f"{months}か月"
        case DaysTime(nanoseconds=nanoseconds), kind if kind is not None:
            days, rest = divmod(nanoseconds, DAY)
            return f"{days}日" if not rest else f"{nanoseconds // (60 * SECOND)}分"
        case DateTime() as moment, kind if kind is not None:
            return str(moment)
        case value, _ if isinstance(value, _TEMPORAL):
            return f'@"{value}"'
        case str() as text, _:
            return literal(text).replace("＂", "\\＂") if node.type else literal(text)
        case value, _:
            return literal(value)
