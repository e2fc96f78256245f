"""From tokens to the tree of an expression, by binding strength.

From weak to strong: または · かつ · comparisons and のどれか · ?? · + - · * / · ** · minus sign.
"""

from forms.expressions.problem import ExpressionProblem
from forms.expressions.syntax import (
    Arithmetic,
    Call,
    Combination,
    Comparison,
    Conditional,
    Fallback,
    Filter,
    Iteration,
    Listing,
    Literal,
    Negative,
    Node,
    OneOf,
    Part,
    Reading,
    Source,
    Span,
    String,
    Within,
)
from forms.expressions.tokens import Kind, Token
from forms.spec import Text

MAX_DEPTH = 30
MAX_OPERATIONS = 100
_OR, _AND, _COMPARE, _FALLBACK, _ADD, _MULTIPLY, _POWER, _SIGN = range(1, 9)
_STRENGTH = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("=", "≠", "<", "<=", ">", ">=", "が", "in", "between"), _COMPARE),
    "??": _FALLBACK,
    **dict.fromkeys("+-", _ADD),
    **dict.fromkeys("*/", _MULTIPLY),
    "**": _POWER,
}
_COMPARISONS = frozenset({"=", "≠", "<", "<=", ">", ">="})
_SHOWN = {"and": "かつ", "or": "または"}


class NotParsed(Exception):
    """The tokens are no expression."""

    def __init__(self, problem: ExpressionProblem) -> None:
        super().__init__(problem.message.ja)
        self.problem = problem


def parse(tokens: list[Token]) -> Node:
    """The tree of the whole expression. Raises NotParsed at the first token that does not fit."""
    parser = _Parser(tokens)
    node = parser.expression(0)
    parser.expect_end()
    return node


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0
        self._operations = 0

    def expression(self, strength: int) -> Node:
        """An expression of operators that bind more strongly than `strength`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refused(_TOO_LONG, _SPLIT)
        left = self._operand()
        while (bound := _STRENGTH.get(self._symbol(), 0)) > strength:
            left = self._operation(left, bound)
        self._depth -= 1
        return left

    def expect_end(self) -> None:
        if self._now.kind is not Kind.END:
            raise self._unexpected()

    @property
    def _now(self) -> Token:
        return self._tokens[self._index]

    def _symbol(self) -> str:
        return self._now.text if self._now.kind is Kind.SYMBOL else ""

    def _advance(self) -> Token:
        token = self._now
        if token.kind is not Kind.END:
            self._index += 1
        return token

    def _count(self) -> None:
        self._operations += 1
        if self._operations > MAX_OPERATIONS:
            raise self._refused(_TOO_LONG, _SPLIT)

    def _take(self, symbol: str) -> bool:
        if self._symbol() != symbol:
            return False
        self._advance()
        return True

    def _expect(self, symbol: str, opened: Token) -> Token:
        if self._symbol() == symbol:
            return self._advance()
        if self._now.kind is not Kind.END:
            raise self._unexpected()
        message = Text(f"「{opened.text}」に対する「{symbol}」がありません。", f"“{opened.text}” needs “{symbol}”.")
        raise self._refused(message, None, opened)

    def _operand(self) -> Node:
        """A value with the filters and parts that follow it."""
        node = self._start()
        while self._now.kind in {Kind.FILTER, Kind.PART}:
            token = self._advance()
            self._count()
            if token.kind is Kind.PART:
                node = Part(node, token.path[0], token.text, token.type, _span(token))
                continue
            condition = self.expression(0)
            self._expect("]", token)
            node = Filter(node, condition, token.path[0], _span(token))
        return node

    def _start(self) -> Node:
        token = self._now
        match token.kind:
            case Kind.NAME:
                self._advance()
                return Reading(token.path, token.text, token.type, token.may_be_null, _span(token))
            case Kind.LITERAL:
                self._advance()
                return Literal(token.value, token.type, token.text, _span(token))
            case Kind.STRING:
                self._advance()
                return String(str(token.value), _span(token))
            case Kind.FUNCTION:
                return self._call()
            case Kind.SYMBOL if token.text in {"(", "[", "-", "if"}:
                return self._opened()
            case Kind.SYMBOL if token.text in {"some", "every", "for"}:
                return self._iteration()
        raise self._unexpected()

    def _opened(self) -> Node:
        token = self._advance()
        self._count()
        match token.text:
            case "(":
                node = self.expression(0)
                self._expect(")", token)
                return node
            case "[":
                items = self._separated("]", token)
                return Listing(items, _span(token))
            case "-":
                return Negative(self.expression(_SIGN - 1), _span(token))
            case _:
                return self._conditional(token)

    def _conditional(self, token: Token) -> Node:
        condition = self.expression(0)
        self._expect("then", token)
        then = self.expression(0)
        self._expect("else", token)
        return Conditional(condition, then, self.expression(0), _span(token))

    def _iteration(self) -> Node:
        token = self._advance()
        self._count()
        sources: list[Source] = []
        while not sources or self._take(","):
            if self._now.kind is not Kind.VARIABLE:
                raise self._refused(_VARIABLE, _VARIABLE_HINT)
            key = self._advance().path[0]
            self._expect("in", token)
            values = self.expression(0)
            sources.append(Source(key, values, self.expression(0) if self._take("..") else None))
        self._expect("return" if token.text == "for" else "satisfies", token)
        return Iteration(token.text, tuple(sources), self.expression(0), _span(token))

    def _call(self) -> Node:
        token = self._advance()
        self._count()
        opened = self._advance()
        return Call(token.text, self._separated(")", opened), _span(token))

    def _separated(self, closer: str, opened: Token) -> tuple[Node, ...]:
        """Expressions with commas between them, up to the closing bracket."""
        items: list[Node] = []
        if self._take(closer):
            return ()
        items.append(self.expression(0))
        while self._take(","):
            items.append(self.expression(0))
        self._expect(closer, opened)
        return tuple(items)

    def _operation(self, left: Node, bound: int) -> Node:
        token = self._advance()
        match token.text:
            case "and" | "or":
                return self._combination(left, token, bound)
            case "が":
                return self._one_of(left, token)
            case "in":
                return self._in(left, token)
            case "between":
                return self._between(left, token)
            case "??":
                self._count()
                return Fallback(left, self.expression(bound - 1), _span(token))
            case sign if sign in _COMPARISONS:
                right = self.expression(bound)
                self._refuse_chain()
                return Comparison(sign, left, right, _span(token))
            case sign:
                self._count()
                return Arithmetic(sign, left, self.expression(bound), _span(token))

    def _combination(self, left: Node, token: Token, bound: int) -> Node:
        operands = [left, self.expression(bound)]
        while self._take(token.text):
            operands.append(self.expression(bound))
        return Combination(token.text, tuple(operands), _span(token))

    def _one_of(self, subject: Node, token: Token) -> Node:
        options: list[Node] = []
        while self._symbol() not in {"のどれか", "のどれでもない"}:
            if self._now.kind is Kind.END or (options and self._symbol() not in {",", "(", "[", "-", "if", ""}):
                raise self._refused(_ONE_OF, _ONE_OF_HINT)
            options.append(self.expression(_COMPARE))
            self._take(",")
        negated = self._now.text == "のどれでもない"
        if not options:
            raise self._unexpected()
        self._advance()
        self._refuse_chain()
        return OneOf(subject, tuple(options), negated, _span(token))

    def _in(self, subject: Node, token: Token) -> Node:
        opened = self._now
        if self._symbol() not in {"(", "["}:
            return OneOf(subject, (self.expression(_COMPARE),), False, _span(token))
        self._advance()
        first = self.expression(0)
        if self._take(".."):
            high = self.expression(0)
            closer = self._advance()
            if closer.text not in {")", "]"}:
                raise self._refused(_RANGE, _RANGE_HINT, opened)
            return Within(subject, first, high, opened.text == "[", closer.text == "]", _span(token))
        options = [first]
        while self._take(","):
            options.append(self.expression(0))
        self._expect(")" if opened.text == "(" else "]", opened)
        self._refuse_chain()
        return OneOf(subject, tuple(options), False, _span(token))

    def _between(self, subject: Node, token: Token) -> Node:
        low = self.expression(_COMPARE)
        self._expect("and", token)
        return Within(subject, low, self.expression(_COMPARE), True, True, _span(token))

    def _refuse_chain(self) -> None:
        if _STRENGTH.get(self._symbol()) == _COMPARE:
            raise self._refused(_CHAIN, _CHAIN_HINT)

    def _unexpected(self) -> NotParsed:
        token = self._now
        if token.kind is Kind.END:
            if self._index == 0:
                return self._refused(Text("式がありません。", "There is no expression."), None)
            return self._refused(Text("式が途中で終わっています。", "The expression ends too early."), None)
        shown = _SHOWN.get(token.text, token.text)
        hint = None
        if self._index and token.kind in {Kind.NAME, Kind.LITERAL, Kind.STRING, Kind.FUNCTION}:
            before = self._tokens[self._index - 1]
            hint = Text(
                f"「{_SHOWN.get(before.text, before.text)}」との間に、かつ、または、= などが要ります",
                f"Something like =, “and” or “or” is missing after “{before.text}”",
            )
        return self._refused(Text(f"ここに「{shown}」は書けません。", f"“{token.text}” cannot stand here."), hint)

    def _refused(self, message: Text, hint: Text | None, token: Token | None = None) -> NotParsed:
        at = token or self._now
        problem = ExpressionProblem(
            code="E050", column=at.start, message=message, hint=hint, length=max(at.end - at.start, 1)
        )
        return NotParsed(problem)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


_VARIABLE = Text("ここに新しい名前と in が要ります。", "A new name and “in” are missing here.")
_VARIABLE_HINT = Text(
    "some 行 in 行程 satisfies 行.運賃 > 1万円 のように書いてください", "Write some x in list satisfies x > 1"
)
_TOO_LONG = Text("式が長すぎるか、かっこが深すぎます。", "The expression is too long or nested too deeply.")
_SPLIT = Text("計算する項目に分けてください", "Split it into calculated items")
_ONE_OF = Text("「…が」の後に「のどれか」か「のどれでもない」が要ります。", "After が comes のどれか.")
_ONE_OF_HINT = Text("一つだけと比べるなら = を使ってください", "Use = to compare with one value")
_RANGE = Text("範囲が閉じていません。", "The range is not closed.")
_RANGE_HINT = Text("[1..10] のように書いてください", "Write [1..10]")
_CHAIN = Text("比べる記号を続けて書けません。", "Comparisons cannot be chained.")
_CHAIN_HINT = Text("「かつ」で二つに分けてください", "Write two comparisons with “and” between them")
