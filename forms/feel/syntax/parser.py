"""From text to the tree of a FEEL expression, by binding strength.

From weak to strong: blocks · or · and · comparisons, between and in · + - · * / · ** · minus sign · instance of.
"""

from collections.abc import Callable, Mapping

from forms.feel.syntax.blocks import read_block, read_function
from forms.feel.syntax.nodes import (
    Arithmetic,
    Between,
    Combination,
    Comparison,
    InstanceOf,
    Membership,
    Negative,
    Node,
    UnaryTests,
)
from forms.feel.syntax.operands import COMPARISONS, read_operand, read_test
from forms.feel.syntax.reader import Reader
from forms.feel.syntax.scope import Scope
from forms.feel.syntax.type_names import read_type
from forms.feel.types import ANY, NAMED, Type

_TESTED = "?"


def parse_expression(text: str, scope: Scope, types: Mapping[str, Type] | None = None) -> Node:
    """The tree of the whole text. Raises NotFeel at the first place that does not fit."""
    parser = _Parser(text, scope, {**NAMED, **(types or {})})
    node = parser.expression()
    parser.expect_end()
    return node


def parse_tests(text: str, scope: Scope, types: Mapping[str, Type] | None = None) -> UnaryTests:
    """What a cell of a decision table asks. Raises NotFeel."""
    if text.strip() in ("-", ""):
        return UnaryTests(())
    parser = _Parser(text, Scope({**scope.types, _TESTED: ANY}, scope.members), {**NAMED, **(types or {})})
    return parser.tests()


class _Parser(Reader):
    def expression(self) -> Node:
        self.cursor.enter()
        outside, self.in_range = self.in_range, False
        node = read_block(self) or self._disjunction()
        self.in_range = outside
        self.cursor.leave()
        return node

    def binding_stronger_than_comparison(self) -> Node:
        self.cursor.enter()
        node = self._sum()
        self.cursor.leave()
        return node

    def tests(self) -> UnaryTests:
        """Positive tests, or not(…) around them."""
        if self._negated():
            self.cursor.takes_word("not")
            self.cursor.expect("(")
            tests = self._tests()
            self.cursor.expect(")")
            self.expect_end()
            return UnaryTests(tests, negated=True)
        tests = self._tests()
        self.expect_end()
        return UnaryTests(tests)

    def expect_end(self) -> None:
        if not self.cursor.ended():
            raise self.cursor.refused()

    def upper_bound(self) -> Node:
        self.in_range = True
        try:
            return self.binding_stronger_than_comparison()
        finally:
            self.in_range = False

    def _negated(self) -> bool:
        """The whole cell is not(…): its bracket closes at the very end."""
        text = self.cursor.text.strip()
        return text.startswith("not") and text[3:].lstrip().startswith("(") and _closes_at_end(text[3:].lstrip())

    def _tests(self) -> tuple[Node, ...]:
        tests = [read_test(self)]
        while self.cursor.takes(","):
            tests.append(read_test(self))
        return tuple(tests)

    def _disjunction(self) -> Node:
        return self._combined("or", lambda: self._combined("and", self._comparison))

    def _combined(self, word: str, operand: Callable[[], Node]) -> Node:
        operands = [operand()]
        while self.cursor.takes_word(word):
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Combination(word, tuple(operands))

    def _comparison(self) -> Node:
        node = self._sum()
        while True:
            if self.cursor.takes_word("between"):
                low = self._sum()
                self.cursor.expect_word("and")
                node = Between(node, low, self._sum())
            elif self.cursor.takes_word("in"):
                node = Membership(node, self._membership())
            elif sign := next((sign for sign in COMPARISONS if self.cursor.takes(sign)), None):
                node = Comparison(sign, node, self._sum())
            else:
                return node

    def _membership(self) -> tuple[Node, ...]:
        """What follows `in`: one test, or several in brackets."""
        if not self.cursor.sees("("):
            return (self._single_test(),)
        before = self.cursor.at
        self.cursor.takes("(")
        tests = self._tests()
        if self.cursor.sees(".."):
            self.cursor.at = before
            return (self._sum(),)
        self.cursor.expect(")")
        return tests

    def _single_test(self) -> Node:
        return read_test(self) if any(self.cursor.sees(sign) for sign in COMPARISONS) else self._sum()

    def _sum(self) -> Node:
        return self._binary(self._product, ("+", "-"))

    def _product(self) -> Node:
        return self._binary(self._power, ("*", "/"))

    def _power(self) -> Node:
        return self._binary(self._signed, ("**",))

    def _binary(self, operand: Callable[[], Node], signs: tuple[str, ...]) -> Node:
        node = operand()
        while True:
            sign = next((sign for sign in signs if self.cursor.sees(sign)), None)
            if sign is None or (sign == "*" and self.cursor.sees("**")):
                return node
            self.cursor.takes(sign)
            node = Arithmetic(sign, node, operand())

    def _signed(self) -> Node:
        if not self.cursor.takes("-"):
            return self._typed()
        self.cursor.enter()
        node = Negative(self._signed())
        self.cursor.leave()
        return node

    def _typed(self) -> Node:
        node = read_function(self) or read_operand(self, in_range=self.in_range)
        while self.cursor.takes_word("instance", "of"):
            node = InstanceOf(node, read_type(self))
        return node


def _closes_at_end(text: str) -> bool:
    """The bracket the text starts with is closed by its last character."""
    depth, quoted = 0, False
    for index, sign in enumerate(text):
        if sign == '"' and (index == 0 or text[index - 1] != "\\"):
            quoted = not quoted
        elif not quoted and sign == "(":
            depth += 1
        elif not quoted and sign == ")":
            depth -= 1
            if depth == 0:
                return index == len(text) - 1
    return False
