"""Turns the tree of a FEEL expression into functions that call each other."""

from typing import assert_never

from forms.feel.evaluation import arithmetic
from forms.feel.evaluation.calling import compile_call, compile_lambda
from forms.feel.evaluation.comparing import compare
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.iterating import compile_loop, compile_quantified
from forms.feel.evaluation.outside import given
from forms.feel.evaluation.selecting import compile_element, compile_filter, compile_path
from forms.feel.evaluation.testing import Tester, any_passed, compile_test
from forms.feel.run import Refused, Run
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Node, UnaryTests
from forms.feel.types import NULL, Type
from forms.feel.values import Range, Value, fits, kind_of
from forms.spec import Text

_NO_RANGE = Text(
    "範囲の両端は、順に並んだ同じ種類の値です。", "The bounds of a range are two values of one kind, in order."
)


def compile_node(node: Node) -> Compiled:
    """The function that computes the expression."""
    match node:
        case nodes.Constant(value=value):
            return lambda run, frame: value
        case nodes.Name(name=name):
            return _name(name)
        case nodes.Given():
            return given(node)
        case nodes.Listing(items=items):
            return _listing(items)
        case nodes.Entries():
            return _entries(node)
        case nodes.Bounds():
            return _bounds(node)
        case nodes.Test():
            return _open_range(node)
        case nodes.Negative(operand=operand):
            return _negative(operand)
        case nodes.Arithmetic():
            return _arithmetic(node)
        case nodes.Comparison():
            return _comparison(node.sign, node.left, node.right)
        case nodes.Between():
            low = _comparison(">=", node.subject, node.low)
            return _combination((low, _comparison("<=", node.subject, node.high)), decisive=False)
        case nodes.Membership():
            return _membership(node)
        case nodes.Fallback():
            return _fallback(node)
        case nodes.Combination(word=word, operands=operands):
            return _combination(tuple(compile_node(operand) for operand in operands), decisive=word == "or")
        case nodes.Conditional():
            return _conditional(node)
        case nodes.Loop():
            return compile_loop(node, compile_node)
        case nodes.Quantified():
            return compile_quantified(node, compile_node)
        case nodes.InstanceOf(subject=subject, type=type_):
            return _instance_of(subject, type_)
        case nodes.Path():
            return compile_path(node, compile_node)
        case nodes.Filter():
            return compile_filter(node, compile_node)
        case nodes.Element():
            return compile_element(node, compile_node)
        case nodes.Call():
            return compile_call(node, compile_node)
        case nodes.Lambda():
            return compile_lambda(node, compile_node)
        case nodes.Ready(compiled=compiled):
            return compiled
        case _:
            assert_never(node)


def compile_tests(tests: UnaryTests) -> Tester:
    """Whether a value passes the tests of a cell."""
    if not tests.tests:
        return lambda run, frame, value: True
    testers = [compile_test(test, compile_node) for test in tests.tests]
    if tests.negated:
        return lambda run, frame, value: any_passed(run, frame, value, testers) is False
    return lambda run, frame, value: any_passed(run, frame, value, testers)


def _name(name: str) -> Compiled:
    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        return frame.look_up(name, run)

    return compiled


def _listing(items: tuple[Node, ...]) -> Compiled:
    compiled_items = [compile_node(item) for item in items]

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1 + len(compiled_items))
        return tuple(item(run, frame) for item in compiled_items)

    return compiled


def _entries(node: nodes.Entries) -> Compiled:
    entries = [(key, compile_node(value)) for key, value in node.entries]

    def compiled(run: Run, frame: Frame) -> Value:
        values: dict[str, Value] = {}
        inner = frame.inner(values)
        for key, value in entries:
            run.spend(1)
            values[key] = value(run, inner)
        return values

    return compiled


def _bounds(node: nodes.Bounds) -> Compiled:
    low, high = compile_node(node.low), compile_node(node.high)
    included = node.low_included, node.high_included

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        first, last = low(run, frame), high(run, frame)
        if first is None or last is None or compare("<=", first, last) is not True:
            return run.null(_NO_RANGE)
        return Range(first, last, *included)

    return compiled


def _open_range(node: nodes.Test) -> Compiled:
    """< 5 as a value."""
    operand, sign = compile_node(node.operand), node.sign

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        bound = operand(run, frame)
        if bound is None or sign == "!=":
            return run.null(_NO_RANGE)
        if sign == "=":
            return Range(bound, bound, True, True)
        return Range(None, bound, False, sign == "<=") if sign[0] == "<" else Range(bound, None, sign == ">=", False)

    return compiled


def _negative(operand: Node) -> Compiled:
    compiled_operand = compile_node(operand)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        try:
            return arithmetic.negate(compiled_operand(run, frame))
        except Refused as refused:
            return run.null(refused.reason)

    return compiled


def _arithmetic(node: nodes.Arithmetic) -> Compiled:
    left, right, compute = compile_node(node.left), compile_node(node.right), arithmetic.SIGNS[node.sign]

    def compiled(run: Run, frame: Frame) -> Value:
        first, second = left(run, frame), right(run, frame)
        run.spend(1 + (len(first) // 100 if isinstance(first, str) else 0))
        try:
            return compute(first, second)
        except Refused as refused:
            return run.null(refused.reason)

    return compiled


def _comparison(sign: str, left_node: Node, right_node: Node) -> Compiled:
    left, right = compile_node(left_node), compile_node(right_node)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        first, second = left(run, frame), right(run, frame)
        answer = compare(sign, first, second)
        if answer is None:
            kinds = kind_of(first), kind_of(second)
            return run.null(
                Text(f"{kinds[0]} と {kinds[1]} は比べられません。", f"{kinds[0]} and {kinds[1]} cannot be compared.")
            )
        return answer

    return compiled


def _membership(node: nodes.Membership) -> Compiled:
    subject = compile_node(node.subject)
    testers = [compile_test(test, compile_node) for test in node.tests]

    def compiled(run: Run, frame: Frame) -> Value:
        return any_passed(run, frame, subject(run, frame), testers)

    def turned(run: Run, frame: Frame) -> Value:
        answer = any_passed(run, frame, subject(run, frame), testers)
        return None if answer is None else not answer

    return turned if node.negated else compiled


def _fallback(node: nodes.Fallback) -> Compiled:
    left, right = compile_node(node.left), compile_node(node.right)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        value = left(run, frame)
        return right(run, frame) if value is None else value

    return compiled


def _combination(operands: tuple[Compiled, ...], *, decisive: bool) -> Compiled:
    """Kleene's logic: one decisive value decides whatever the others are; else what is no boolean makes it null."""

    def compiled(run: Run, frame: Frame) -> Value:
        undecided = False
        for operand in operands:
            run.spend(1)
            value = operand(run, frame)
            if value is decisive:
                return decisive
            undecided = undecided or not isinstance(value, bool)
        return None if undecided else not decisive

    return compiled


def _conditional(node: nodes.Conditional) -> Compiled:
    condition, then, otherwise = compile_node(node.condition), compile_node(node.then), compile_node(node.otherwise)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        return then(run, frame) if condition(run, frame) is True else otherwise(run, frame)

    return compiled


def _instance_of(subject: Node, type_: Type | None) -> Compiled:
    compiled_subject = compile_node(subject)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        value = compiled_subject(run, frame)
        if type_ is None:
            return run.null(Text("その型はありません。", "There is no such type."))
        return type_ == NULL if value is None else type_ != NULL and fits(value, type_)

    return compiled
