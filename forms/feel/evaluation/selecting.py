"""Parts of values: entries of contexts, elements of lists, properties of dates, times, durations and ranges."""

from collections.abc import Mapping
from decimal import Decimal

from forms.feel.evaluation.frame import Compiled, Frame
from forms.feel.evaluation.properties import property_of
from forms.feel.evaluation.testing import Compile
from forms.feel.run import Run
from forms.feel.syntax.nodes import Element, Filter, Path
from forms.feel.values import Value, kind_of
from forms.spec import Text

ITEM = "item"


def compile_path(node: Path, compile_node: Compile) -> Compiled:
    subject, name = compile_node(node.subject), node.name

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        return part_of(run, subject(run, frame), name)

    return compiled


def part_of(run: Run, value: Value, name: str) -> Value:
    """The part of a value; of a list the list of its elements' parts."""
    match value:
        case None:
            return None
        case Mapping():
            return value[name] if name in value else run.null(_missing(name, "context"))
        case tuple():
            run.spend(len(value))
            return tuple(part_of(run, element, name) for element in value)
        case _:
            known, found = property_of(value, name)
            return found if known else run.null(_missing(name, kind_of(value)))


def compile_filter(node: Filter, compile_node: Compile) -> Compiled:
    """xs[n] is the nth element, xs[condition] the list of those for which it is true."""
    subject, condition, name = compile_node(node.subject), compile_node(node.condition), node.element

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        value = subject(run, frame)
        if value is None:
            return None
        return _selected(run, frame, value if isinstance(value, tuple) else (value,), condition, name)

    return compiled


def compile_element(node: Element, compile_node: Compile) -> Compiled:
    """xs[n] where the list and the number are known to be such; null where one of them is null."""
    subject, position = compile_node(node.subject), compile_node(node.position)

    def compiled(run: Run, frame: Frame) -> Value:
        run.spend(1)
        values, place = subject(run, frame), position(run, frame)
        return element_at(values, place) if isinstance(values, tuple) and isinstance(place, Decimal) else None

    return compiled


def _selected(run: Run, frame: Frame, values: tuple[Value, ...], condition: Compiled, name: str) -> Value:
    if not values:
        return None if isinstance(condition(run, frame), Decimal) else ()
    found = []
    for index, value in enumerate(values):
        run.spend(1)
        answer = condition(run, frame.inner(_around(value, name)))
        if index == 0 and isinstance(answer, Decimal):
            return element_at(values, answer)
        if answer is True:
            found.append(value)
    return tuple(found)


def element_at(values: tuple[Value, ...], position: Decimal) -> Value:
    """Counted from 1, or from the end with -1; null where there is none."""
    if position != position.to_integral_value() or position == 0 or abs(position) > len(values):
        return None
    return values[int(position) - (position > 0)]


def _around(value: Value, name: str) -> Mapping[str, Value]:
    """The element, and under the name of the standard also its parts."""
    if isinstance(value, Mapping) and name == ITEM:
        return {ITEM: value, **value}
    return {name: value}


def _missing(name: str, kind: str) -> Text:
    return Text(f"{kind} に「{name}」はありません。", f"{kind} has no “{name}”.")
