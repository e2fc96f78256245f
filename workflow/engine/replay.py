"""Carrying recorded commands out again, to see that they give the stored state."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from workflow.engine.commands import Migrate
from workflow.engine.machine import Machine
from workflow.engine.outcome import Step
from workflow.engine.record import CaseRecord
from workflow.engine.state import CaseState
from workflow.engine.step import step
from workflow.engine.world import RecordedWorld


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A recorded command that does not give what was recorded."""

    seq: int
    what: str


def state_hash(state: CaseState) -> str:
    """The hash by which a state is remembered."""
    return hashlib.sha256(state.to_bytes()).hexdigest()


def is_just(stored: object, state: CaseState) -> bool:
    """Whether JSON that was stored is this state and says nothing besides, not even what nobody reads."""
    return bool(msgspec.json.decode(state.to_bytes()) == stored)


def replay(
    machine: Machine, records: Iterable[tuple[int, CaseRecord]], others: Callable[[str], Machine] | None = None
) -> CaseState | Mismatch | None:
    """The state that the records of one case lead to, or the first record that does not hold.

    `machine` is that of the version the case began under; `others` finds those it was moved to, by their hashes.
    """
    state: CaseState | None = None
    for seq, record in records:
        if not record.state:
            continue  # came too late: changed nothing
        if isinstance(record.command, Migrate) and others is not None:
            machine = others(record.command.program)
        world = RecordedWorld(record.now, record.reads)
        for command in (record.command, *record.answers_to_effects):
            try:
                result = step(machine, state, command, world)
            except (KeyError, AssertionError) as error:
                return Mismatch(seq, f"the command cannot be carried out again: {error!r}")
            if not isinstance(result, Step):
                return Mismatch(seq, "the command would be refused now")
            state = result.state
        if state is None or state_hash(state) != record.state:
            return Mismatch(seq, "the command leads to another state than was recorded")
    return state
