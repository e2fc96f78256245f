"""Computes FEEL expressions at a fixed time, and says why results are null."""

from collections.abc import Mapping
from datetime import UTC, datetime

from forms.feel.evaluation.compiler import compile_node
from forms.feel.expression import BUILT_IN_FRAME, guarded, with_built_in
from forms.feel.run import BUDGET, Run
from forms.feel.syntax.cursor import NotFeel
from forms.feel.syntax.parser import parse_expression
from forms.feel.syntax.scope import Scope
from forms.feel.types import ANY, Type
from forms.feel.values import Value

NOW = datetime(2026, 5, 11, 9, 41, tzinfo=UTC)


def value_of(
    text: str,
    names: Mapping[str, Value] | None = None,
    *,
    types: Mapping[str, Type] | None = None,
    budget: int = BUDGET,
) -> Value:
    """The value for these names; their types are unknown unless they are given."""
    return outcome(text, names, types=types, budget=budget)[0]


def outcome(
    text: str,
    names: Mapping[str, Value] | None = None,
    *,
    types: Mapping[str, Type] | None = None,
    budget: int = BUDGET,
) -> tuple[Value, list[str]]:
    """The value with the reasons why parts of it are null."""
    given = names or {}
    run = Run(NOW, budget)
    scope = Scope(types or dict.fromkeys(given, ANY))
    value = computed(text, scope, run, given)
    return value, [reason.en for reason in run.reasons]


def computed(text: str, scope: Scope, run: Run, names: Mapping[str, Value]) -> Value:
    """As decisions are read and computed. Raises NotFeel."""
    compiled = compile_node(parse_expression(text, with_built_in(scope)))
    return guarded(compiled, run, BUILT_IN_FRAME.inner(names))


def is_read(text: str) -> bool:
    try:
        parse_expression(text, with_built_in(Scope({})))
    except NotFeel:
        return False
    return True
