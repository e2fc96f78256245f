"""From text to the tree of a FEEL expression, as published."""

from collections.abc import Mapping

from forms.feel.syntax.cursor import TOO_DEEP, NotFeel
from forms.feel.syntax.grammar import Grammar
from forms.feel.syntax.nodes import Node, UnaryTests
from forms.feel.syntax.published import PublishedLexer
from forms.feel.syntax.scope import Scope
from forms.feel.types import ANY, NAMED, Type

_TESTED = "?"


class _Parser(Grammar, PublishedLexer):
    """FEEL as published."""


def parse_expression(text: str, scope: Scope, types: Mapping[str, Type] | None = None) -> Node:
    """The tree of the whole text. Raises NotFeel at the first place that does not fit."""
    try:
        return _Parser(text, scope, {**NAMED, **(types or {})}).whole()
    except RecursionError:
        raise NotFeel(TOO_DEEP, 0) from None


def parse_tests(text: str, scope: Scope, types: Mapping[str, Type] | None = None) -> UnaryTests:
    """What a cell of a decision table asks. Raises NotFeel."""
    if text.strip() in ("-", ""):
        return UnaryTests(())
    inner = Scope({**scope.types, _TESTED: ANY}, scope.members)
    try:
        return _Parser(text, inner, {**NAMED, **(types or {})}).tests()
    except RecursionError:
        raise NotFeel(TOO_DEEP, 0) from None
