"""Finds the kind of every part of an expression and refuses what does not fit together."""

from typing import assert_never
from unicodedata import normalize

from forms.expressions.calls import check_call
from forms.expressions.collections import (
    check_bounds,
    check_entries,
    check_filter,
    check_lambda,
    check_loop,
    check_path,
    check_quantified,
)
from forms.expressions.comparisons import check_between, check_comparison, check_membership, check_test
from forms.expressions.complaints import mismatch, no_such_choice, problem, unwanted
from forms.expressions.fitting import NOTHING, Checked, adapted, fits, joined
from forms.expressions.office import BUSINESS_DAYS_LATER
from forms.expressions.problem import ExpressionProblem
from forms.expressions.results import SIGNED, result_of
from forms.expressions.suggestions import did_you_mean
from forms.feel.syntax import nodes
from forms.feel.syntax.nodes import Constant, Node, Span
from forms.feel.syntax.walking import starts_at
from forms.feel.types import (
    BOOLEAN,
    BUSINESS_DAYS,
    NULL,
    TEXT,
    UNKNOWN,
    UNROUNDED_YEN,
    YEN,
    ChoiceType,
    ListType,
    Type,
)
from forms.feel.values import type_of as type_of_value
from forms.spec import Text


def check(node: Node, expected: Type | None) -> tuple[Checked, list[ExpressionProblem]]:
    """The expression ready to be compiled, and everything that does not fit, in the order of the text."""
    checker = Checker()
    checked = checker.check(node, expected)
    at = Span(starts_at(node), starts_at(node) + 1)
    if expected is not None:
        checked = adapted(checked, expected)
        if not checker.problems and not fits(checked.type, expected):
            checker.problems.append(unwanted(checked.type, expected, at))
    elif not checker.problems and checked.type == UNROUNDED_YEN:
        checker.problems.append(unwanted(checked.type, NULL, at))
    return checked, sorted(checker.problems, key=lambda found: found.column)


def type_of(node: Node) -> Type:
    """What is known about a part, whatever may be wrong with it."""
    return Checker().check(node).type


class Checker:
    """One walk over an expression; `hint` is the kind the surroundings would like, which gives texts their meaning."""

    def __init__(self) -> None:
        self.problems: list[ExpressionProblem] = []

    def report(self, found: ExpressionProblem) -> Checked:
        """Remember a problem; what is wrong then fits everywhere."""
        self.problems.append(found)
        return NOTHING

    def check(self, node: Node, hint: Type | None = None) -> Checked:
        match node:
            case nodes.Constant():
                return self._constant(node, hint)
            case nodes.Given(type=kind) | nodes.Name(type=kind) | nodes.Ready(type=kind):
                return Checked(node, kind)
            case nodes.Listing():
                return self._listing(node, hint)
            case nodes.Negative():
                return self._negative(node)
            case nodes.Arithmetic():
                return self._arithmetic(node)
            case nodes.Combination():
                operands = tuple(self.condition(operand).node for operand in node.operands)
                return Checked(nodes.Combination(node.word, operands, at=node.at), BOOLEAN)
            case nodes.Fallback():
                left, right = self.pair(node.left, node.right, hint)
                kind = self.joint(left.type, right.type, "??", node.at, (node.left, node.right))
                return Checked(nodes.Fallback(left.node, right.node, at=node.at), kind)
            case nodes.Conditional():
                return self._conditional(node, hint)
            case nodes.Comparison() | nodes.Between() | nodes.Membership() | nodes.Test():
                return self._comparing(node)
            case nodes.InstanceOf():
                return self._instance_of(node)
            case nodes.Call():
                return check_call(self, node)
            case _:
                return self._collection(node, hint)

    def _comparing(self, node: nodes.Comparison | nodes.Between | nodes.Membership | nodes.Test) -> Checked:
        match node:
            case nodes.Comparison():
                return check_comparison(self, node)
            case nodes.Between():
                return check_between(self, node)
            case nodes.Membership():
                return check_membership(self, node)
            case _:
                return check_test(self, node)

    def _collection(
        self,
        node: nodes.Entries
        | nodes.Bounds
        | nodes.Loop
        | nodes.Quantified
        | nodes.Path
        | nodes.Filter
        | nodes.Element
        | nodes.Lambda,
        hint: Type | None,
    ) -> Checked:
        match node:
            case nodes.Entries():
                return check_entries(self, node, hint)
            case nodes.Bounds():
                return check_bounds(self, node, hint)
            case nodes.Loop():
                return check_loop(self, node)
            case nodes.Quantified():
                return check_quantified(self, node)
            case nodes.Path():
                return check_path(self, node)
            case nodes.Filter() | nodes.Element():
                return check_filter(self, node)
            case nodes.Lambda():
                return check_lambda(self, node)
            case _:
                assert_never(node)

    def condition(self, node: Node) -> Checked:
        """A part that must be yes or no."""
        checked = self.check(node)
        if checked.type in (BOOLEAN, NULL, UNKNOWN):
            return checked
        ja = f"ここには はい・いいえ になる条件が要りますが、{checked.type.label.ja}です。"
        en = f"A condition is needed here. Found: {checked.type.label.en}."
        start = starts_at(node)
        return self.report(problem("E058", Span(start, start + 1), Text(ja, en)))

    def pair(self, left: Node, right: Node, hint: Type | None = None) -> tuple[Checked, Checked]:
        """Two parts that give each other their meaning: a text takes the choices of the other side, 0 becomes 0円."""
        if _is_bare(left) and not _is_bare(right):
            checked_right = self.check(right, hint)
            return self.check(left, checked_right.type), checked_right
        checked_left = self.check(left, hint)
        return checked_left, self.check(right, hint if _is_bare(left) else checked_left.type)

    def joint(self, left: Type, right: Type, sign: str, at: Span, operands: tuple[Node, ...]) -> Type:
        """The kind that covers both; reported when there is none."""
        common = joined(left, right)
        if common is None:
            self.report(mismatch(sign, left, right, at, operands))
            return UNKNOWN
        return common

    def _constant(self, node: Constant, hint: Type | None) -> Checked:
        kind = node.type or type_of_value(node.value)
        if kind == TEXT and isinstance(node.value, str):
            return self._string(node.value, node, hint)
        checked = Checked(Constant(node.value, kind, at=node.at), kind)
        return adapted(checked, hint) if hint and not isinstance(hint, ListType) else checked

    def _string(self, written: str, node: Constant, hint: Type | None) -> Checked:
        wanted = hint.of if isinstance(hint, ListType) else hint
        if not isinstance(wanted, ChoiceType):
            return Checked(node, TEXT)
        plain = normalize("NFKC", written).strip()
        for choice in wanted.choices:
            if normalize("NFKC", choice.name).strip() == plain:
                return Checked(Constant(choice.id, wanted, at=node.at), wanted)
        close = did_you_mean(written, (choice.name for choice in wanted.choices))
        return self.report(no_such_choice(written, wanted, close, node.at))

    def _listing(self, node: nodes.Listing, hint: Type | None) -> Checked:
        wanted = hint.of if isinstance(hint, ListType) else hint
        items = tuple(self.check(item, wanted) for item in node.items)
        kind: Type = NULL
        for item, written in zip(items, node.items, strict=True):
            kind = self.joint(kind, item.type, ",", node.at, (written,))
        return Checked(nodes.Listing(tuple(item.node for item in items), at=node.at), ListType(kind))

    def _negative(self, node: nodes.Negative) -> Checked:
        operand = self.check(node.operand)
        if operand.type in (NULL, UNKNOWN):
            return operand
        if operand.type not in SIGNED:
            message = Text(
                f"{operand.type.label.ja}に「-」は付けられません。", f"“-” does not work on: {operand.type.label.en}."
            )
            return self.report(problem("E058", node.at, message))
        return Checked(nodes.Negative(operand.node, at=node.at), operand.type)

    def _arithmetic(self, node: nodes.Arithmetic) -> Checked:
        left, right = self.check(node.left), self.check(node.right)
        if node.sign in "+-":
            left, right = _as_yen(left, beside=right), _as_yen(right, beside=left)
        if UNKNOWN in (left.type, right.type):
            return NOTHING
        if NULL in (left.type, right.type):
            return Checked(Constant(None), NULL)
        result = result_of(node.sign, left.type, right.type)
        if result is None:
            return self.report(mismatch(node.sign, left.type, right.type, node.at, (node.left, node.right)))
        if BUSINESS_DAYS in (left.type, right.type):
            day, count = (right, left) if left.type == BUSINESS_DAYS else (left, right)
            steps = nodes.Negative(count.node) if node.sign == "-" else count.node
            return Checked(nodes.Call(Constant(BUSINESS_DAYS_LATER), (day.node, steps), at=node.at), result)
        return Checked(nodes.Arithmetic(node.sign, left.node, right.node, at=node.at), result)

    def _conditional(self, node: nodes.Conditional, hint: Type | None) -> Checked:
        condition = self.condition(node.condition)
        then, otherwise = self.pair(node.then, node.otherwise, hint)
        kind = self.joint(then.type, otherwise.type, "else", node.at, (node.then, node.otherwise))
        return Checked(nodes.Conditional(condition.node, then.node, otherwise.node, at=node.at), kind)

    def _instance_of(self, node: nodes.InstanceOf) -> Checked:
        subject = self.check(node.subject)
        if node.type is None:
            return self.report(problem("E058", node.at, Text("その型はありません。", "There is no such type.")))
        return Checked(nodes.InstanceOf(subject.node, node.type, at=node.at), BOOLEAN)


def _as_yen(summand: Checked, *, beside: Checked) -> Checked:
    """0 as 0円 beside an amount."""
    return adapted(summand, YEN) if beside.type == YEN else summand


def _is_bare(node: Node) -> bool:
    """Its meaning depends on what it meets."""
    return isinstance(node, nodes.Constant | nodes.Listing)
