"""Where every step of a document stands: its path, what encloses it, its id in the program."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from workflow.definition.document import (
    AnytimePart,
    BackStep,
    CallStep,
    ChoiceStep,
    EachStep,
    EndStep,
    FirstStep,
    GroupStep,
    Handler,
    HumanStep,
    JumpStep,
    OverdueChain,
    ParallelStep,
    Procedure,
    RaiseStep,
    Step,
    WaitStep,
)
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import ROW

Part = Literal["body", "case", "branch", "row", "handler", "row_handler", "overdue", "anytime"]
WITH_SCOPE: frozenset[Part] = frozenset({"body", "branch", "row", "row_handler"})
"""Lists whose steps run in a scope of their own."""
OF_A_ROW: frozenset[Part] = frozenset({"row", "row_handler"})
"""Lists that are gone through once for each row of a table."""
NAMELESS = (EndStep, JumpStep, BackStep, RaiseStep)
"""Steps whose name says where they lead; nothing can refer to them."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One list of steps that a step stands in, other than the main list."""

    host_id: str
    """Id of the step it stands in; of what may be raised at any time, the name."""
    part: Part
    """`body` of a group, `case` of a choice, `branch` of a parallel block, `row` of a table, `handler` of errors,
    `row_handler` of errors in one row, `overdue` chain, `anytime` beside the main list."""
    number: int = 0
    """Which list of its host it is."""
    lane: bool = False
    """Whether the list runs beside the work it belongs to and never joins."""


@dataclass(frozen=True, eq=False)
class Placed:
    """A step with its place."""

    step: Step
    id: str
    path: tuple[int, ...]
    """Indexes in the nested lists; between two indexes stands the number of the list inside the step.

    Lists beside the main one count as lists inside steps -1, -2 …, so that they come before everything else."""
    inside: tuple[Enclosure, ...]
    """Outermost first."""
    lists: tuple["PlacedList", ...] = ()

    @property
    def entry(self) -> str:
        """Id of the node where a token enters: the step's condition, if it has one."""
        return f"{self.id}.if" if self.step.if_ else self.id

    @property
    def groups(self) -> tuple[str, ...]:
        """Ids of the blocks with a scope around it, outermost first."""
        around = (enclosure for enclosure in self.inside if enclosure.part in WITH_SCOPE)
        return tuple(group for enclosure in around for group in _groups(enclosure))

    @property
    def each(self) -> str:
        """Id of the innermost 全件 around it; empty outside of such blocks."""
        rows = [enclosure.host_id for enclosure in self.inside if enclosure.part in OF_A_ROW]
        return rows[-1] if rows else ""

    @property
    def anytime(self) -> str:
        """The name under which what it belongs to is raised; empty in the main flow."""
        return self.inside[0].host_id if self.inside and self.inside[0].part == "anytime" else ""

    @property
    def lane(self) -> bool:
        return any(enclosure.lane for enclosure in self.inside)

    def walk(self) -> Iterator["Placed"]:
        """The step and everything inside it, in reading order."""
        yield self
        for part in self.lists:
            for placed in part.steps:
                yield from placed.walk()


@dataclass(frozen=True, eq=False)
class PlacedList:
    """A list of steps inside a step: the body of a group, a way of a choice, a branch, a handler, an overdue chain."""

    part: Part
    steps: tuple[Placed, ...]
    lane: bool = False

    def entry(self, after: str) -> str:
        """Where a token enters; an empty list is passed."""
        return self.steps[0].entry if self.steps else after


@dataclass(frozen=True, eq=False)
class PlacedAnytime:
    """What may be raised at any time, with its steps."""

    part: AnytimePart
    name: str
    """In normal form."""
    end: str
    """Id of the node behind its last step."""
    steps: tuple[Placed, ...]


@dataclass(frozen=True, eq=False)
class Outline:
    """All steps of a procedure with their places."""

    steps: tuple[Placed, ...]
    """The main flow."""
    anytime: tuple[PlacedAnytime, ...] = ()

    @cached_property
    def all(self) -> tuple[Placed, ...]:
        """Every step in reading order."""
        beside = (step for handler in self.anytime for step in handler.steps)
        return tuple(placed for step in (*self.steps, *beside) for placed in step.walk())

    @cached_property
    def by_name(self) -> dict[str, Placed]:
        """Steps that can be referred to, by normal name and by formal id; the first of equal names."""
        named: dict[str, Placed] = {}
        for placed in self.all:
            if not isinstance(placed.step, NAMELESS) and placed.step.name.value:
                named.setdefault(normal(placed.step.name.value), placed)
        return named

    @cached_property
    def by_id(self) -> dict[str, Placed]:
        return {placed.id: placed for placed in self.all}

    @cached_property
    def first(self) -> Placed | None:
        """The step that starts the case, if it is one of people."""
        return self.steps[0] if self.steps and isinstance(self.steps[0].step, HumanStep) else None

    def named(self, name: str) -> Placed | None:
        return self.by_name.get(normal(name))

    def names(self) -> list[str]:
        """Names of steps, as written."""
        return [placed.step.name.value for placed in self.by_name.values()]


def outline_of(procedure: Procedure) -> Outline:
    """Where every step stands."""
    ids = _Ids()
    steps = _place(procedure.steps, (), (), ids)
    return Outline(steps, tuple(_beside(place, part, ids) for place, part in enumerate(procedure.anytime)))


def _beside(place: int, part: AnytimePart, ids: "_Ids") -> PlacedAnytime:
    name = normal(part.name.value)
    steps = _place(part.steps, (-1 - place, 0), (Enclosure(name, "anytime"),), ids)
    return PlacedAnytime(part, name, f"anytime_{_short_hash(name)}.end", steps)


class _Ids:
    """Hands out ids; the same kind of ending to the same outcome may stand in several places."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, step: Step) -> str:
        if step.id:
            return step.id.value
        if not isinstance(step, NAMELESS):
            return id_of_name(step.name.value)
        name = f"{step.kind.en}_{_short_hash(normal(step.name.value))}"
        self._seen[name] = self._seen.get(name, 0) + 1
        return name if self._seen[name] == 1 else f"{name}.{self._seen[name]}"


def _groups(enclosure: Enclosure) -> tuple[str, ...]:
    """The blocks that a list stands for: for the rows of a table the whole, and the row."""
    host = enclosure.host_id
    return (host, host + ROW) if enclosure.part in OF_A_ROW else (host,)


def id_of_name(name: str) -> str:
    """Id of a step that is given none: it goes with the name."""
    return "s_" + _short_hash(normal(name))


def _short_hash(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=4).hexdigest()


def _place(
    steps: tuple[Step, ...], path: tuple[int, ...], inside: tuple[Enclosure, ...], ids: _Ids
) -> tuple[Placed, ...]:
    placed = []
    for index, step in enumerate(steps):
        own, id_ = (*path, index), ids.of(step)
        lists = []
        for number, (part, children, lane) in enumerate(_lists(step)):
            enclosure = Enclosure(id_, part, number, lane)
            lists.append(PlacedList(part, _place(children, (*own, number), (*inside, enclosure), ids), lane))
        placed.append(Placed(step, id_, own, inside, tuple(lists)))
    return tuple(placed)


def _lists(step: Step) -> Iterator[tuple[Part, tuple[Step, ...], bool]]:
    """The lists inside a step in a fixed order: body or ways, handlers, overdue chain."""
    match step:
        case EachStep():
            yield "row", step.steps, False
        case GroupStep():
            yield "body", step.steps, False
        case ChoiceStep() | FirstStep():
            for case in step.cases:
                yield "case", case.steps, False
        case ParallelStep():
            for branch in step.branches:
                yield "branch", branch.steps, False
    handlers: tuple[Handler, ...] = step.on_error if isinstance(step, CallStep | GroupStep | EachStep) else ()
    for handler in handlers:
        yield "row_handler" if isinstance(step, EachStep) else "handler", handler.steps, False
    overdue: OverdueChain | None = step.overdue if isinstance(step, HumanStep | WaitStep | GroupStep) else None
    if overdue:
        yield "overdue", overdue.steps, not (overdue.then and overdue.then.value == "take_over")
