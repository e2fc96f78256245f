"""Every mutant of a stored state is refused: one that cannot be read, or is not what the journal leads to."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from tests.pure.engine.test_random_walks import CARD, EVERYTHING, TRIAL, commands, shipped, take
from tests.support.trial import program_of
from tests.support.walks import simulation_of, start
from workflow.engine.program import Program
from workflow.engine.replay import is_just, replay
from workflow.engine.state import CaseState, Json

SEED = 20260511
STORIES: dict[str, tuple[Callable[[], Program], list[dict[str, Json]]]] = {
    "everything": (lambda: program_of(EVERYTHING), TRIAL),
    "card": (lambda: shipped("id-card-reissue"), CARD),
}


def state_after(program: Program, answers: list[dict[str, Json]], steps: int) -> CaseState:
    """A case to which many things have happened, as replay gives it."""
    chance = random.Random(SEED)
    simulation = simulation_of(program, frozenset(), frozenset())
    take(simulation, start(answers[0]))
    for _ in range(steps):
        if simulation.open_state.status == "open":
            take(simulation, chance.choice(commands(simulation, may_end=False)))
    found = replay(simulation.machine, enumerate(simulation.records, start=1))
    assert isinstance(found, CaseState)
    return found


def mutants(state: Json) -> Iterator[tuple[str, Json]]:
    """The state with one thing changed, taken away, put in or exchanged, and where."""
    for path, value in list(_places(state, ())):
        where = "/".join(map(str, path))
        for what, other in _others(value):
            yield f"{where}: {what}", _with(state, path, other)
        if path:
            yield f"{where}: gone", _without(state, path)


def _places(value: Json, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Json]]:
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from _places(part, (*path, key))


def _others(value: Json) -> Iterator[tuple[str, Json]]:
    match value:
        case bool():
            yield "turned round", not value
        case int() | float():
            yield "one more", value + 1
        case str():
            yield "longer", value + "0"
            yield "empty", "" if value else "x"
        case dict():
            yield "one key more", {**value, "zz": 1}
        case list():
            yield "one element more", [*value, None]
            if len(value) > 1 and value[0] != value[1]:
                yield "exchanged", [value[1], value[0], *value[2:]]
        case None:
            yield "something", 1


def _with(state: Json, path: tuple[str | int, ...], value: Json) -> Json:
    if not path:
        return value
    changed = copy.deepcopy(state)
    _inside(changed, path)[path[-1]] = value
    return changed


def _without(state: Json, path: tuple[str | int, ...]) -> Json:
    changed = copy.deepcopy(state)
    del _inside(changed, path)[path[-1]]
    return changed


def _inside(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


@pytest.mark.parametrize("story", STORIES)
def test_every_mutant_of_a_state_is_told_from_what_the_journal_leads_to(story: str) -> None:
    make, answers = STORIES[story]
    state = state_after(make(), answers, steps=20)
    stored: Json = msgspec.json.decode(state.to_bytes())
    assert is_just(stored, state)

    passed = [where for where, mutant in mutants(stored) if is_just(mutant, state)]

    assert len(list(mutants(stored))) > 200
    assert passed == []
