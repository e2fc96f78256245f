"""FEEL as the standard publishes it (DMN 1.3 to 1.5): compiled once, computed often."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.errors import ExpressionBudgetExceeded
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.evaluation.compiler import compile_node, compile_tests
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.testing import Tester
from forms.feel.run import Run
from forms.feel.syntax.parser import parse_expression, parse_tests
from forms.feel.syntax.scope import Scope
from forms.feel.types import Type
from forms.feel.values import Value, type_of
from forms.spec import Text

_BUILT_IN_TYPES: dict[str, Type] = {name: type_of(function) for name, function in BUILT_IN.items()}
BUILT_IN_FRAME = Frame(BUILT_IN)
_EXHAUSTED = Text("計算が長くなりすぎるため、やめました。", "The computation was stopped: it takes too many steps.")
_TOO_DEEP = Text("計算の入れ子が深すぎます。", "The computation is nested too deeply.")


@dataclass(frozen=True, slots=True)
class Feel:
    """A FEEL expression that was understood."""

    text: str
    compiled: Compiled = field(repr=False, compare=False)

    def evaluate(self, run: Run, names: Mapping[str, Value]) -> Value:
        """The value for these names. What goes wrong is null, with the reason in the run."""
        return guarded(self.compiled, run, BUILT_IN_FRAME.inner(names))


def compile_feel(text: str, scope: Scope, types: Mapping[str, Type] | None = None) -> Feel:
    """Read an expression. Raises NotFeel."""
    return Feel(text, compile_node(parse_expression(text, with_built_in(scope), types)))


def compile_unary_tests(text: str, scope: Scope, types: Mapping[str, Type] | None = None) -> Tester:
    """Read the tests of a cell. Raises NotFeel."""
    return compile_tests(parse_tests(text, with_built_in(scope), types))


def with_built_in(scope: Scope) -> Scope:
    """The scope with the functions of the standard behind its own names."""
    return Scope({**_BUILT_IN_TYPES, **scope.types}, scope.members)


def guarded(compiled: Compiled, run: Run, frame: Frame) -> Value:
    """The value, or null where the steps or the stack run out."""
    try:
        return compiled(run, frame)
    except ExpressionBudgetExceeded:
        return run.null(_EXHAUSTED)
    except RecursionError:
        return run.null(_TOO_DEEP)
