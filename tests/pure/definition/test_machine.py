"""The machines of the shipped procedures, as `show_machine` prints them. REWRITE_GOLDEN=1 writes them anew."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.support.definitions import GOLDEN, SHIPPED, load_file
from workflow.definition.machine.machine import Machine, machine_of
from workflow.definition.machine.mermaid import as_mermaid
from workflow.definition.machine.text import as_text


def as_json(machine: Machine) -> str:
    return msgspec.json.format(msgspec.json.encode(machine), indent=2).decode() + "\n"


WRITERS: tuple[tuple[str, Callable[[Machine], str]], ...] = (
    ("txt", as_text),
    ("mmd", as_mermaid),
    ("json", as_json),
)


def machine(path: Path) -> Machine:
    program = load_file(path).program
    assert program is not None
    return machine_of(program)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize(("ending", "write"), WRITERS, ids=[ending for ending, _ in WRITERS])
def test_a_machine_is_shown_as_recorded(path: Path, ending: str, write: Callable[[Machine], str]) -> None:
    recorded = GOLDEN / "machines" / f"{path.stem}.{ending}"

    shown = write(machine(path))

    if os.environ.get("REWRITE_GOLDEN"):
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_transition_leads_to_a_state(path: Path) -> None:
    states = machine(path).states

    goals = {transition.to for state in states for transition in state.transitions}

    assert goals - {""} <= {state.id for state in states}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_state_says_where_it_is_written(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert all(0 < state.line <= lines for state in machine(path).states)
