"""Computes what goes through lists. While an element is looked at, it is found beside the other values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from forms.expressions.checked import Checked, Element, Iterate, Keep, PartOf
from forms.expressions.values import Environment, Value

if TYPE_CHECKING:
    from forms.expressions.compiler import Compiled, Run

_Compile = Callable[[Checked], "Compiled"]
_Source = tuple[str, "Compiled", "Compiled | None"]


def compile_keep(node: Keep, compile_checked: _Compile) -> "Compiled":
    """The elements for which the condition is true."""
    source, condition, key = compile_checked(node.source), compile_checked(node.condition), node.key

    def compiled(run: "Run") -> Value:
        values = source(run)
        if not isinstance(values, tuple):
            return None
        return tuple(value for value in _each(run, key, values) if condition(run) is True)

    return compiled


def compile_element(node: Element, compile_checked: _Compile) -> "Compiled":
    source, position = compile_checked(node.source), compile_checked(node.position)

    def compiled(run: "Run") -> Value:
        run.spend(1)
        values, place = source(run), position(run)
        if not isinstance(values, tuple) or not isinstance(place, Decimal) or place != place.to_integral_value():
            return None
        if place == 0 or abs(place) > len(values):
            return None
        return values[int(place) - (place > 0)]

    return compiled


def compile_part(node: PartOf, compile_checked: _Compile) -> "Compiled":
    subject, key = compile_checked(node.subject), node.key

    def compiled(run: "Run") -> Value:
        run.spend(1)
        value = subject(run)
        if isinstance(value, tuple):
            run.spend(len(value))
            return tuple(_part(element, key) for element in value)
        return _part(value, key)

    return compiled


def compile_iterate(node: Iterate, compile_checked: _Compile) -> "Compiled":
    sources = [
        (source.key, compile_checked(source.values), compile_checked(source.last) if source.last else None)
        for source in node.sources
    ]
    body, decisive = compile_checked(node.body), node.decisive

    def listed(run: "Run") -> Value:
        try:
            return tuple([body(run) for _ in _combinations(run, sources)])
        except _NoList:
            return None

    def decided(run: "Run") -> Value:
        undecided = False
        try:
            for _ in _combinations(run, sources):
                answer = body(run)
                if answer is decisive:
                    return decisive
                undecided = undecided or answer is None
        except _NoList:
            return None
        return None if undecided else not decisive

    return _restoring(listed if decisive is None else decided)


class _NoList(Exception):
    """What a loop should go through is null."""


class _Inner(Mapping[str, Value]):
    """One value more, before all others."""

    __slots__ = ("_key", "_outer", "_value")

    def __init__(self, outer: Environment, key: str, value: Value) -> None:
        self._outer, self._key, self._value = outer, key, value

    def __getitem__(self, key: str) -> Value:
        return self._value if key == self._key else self._outer[key]  # type: ignore[return-value]

    def __iter__(self) -> Iterator[str]:
        yield self._key
        yield from self._outer

    def __len__(self) -> int:
        return 1 + len(self._outer)


def _restoring(compute: "Compiled") -> "Compiled":
    """A loop may end early, in the middle of its elements."""

    def compiled(run: "Run") -> Value:
        outer = run.env
        try:
            return compute(run)
        finally:
            run.env = outer

    return compiled


def _each(run: "Run", key: str, values: Iterable[Value]) -> Iterator[Value]:
    outer = run.env
    for value in values:
        run.spend(1)
        run.env = _Inner(outer, key, value)
        yield value
    run.env = outer


def _combinations(run: "Run", sources: list[_Source]) -> Iterator[None]:
    """Once for each combination of elements; the last list runs fastest."""
    if not sources:
        yield
        return
    key, values, last = sources[0]
    for _ in _each(run, key, _elements(values(run), last(run) if last else None, counted=last is not None)):
        yield from _combinations(run, sources[1:])


def _elements(first: Value, last: Value, *, counted: bool) -> Iterable[Value]:
    match first, last:
        case (Decimal(), Decimal()) if counted:
            step = 1 if first <= last else -1
            return (Decimal(count) for count in range(int(first), int(last) + step, step))
        case (date(), date()) if counted:
            step = 1 if first <= last else -1
            return (first + timedelta(days=step * count) for count in range(abs((last - first).days) + 1))
    if counted or not isinstance(first, tuple):
        raise _NoList
    return first


def _part(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, Mapping) else None
