"""Finds the kind of every part of an expression and refuses what does not fit together."""

from collections.abc import Callable
from typing import assert_never
from unicodedata import normalize

from forms.expressions import calculations, operations, syntax
from forms.expressions.arithmetic import NEGATIONS, rule_for
from forms.expressions.calls import check_call
from forms.expressions.checked import (
    Apply,
    Checked,
    Choose,
    Collect,
    Combine,
    Constant,
    Negate,
    Nulls,
    Read,
    Replace,
)
from forms.expressions.complaints import mismatch, no_such_choice, problem, unwanted
from forms.expressions.fitting import adapted, fits, is_ordered, joined
from forms.expressions.lists import check_filter, check_iteration, check_part
from forms.expressions.problem import ExpressionProblem
from forms.expressions.suggestions import did_you_mean
from forms.expressions.syntax import Node, Span
from forms.expressions.types import (
    BOOLEAN,
    NULL,
    TEXT,
    UNKNOWN,
    UNROUNDED_YEN,
    ChoiceType,
    ListType,
    Type,
)
from forms.expressions.values import Value
from forms.spec import Text

_COMPARISONS: dict[str, Callable[..., Value]] = {
    "=": operations.equal,
    "≠": operations.different,
    "<": operations.less,
    "<=": operations.less_or_equal,
    ">": operations.greater,
    ">=": operations.greater_or_equal,
}
_NOTHING = Constant(None, UNKNOWN)


def check(node: Node, expected: Type | None) -> tuple[Checked, list[ExpressionProblem]]:
    """The expression ready to be compiled, and everything that does not fit, in the order of the text."""
    checker = Checker()
    checked = checker.check(node, expected)
    at = Span(syntax.starts_at(node), syntax.starts_at(node) + 1)
    if expected is not None:
        checked = adapted(checked, expected)
        if not checker.problems and not fits(checked.type, expected):
            checker.problems.append(unwanted(checked.type, expected, at))
    elif not checker.problems and checked.type == UNROUNDED_YEN:
        checker.problems.append(unwanted(checked.type, NULL, at))
    return checked, sorted(checker.problems, key=lambda found: found.column)


class Checker:
    """One walk over an expression; `hint` is the kind the surroundings would like, which gives texts their meaning."""

    def __init__(self) -> None:
        self.problems: list[ExpressionProblem] = []

    def report(self, found: ExpressionProblem) -> Checked:
        """Remember a problem; what is wrong then fits everywhere."""
        self.problems.append(found)
        return _NOTHING

    def check(self, node: Node, hint: Type | None = None) -> Checked:
        match node:
            case syntax.Literal():
                constant = Constant(node.value, node.type)
                return adapted(constant, hint) if hint and not isinstance(hint, ListType) else constant
            case syntax.String():
                return self._string(node, hint)
            case syntax.Reading():
                return Read(node.path, node.text, node.type, node.may_be_null)
            case syntax.Listing():
                return self._listing(node, hint)
            case syntax.Negative():
                return self._negative(node)
            case syntax.Arithmetic():
                return self._arithmetic(node)
            case syntax.Comparison():
                return self._comparison(node)
            case syntax.Combination():
                operands = tuple(self.condition(operand) for operand in node.operands)
                return Combine(node.word == "or", operands, BOOLEAN)
            case syntax.OneOf():
                return self._one_of(node)
            case syntax.Within():
                return self._within(node)
            case syntax.Fallback():
                left, right = self.pair(node.left, node.right, hint)
                return Replace(left, right, self._joint(left.type, right.type, "??", node.at, (node.left, node.right)))
            case syntax.Conditional():
                condition = self.condition(node.condition)
                then, otherwise = self.pair(node.then, node.otherwise, hint)
                type_ = self._joint(then.type, otherwise.type, "else", node.at, (node.then, node.otherwise))
                return Choose(condition, then, otherwise, type_)
            case syntax.Call():
                return check_call(self, node)
            case syntax.Filter():
                return check_filter(self, node)
            case syntax.Part():
                return check_part(self, node)
            case syntax.Iteration():
                return check_iteration(self, node)
            case _:
                assert_never(node)

    def condition(self, node: Node) -> Checked:
        """A part that must be yes or no."""
        checked = self.check(node)
        if checked.type in (BOOLEAN, NULL, UNKNOWN):
            return checked
        ja = f"ここには はい・いいえ になる条件が要りますが、{checked.type.label.ja}です。"
        en = f"A condition is needed here. Found: {checked.type.label.en}."
        start = syntax.starts_at(node)
        return self.report(problem("E058", Span(start, start + 1), Text(ja, en)))

    def pair(self, left: Node, right: Node, hint: Type | None = None) -> tuple[Checked, Checked]:
        """Two parts that give each other their meaning: a text takes the choices of the other side, 0 becomes 0円."""
        if _is_bare(left) and not _is_bare(right):
            checked_right = self.check(right, hint)
            return self.check(left, checked_right.type), checked_right
        checked_left = self.check(left, hint)
        return checked_left, self.check(right, hint if _is_bare(left) else checked_left.type)

    def _string(self, node: syntax.String, hint: Type | None) -> Checked:
        wanted = hint.of if isinstance(hint, ListType) else hint
        if not isinstance(wanted, ChoiceType):
            return Constant(node.value, TEXT)
        written = normalize("NFKC", node.value).strip()
        for choice in wanted.choices:
            if normalize("NFKC", choice.name).strip() == written:
                return Constant(choice.id, wanted)
        close = did_you_mean(node.value, (choice.name for choice in wanted.choices))
        return self.report(no_such_choice(node.value, wanted, close, node.at))

    def _listing(self, node: syntax.Listing, hint: Type | None) -> Checked:
        wanted = hint.of if isinstance(hint, ListType) else hint
        items = tuple(self.check(item, wanted) for item in node.items)
        type_: Type = NULL
        for item, written in zip(items, node.items, strict=True):
            type_ = self._joint(type_, item.type, ",", node.at, (written,))
        return Collect(items, ListType(type_))

    def _negative(self, node: syntax.Negative) -> Checked:
        operand = self.check(node.operand)
        if operand.type in (NULL, UNKNOWN):
            return operand
        run = NEGATIONS.get(operand.type)
        if run is None:
            message = Text(
                f"{operand.type.label.ja}に「-」は付けられません。", f"“-” does not work on: {operand.type.label.en}."
            )
            return self.report(problem("E058", node.at, message))
        return Apply(run, (operand,), operand.type)

    def _arithmetic(self, node: syntax.Arithmetic) -> Checked:
        left, right = self.pair(node.left, node.right) if node.sign in "+-" else self._apart(node)
        if UNKNOWN in (left.type, right.type):
            return _NOTHING
        if NULL in (left.type, right.type):
            return Constant(None, NULL)
        rule = rule_for(node.sign, left.type, right.type)
        if rule is None:
            operands = (node.left, node.right)
            return self.report(mismatch(node.sign, left.type, right.type, node.at, operands))
        operands_in_order = (right, left) if rule.swapped else (left, right)
        return Apply(rule.run, operands_in_order, rule.result, by_calendar=rule.by_calendar)

    def _apart(self, node: syntax.Arithmetic) -> tuple[Checked, Checked]:
        return self.check(node.left), self.check(node.right)

    def _comparison(self, node: syntax.Comparison) -> Checked:
        left, right = self.pair(node.left, node.right)
        equality = node.sign in "=≠"
        self._comparable(left.type, right.type, node.sign, node.at, (node.left, node.right))
        nulls = Nulls.COMPARE if equality else Nulls.PROPAGATE
        if equality and NULL in (left.type, right.type):
            test = Apply(operations.equal, (left, right) if right.type == NULL else (right, left), BOOLEAN, Nulls.TEST)
            return test if node.sign == "=" else Negate(test, BOOLEAN)
        return Apply(_COMPARISONS[node.sign], (left, right), BOOLEAN, nulls)

    def _comparable(self, left: Type, right: Type, sign: str, at: Span, operands: tuple[Node, ...]) -> None:
        common = joined(left, right)
        ordered = common is not None and (sign in "=≠" or is_ordered(common))
        if not ordered or UNROUNDED_YEN in (left, right):
            self.report(mismatch(sign, left, right, at, operands))

    def _one_of(self, node: syntax.OneOf) -> Checked:
        subject = self.check(node.subject)
        options = tuple(self.check(option, subject.type) for option in node.options)
        if len(options) == 1 and isinstance(options[0].type, ListType) and not isinstance(subject.type, ListType):
            self._comparable(subject.type, options[0].type.of, "=", node.at, (node.subject,))
            return Apply(calculations.contains, (options[0], subject), BOOLEAN, Nulls.COMPARE)
        for option, written in zip(options, node.options, strict=True):
            self._comparable(subject.type, option.type, "=", node.at, (node.subject, written))
        run = operations.none_of if node.negated else operations.one_of
        return Apply(run, (subject, *options), BOOLEAN, Nulls.COMPARE)

    def _within(self, node: syntax.Within) -> Checked:
        subject = self.check(node.subject)
        parts = []
        for bound, is_low, included in (
            (node.low, True, node.low_included),
            (node.high, False, node.high_included),
        ):
            sign = (">" if is_low else "<") + ("=" if included else "")
            checked = self.check(bound, subject.type)
            self._comparable(subject.type, checked.type, sign, node.at, (node.subject, bound))
            parts.append(Apply(_COMPARISONS[sign], (subject, checked), BOOLEAN))
        return Combine(False, tuple(parts), BOOLEAN)

    def _joint(self, left: Type, right: Type, sign: str, at: Span, operands: tuple[Node, ...]) -> Type:
        common = joined(left, right)
        if common is None:
            self.report(mismatch(sign, left, right, at, operands))
            return UNKNOWN
        return common


def _is_bare(node: Node) -> bool:
    """Its meaning depends on what it meets."""
    return isinstance(node, syntax.Literal | syntax.String | syntax.Listing)
