"""What every text of FEEL as published (DMN 1.3 to 1.5) is read and computed with."""

from collections.abc import Mapping

from forms.errors import ExpressionBudgetExceeded
from forms.feel.builtins.catalogue import BUILT_IN
from forms.feel.evaluation.compiler import compile_tests
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.testing import Tester
from forms.feel.run import Run
from forms.feel.syntax.parser import parse_tests
from forms.feel.syntax.scope import Scope
from forms.feel.types import Type
from forms.feel.values import Value, type_of
from forms.spec import Text

_BUILT_IN_TYPES: dict[str, Type] = {name: type_of(function) for name, function in BUILT_IN.items()}
BUILT_IN_FRAME = Frame(BUILT_IN)
_EXHAUSTED = Text("計算が長くなりすぎるため、やめました。", "The computation was stopped: it takes too many steps.")
_TOO_DEEP = Text("計算の入れ子が深すぎます。", "The computation is nested too deeply.")


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
