"""From the text of a procedure's expression to its tree."""

from forms.expressions.cursor import NotRead, OfficeCursor
from forms.expressions.lexer import OfficeLexer
from forms.expressions.plain import plain_text
from forms.expressions.problem import ExpressionProblem
from forms.expressions.scope import Scope
from forms.feel.syntax.cursor import TOO_DEEP
from forms.feel.syntax.grammar import Grammar
from forms.feel.syntax.nodes import Given, Node, Span
from forms.spec import Text

MAX_LENGTH = 4_000


class _Parser(Grammar, OfficeLexer):
    """FEEL with the words of an office."""


def parse(text: str, scope: Scope) -> tuple[Node | None, tuple[ExpressionProblem, ...]]:
    """The tree of the whole text, or everything that cannot be read."""
    if len(text) > MAX_LENGTH:
        return None, (_too_long(f"式が長すぎます({MAX_LENGTH} 文字まで)。", "The expression is too long."),)
    return _read(_Parser(text, scope))


def parse_with_signs(text: str, scope: Scope) -> tuple[Node | None, tuple[tuple[str, Span], ...]]:
    """The tree, with the signs and words that were read beside it and their columns; None for what cannot be read."""
    if len(text) > MAX_LENGTH:
        return None, ()
    parser = _Parser(text, scope)
    node, problems = _read(parser)
    return (None if problems else node), tuple(parser.cursor.signs.values())


def name_in(text: str, scope: Scope) -> tuple[Given | None, tuple[ExpressionProblem, ...]]:
    """The name, with its parts, that is all there is in the text; None with problems, or without for something else."""
    node, problems = parse(text, scope)
    plain = isinstance(node, Given) and not problems and "".join(plain_text(text).text.split()) == _closed_up(node)
    return (node if isinstance(node, Given) and plain else None), problems


def _read(parser: _Parser) -> tuple[Node | None, tuple[ExpressionProblem, ...]]:
    try:
        node = parser.whole()
    except NotRead:
        return None, tuple(_names_first(parser.cursor))
    except RecursionError:
        return None, (_too_long(TOO_DEEP.ja, TOO_DEEP.en),)
    return node, tuple(parser.cursor.problems)


def _closed_up(node: Given) -> str:
    return "".join(node.text.split())


def _names_first(cursor: OfficeCursor) -> list[ExpressionProblem]:
    """Of a text with unknown names these alone: what cannot be read after them may follow from them."""
    return cursor.problems[:-1] if len(cursor.problems) > 1 else cursor.problems


def _too_long(ja: str, en: str) -> ExpressionProblem:
    hint = Text("計算する項目に分けてください", "Split it into calculated items")
    return ExpressionProblem(code="E050", column=0, message=Text(ja, en), hint=hint)
