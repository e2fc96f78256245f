"""The language of conditions, calculations and checks (式): compiled once, computed often."""

from dataclasses import dataclass, field
from functools import lru_cache

from forms.errors import ExpressionInvalid
from forms.expressions.checked import Read
from forms.expressions.checker import check
from forms.expressions.compiler import Compiled, Run, compile_checked
from forms.expressions.lexer import tokenize
from forms.expressions.nulls import needed, reads
from forms.expressions.parser import NotParsed, parse
from forms.expressions.problem import ExpressionProblem
from forms.expressions.reading import is_null
from forms.expressions.scalar import Scalar, compile_scalar
from forms.expressions.scope import Scope
from forms.expressions.types import Type
from forms.expressions.values import Environment, Value
from forms.spec import Text

MAX_LENGTH = 4_000
BUDGET = 10_000
_KEPT = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression that is known to be correct for its scope."""

    text: str
    type: Type
    reads: frozenset[str]
    """Paths of the names it reads, such as `reason` and `applicant.card_number`."""
    unguarded: frozenset[str]
    """Of those the ones that may be empty although the expression does not say with 空() or ?? what then (E054)."""
    compiled: Compiled = field(repr=False, compare=False)
    scalar: Scalar | None = field(repr=False, compare=False)
    """The fast way, for conditions over single values."""
    steps: int = field(repr=False, compare=False)
    """What the fast way costs."""
    names: tuple[Read, ...] = field(repr=False, compare=False)
    """The same names as nodes, in the order of the text."""
    needed: frozenset[tuple[str, ...]] = field(repr=False, compare=False)
    """Paths of the names without which it may be undecided."""

    def evaluate(self, env: Environment, budget: int = BUDGET) -> Value:
        """The value for these values of the names; None where it cannot be decided.

        Raises ExpressionBudgetExceeded, and ExpressionNotEvaluable for an environment that does not fit the scope.
        """
        if self.scalar is not None and budget >= self.steps:
            return self.scalar(env)
        return self.compiled(Run(env, budget))


def compile_expression(text: str, scope: Scope, expected: Type | None = None) -> Expression:
    """Read and check an expression. `expected` is the kind its place needs; it also gives a bare text its meaning.

    Raises ExpressionInvalid with every problem found.
    """
    return _compile(text, scope, expected)


def display_null_names(expression: Expression, env: Environment) -> tuple[str, ...]:
    """The names, as written, that are empty and so leave the expression undecided: 「…(見積額が空です)」."""
    empty = [read for read in expression.names if is_null(env, read.path)]
    decisive = [read for read in empty if read.path in expression.needed]
    return tuple(dict.fromkeys(read.text for read in decisive or empty))


@lru_cache(maxsize=_KEPT)
def _compile(text: str, scope: Scope, expected: Type | None) -> Expression:
    if len(text) > MAX_LENGTH:
        raise ExpressionInvalid(text, (_too_long(),))
    tokens, problems = tokenize(text, scope)
    if problems:
        raise ExpressionInvalid(text, tuple(problems))
    try:
        written = parse(tokens)
    except NotParsed as refused:
        raise ExpressionInvalid(text, (refused.problem,)) from None
    checked, problems = check(written, expected)
    if problems:
        raise ExpressionInvalid(text, tuple(problems))
    names = tuple(reads(checked))
    decisive = needed(checked)
    return Expression(
        text=text,
        type=checked.type,
        reads=frozenset(".".join(read.path) for read in names),
        unguarded=frozenset(".".join(read.path) for read in names if read.may_be_null and read.path in decisive),
        names=names,
        needed=decisive,
        compiled=compile_checked(checked),
        scalar=compile_scalar(checked),
        steps=2 * len(text),
    )


def _too_long() -> ExpressionProblem:
    return ExpressionProblem(
        code="E050",
        column=0,
        message=Text(f"式が長すぎます({MAX_LENGTH} 文字まで)。", "The expression is too long."),
        hint=Text("計算する項目に分けてください", "Split it into calculated items"),
    )
