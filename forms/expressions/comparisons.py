"""Checks = ≠ < <= > >=, between, in and のどれか."""

from typing import TYPE_CHECKING

from forms.expressions.complaints import mismatch
from forms.expressions.fitting import Checked, adapted, is_ordered, joined
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Node, Span
from forms.feel.types import BOOLEAN, UNROUNDED_YEN, ListType, RangeType, Type

if TYPE_CHECKING:
    from forms.expressions.checker import Checker


def check_comparison(checker: "Checker", node: nodes.Comparison) -> Checked:
    left, right = checker.pair(node.left, node.right)
    _comparable(checker, left.type, right.type, node.sign, node.at, (node.left, node.right))
    return Checked(nodes.Comparison(node.sign, left.node, right.node, at=node.at), BOOLEAN)


def check_between(checker: "Checker", node: nodes.Between) -> Checked:
    subject = checker.check(node.subject)
    low, high = (
        _compared(checker, subject.type, sign, bound, node.at, node.subject)
        for sign, bound in ((">=", node.low), ("<=", node.high))
    )
    return Checked(nodes.Between(subject.node, low.node, high.node, at=node.at), BOOLEAN)


def check_membership(checker: "Checker", node: nodes.Membership) -> Checked:
    """Each test may be a value, a list, a range or a comparison."""
    subject = checker.check(node.subject)
    listed = node.tests[0] if len(node.tests) == 1 else None
    written = listed.items if isinstance(listed, nodes.Listing) else node.tests
    tests = tuple(_test(checker, subject.type, test, node) for test in written)
    return Checked(nodes.Membership(subject.node, tests, node.negated, at=node.at), BOOLEAN)


def check_test(checker: "Checker", node: nodes.Test) -> Checked:
    """< 5 as a value is a range that is open on one side."""
    operand = checker.check(node.operand)
    _comparable(checker, operand.type, operand.type, node.sign, node.at, (node.operand,))
    return Checked(nodes.Test(node.sign, operand.node, at=node.at), RangeType(operand.type))


def _test(checker: "Checker", subject: Type, test: Node, node: nodes.Membership) -> Node:
    match test:
        case nodes.Test(sign=sign, operand=operand):
            return nodes.Test(sign, _compared(checker, subject, sign, operand, test.at, node.subject).node, at=test.at)
        case nodes.Bounds():
            low_sign, high_sign = ">=" if test.low_included else ">", "<=" if test.high_included else "<"
            low = _compared(checker, subject, low_sign, test.low, node.at, node.subject)
            high = _compared(checker, subject, high_sign, test.high, node.at, node.subject)
            return nodes.Bounds(low.node, high.node, test.low_included, test.high_included, at=test.at)
    option = checker.check(test, subject)
    match option.type:
        case ListType(of=inner) if not isinstance(subject, ListType):
            compared, sign = inner, "="
        case RangeType(of=inner) if not isinstance(subject, RangeType):
            compared, sign = inner, "<"
        case compared:
            sign = "="
    _comparable(checker, subject, compared, sign, node.at, (node.subject, test))
    return option.node


def _compared(checker: "Checker", subject: Type, sign: str, bound: Node, at: Span, owner: Node) -> Checked:
    """The other side of a comparison, with its meaning from this one."""
    checked = checker.check(bound, subject)
    checked = adapted(checked, subject) if not isinstance(subject, ListType) else checked
    _comparable(checker, subject, checked.type, sign, at, (owner, bound))
    return checked


def _comparable(checker: "Checker", left: Type, right: Type, sign: str, at: Span, operands: tuple[Node, ...]) -> None:
    common = joined(left, right)
    ordered = common is not None and (sign in ("=", "!=") or is_ordered(common))
    if not ordered or UNROUNDED_YEN in (left, right):
        checker.report(mismatch(sign, left, right, at, operands))
