"""Whether a value passes a test: equal to it, in its range, in its list, or making its condition true."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from forms.feel.evaluation.comparing import compare, contains, equal
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.run import Run
from forms.feel.syntax.nodes import Bounds, Name, Node, Test
from forms.feel.syntax.walking import parts_of
from forms.feel.values import Range, Value

TESTED = "?"
Compile: TypeAlias = Callable[[Node], Compiled]


class Tester(Protocol):
    """Whether the value passes; null where that cannot be said."""

    def __call__(self, run: Run, frame: Frame, value: Value) -> bool | None: ...


def compile_test(node: Node, compile_node: Compile) -> Tester:
    """The function that tests a value."""
    if isinstance(node, Test):
        sign, operand = node.sign, compile_node(node.operand)
        return lambda run, frame, value: _compared(sign, value, operand(run, frame))
    expression = compile_node(node)
    if isinstance(node, Bounds):
        return lambda run, frame, value: _in_range(value, expression(run, frame))
    if asks(node):
        return lambda run, frame, value: _truth(expression(run, frame.inner({TESTED: value})))
    return lambda run, frame, value: passes(value, expression(run, frame.inner({TESTED: value})))


def any_passed(run: Run, frame: Frame, value: Value, testers: Sequence[Tester]) -> bool | None:
    """The tests joined with or, in three-valued logic."""
    answers = set()
    for tester in testers:
        run.spend(1)
        answer = tester(run, frame, value)
        if answer is True:
            return True
        answers.add(answer)
    return None if None in answers else False


def passes(value: Value, test: Value) -> bool | None:
    """The value is what the test is, or lies in it."""
    if isinstance(test, Range):
        return equal(value, test) if isinstance(value, Range) else contains(test, value)
    if isinstance(test, tuple):
        if isinstance(value, tuple) and equal(value, test):
            return True
        return any(_element_passes(value, element) for element in test)
    if isinstance(test, bool) and not isinstance(value, bool | tuple) and value is not None:
        return test
    return equal(value, test)


def asks(node: Node) -> bool:
    """The expression speaks of the tested value with ?."""
    if isinstance(node, Name):
        return node.name == TESTED
    return any(asks(part) for part in parts_of(node))


def _element_passes(value: Value, element: Value) -> bool:
    if isinstance(element, Range) and not isinstance(value, Range):
        return contains(element, value) is True
    return equal(value, element) is True


def _in_range(value: Value, range_: Value) -> bool | None:
    return None if range_ is None else passes(value, range_)


def _compared(sign: str, value: Value, operand: Value) -> bool | None:
    if operand is None and sign not in ("=", "!="):
        return None
    return compare(sign, value, operand)


def _truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None
