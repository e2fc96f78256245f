"""Runs the expected results of the DMN Technology Compatibility Kit against a model, comparing as its runners do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from forms.dmn.evaluation import LoadedModel
from forms.feel.evaluation.comparing import identical
from forms.feel.evaluation.writing import literal
from forms.feel.run import Run
from forms.feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from forms.feel.values import NUMBERS, Value

_TOLERANCE = Decimal("0.00000001")
_READERS: dict[str, Callable[[str], Value]] = {
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
    "string": lambda text: text,
    "boolean": lambda text: text == "true",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one expected result."""

    passed: bool
    actual: str
    expected: str
    reasons: tuple[str, ...]


def run_case(loaded: LoadedModel, row: Mapping[str, Any], now: datetime) -> Outcome:
    """Compute the decision of one line of expected results, and compare."""
    run = Run(now)
    inputs = {name: read_value(given) for name, given in row["inputs"].items()}
    actual = loaded.evaluate(run, row["decision"], inputs)
    expected = None if row["error"] else read_value(row["expected"])
    return Outcome(
        passed=agrees(actual, expected),
        actual=literal(actual),
        expected=literal(expected),
        reasons=tuple(reason.en for reason in run.reasons),
    )


def read_value(written: Mapping[str, Any] | None) -> Value:
    """A value of the kit: its type and its text, the elements of a list or the entries of a context."""
    if written is None or written.get("v") is None:
        return None
    kind, content = written["t"], written["v"]
    if kind == "list":
        return tuple(read_value(element) for element in content)
    if kind == "context":
        return {name: read_value(entry) for name, entry in content.items()}
    if kind in ("decimal", "double"):
        return _number(content)
    read = _READERS.get(kind)
    return read(content) if read else str(content)


def agrees(actual: Value, expected: Value) -> bool:
    """Numbers may differ by a hundred-millionth; the entries a context is expected to have must agree."""
    match expected, actual:
        case Decimal(), Decimal():
            return abs(NUMBERS.subtract(actual, expected)) <= _TOLERANCE * max(Decimal(1), abs(expected))
        case tuple(), tuple():
            return len(actual) == len(expected) and _all_agree(zip(actual, expected, strict=True))
        case Mapping(), Mapping():
            return actual.keys() == expected.keys() and _all_agree((actual[key], expected[key]) for key in expected)
    return identical(actual, expected)


def _all_agree(pairs: Iterable[tuple[Value, Value]]) -> bool:
    return all(agrees(actual, expected) for actual, expected in pairs)


def _number(text: str) -> Value:
    try:
        return NUMBERS.create_decimal(text)
    except InvalidOperation:
        return None
