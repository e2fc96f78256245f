"""What nodes take over from the place and the headings of a step."""

from typing import Literal, TypedDict

from msgspec import structs

from workflow.definition.document import UndoCall
from workflow.definition.located import Located, Pair
from workflow.definition.outline import Placed, id_of_name
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.values import Due, Overdue, Span, Undo

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}


class Place(TypedDict):
    """What every node of a step shares."""

    line: int
    groups: tuple[str, ...]
    path: tuple[int, ...]
    lane: bool
    anytime: str
    each: str


class StepNode(Place):
    """What the node that does the work of a step has besides."""

    id: str
    step: str
    en: str
    formerly: tuple[str, ...]


def place_of(placed: Placed) -> Place:
    """What every node of a step shares."""
    return Place(
        line=placed.step.position.line,
        groups=placed.groups,
        path=placed.path,
        lane=placed.lane,
        anytime=placed.anytime,
        each=placed.each,
    )


def step_place(placed: Placed) -> StepNode:
    """The same, of the node that does the work of the step."""
    step = placed.step
    english = step.english.value if step.english else ""
    formerly = tuple(id_of_name(name.value) for name in step.formerly)
    return StepNode(id=placed.id, step=normal(step.name.value), en=english, formerly=formerly, **place_of(placed))


def overdue_of(placed: Placed, after: str) -> Overdue | None:
    """Where the chain of a passed deadline begins."""
    for inner in placed.lists:
        if inner.part == "overdue":
            to = inner.entry(f"{placed.id}.lane" if inner.lane else after)
            return Overdue(then="leave" if inner.lane else "take_over", to=to)
    return None


def pairs_of(pairs: tuple[Pair[Located[str]], ...]) -> tuple[tuple[str, str], ...]:
    """A mapping as the program has it."""
    return tuple((pair.key.value, pair.value.value) for pair in pairs)


def undo_of(undo: UndoCall | None) -> Undo | None:
    """The call that undoes a call."""
    return Undo(operation=undo.operation.value, send=pairs_of(undo.send)) if undo else None


def seconds_of(timeout: Located[Span] | None) -> int:
    """A timeout."""
    if timeout is None:
        return 30
    return timeout.value.amount * SECONDS.get(timeout.value.unit, 1)


def span_of(span: Located[Span] | None) -> Span | None:
    """A span, where one is written."""
    return span.value if span else None


def due_of(due: Located[Due] | None, on_holiday: Located[str] | None = None) -> Due | None:
    """A deadline, where one is written, and what becomes of it on a closed day."""
    if due is None:
        return None
    return structs.replace(due.value, closed=_CLOSED[text_of(on_holiday)])


_CLOSED: dict[str, Literal["next", "previous", "as_is"]] = {
    "": "next",
    "next_office_day": "next",
    "previous_office_day": "previous",
    "as_is": "as_is",
}


def text_of(text: Located[str] | None) -> str:
    """A text; empty where none is written."""
    return text.value if text else ""
