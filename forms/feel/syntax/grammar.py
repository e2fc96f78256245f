"""The grammar of expressions, by binding strength.

From weak to strong: blocks · or · and · comparisons, between and in · ?? · + - · * / · ** · minus sign · instance of.
"""

from abc import ABC
from collections.abc import Callable

from forms.feel.syntax.blocks import read_block, read_function
from forms.feel.syntax.nodes import (
    Arithmetic,
    Between,
    Combination,
    Comparison,
    Fallback,
    InstanceOf,
    Membership,
    Negative,
    Node,
    UnaryTests,
)
from forms.feel.syntax.operands import COMPARISONS, read_operand, read_test
from forms.feel.syntax.reader import Reader
from forms.feel.syntax.type_names import read_type


class Grammar(Reader, ABC):
    """The part of a parser that does not know how names, words and literals are written."""

    def whole(self) -> Node:
        """The tree of the whole text. Raises NotFeel at the first place that does not fit."""
        node = self.expression()
        self._expect_end()
        return node

    def tests(self) -> UnaryTests:
        """What a cell asks: positive tests, or not(…) around them. Raises NotFeel."""
        if self._negated():
            self.cursor.takes_word("not")
            self.cursor.expect("(")
            tests = self._tests()
            self.cursor.expect(")")
            self._expect_end()
            return UnaryTests(tests, negated=True)
        tests = self._tests()
        self._expect_end()
        return UnaryTests(tests)

    def expression(self) -> Node:
        self.cursor.enter()
        outside, self.in_range = self.in_range, False
        node = read_block(self) or self._disjunction()
        self.in_range = outside
        self.cursor.leave()
        return node

    def binding_stronger_than_comparison(self) -> Node:
        self.cursor.enter()
        node = self._filled()
        self.cursor.leave()
        return node

    def upper_bound(self) -> Node:
        self.in_range = True
        try:
            return self.binding_stronger_than_comparison()
        finally:
            self.in_range = False

    def _expect_end(self) -> None:
        if not self.cursor.ended():
            raise self.cursor.refused()

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
        start = self.cursor.skip()
        while self.cursor.takes_word(word):
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Combination(word, tuple(operands), at=self.span(start))

    def _comparison(self) -> Node:
        node = self._filled()
        while True:
            start = self.cursor.skip()
            if self.cursor.takes_word("between"):
                at = self.span(start)
                low = self._filled()
                self.cursor.expect_word("and", start)
                node = Between(node, low, self._filled(), at=at)
            elif self.cursor.takes_word("in"):
                at = self.span(start)
                node = Membership(node, self._membership(), at=at)
            elif sign := next((sign for sign in COMPARISONS if self.cursor.takes(sign)), None):
                at = self.span(start)
                node = Comparison(sign, node, self._filled(), at=at)
            elif (found := self.after_operand(node)) is not None:
                node = found
            else:
                return node
            self.after_comparison()

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
        self.cursor.expect(")", before)
        return tests

    def _single_test(self) -> Node:
        return read_test(self) if any(self.cursor.sees(sign) for sign in COMPARISONS) else self._sum()

    def _filled(self) -> Node:
        """x ?? y ?? z stands in from left to right."""
        node = self._sum()
        start = self.cursor.skip()
        if self.fallback is None or not self.cursor.takes(self.fallback):
            return node
        self.cursor.count()
        at = self.span(start)
        return Fallback(node, self._filled(), at=at)

    def _sum(self) -> Node:
        return self._binary(self._product, ("+", "-"))

    def _product(self) -> Node:
        return self._binary(self._power, ("*", "/"))

    def _power(self) -> Node:
        return self._binary(self._signed, ("**",))

    def _binary(self, operand: Callable[[], Node], signs: tuple[str, ...]) -> Node:
        node = operand()
        while True:
            start = self.cursor.skip()
            sign = next((sign for sign in signs if self.cursor.sees(sign)), None)
            if sign is None or (sign == "*" and self.cursor.sees("**")):
                return node
            self.cursor.takes(sign)
            self.cursor.count()
            at = self.span(start)
            node = Arithmetic(sign, node, operand(), at=at)

    def _signed(self) -> Node:
        start = self.cursor.skip()
        if not self.cursor.takes("-"):
            return self._typed()
        at = self.span(start)
        self.cursor.enter()
        node = Negative(self._signed(), at=at)
        self.cursor.leave()
        return node

    def _typed(self) -> Node:
        node = read_function(self) or read_operand(self)
        while self.cursor.takes_word("instance", "of"):
            start = self.cursor.at
            node = InstanceOf(node, read_type(self), at=self.span(start))
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
