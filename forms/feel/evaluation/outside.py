"""Reads a value that is given from outside, and makes sure that it is of the kind the expression was checked with."""

from collections.abc import Callable, Mapping

from forms.errors import ExpressionNotEvaluable
from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.outside import Unfit, part_of, taking
from forms.feel.run import Run
from forms.feel.syntax.nodes import Given
from forms.feel.values import Value

_ALWAYS_GIVEN = frozenset({"today", "now"})


def given(node: Given) -> Compiled:
    """The function that finds the value for a run."""
    read = reader(node)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        value = read(run.outside)
        if isinstance(value, str):
            run.spend(len(value) // 100)
        elif isinstance(value, tuple | Mapping):
            run.spend(len(value))
        return value

    return compiled


def reader(node: Given) -> Callable[[Mapping[str, object]], Value]:
    """The function that finds the value. It raises ExpressionNotEvaluable for a value of another kind."""
    key, parts, label = node.path[0], node.path[1:], node.type.label
    convert = taking(node.type)

    def read(outside: Mapping[str, object]) -> Value:
        value = outside.get(key)
        if value is None and key in _ALWAYS_GIVEN:
            raise ExpressionNotEvaluable(key, label.ja, label.en)
        try:
            for part in parts:
                value = part_of(value, part)
            return None if value is None else convert(value)
        except Unfit:
            raise ExpressionNotEvaluable(node.text, label.ja, label.en) from None

    return read


def is_null(outside: Mapping[str, object], path: tuple[str, ...]) -> bool:
    """The name at this path has no value."""
    value = outside.get(path[0])
    try:
        for part in path[1:]:
            value = part_of(value, part)
    except Unfit:
        return True
    return value is None
