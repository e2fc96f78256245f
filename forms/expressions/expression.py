"""The language of conditions, calculations and checks (式): compiled once, computed often."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from forms.errors import ExpressionBudgetExceeded, ExpressionInvalid
from forms.expressions.checker import check
from forms.expressions.nulls import needed, reads
from forms.expressions.parser import parse
from forms.expressions.scalar import Scalar, compile_scalar
from forms.expressions.scope import Scope
from forms.expressions.values import Environment, Value
from forms.feel.evaluation.compiler import compile_node
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.outside import is_null
from forms.feel.outside import handed_out
from forms.feel.run import Run
from forms.feel.syntax.nodes import Given
from forms.feel.types import Type

BUDGET = 10_000
_KEPT = 4_096
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""What time it is, expressions of procedures read like any other value."""
_NO_NAMES = Frame({})


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
    names: tuple[Given, ...] = field(repr=False, compare=False)
    """The same names as nodes, in the order of the text."""
    needed: frozenset[tuple[str, ...]] = field(repr=False, compare=False)
    """Paths of the names without which it may be undecided."""

    def evaluate(self, env: Environment, budget: int = BUDGET) -> Value:
        """The value for these values of the names; None where it cannot be decided.

        Raises ExpressionBudgetExceeded, and ExpressionNotEvaluable for an environment that does not fit the scope.
        """
        if self.scalar is not None and budget >= self.steps:
            return self.scalar(env)
        return self.evaluate_step_by_step(env, budget)

    def evaluate_step_by_step(self, env: Environment, budget: int = BUDGET) -> Value:
        """The same, by the general way."""
        try:
            return handed_out(self.compiled(Run(_NO_TIME, budget, outside=env), _NO_NAMES), self.type)
        except RecursionError:
            raise ExpressionBudgetExceeded from None


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
    written, problems = parse(text, scope)
    if written is None or problems:
        raise ExpressionInvalid(text, problems)
    checked, found = check(written, expected)
    if found:
        raise ExpressionInvalid(text, tuple(found))
    names = tuple(reads(checked.node))
    decisive = needed(checked.node)
    return Expression(
        text=text,
        type=checked.type,
        reads=frozenset(".".join(read.path) for read in names),
        unguarded=frozenset(".".join(read.path) for read in names if read.may_be_null and read.path in decisive),
        names=names,
        needed=decisive,
        compiled=compile_node(checked.node),
        scalar=compile_scalar(checked.node),
        steps=2 * len(text),
    )
