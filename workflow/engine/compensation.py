"""Undoing completed calls, in reverse order, each at most once."""

from collections.abc import Callable, Iterable

from workflow.engine.effects import CallSystem
from workflow.engine.nodes import CallNode
from workflow.engine.run import Run
from workflow.engine.state import CallRecord, Compensation, Json, Scope

UNDO = "/undo"
"""Follows the key of a call in the key of what undoes it; a second try adds its number."""


def compensate(run: Run, entries: Iterable[Compensation]) -> None:
    """Undo calls in reverse order of completion; each at most once, since taking an entry removed it."""
    in_order = sorted(entries, key=lambda entry: entry.turn)
    for entry in reversed(in_order):
        run.state.calls.pop(entry.key, None)
        _call(run, entry.key + UNDO, entry.node, entry.payload)


def undo_again(run: Run, key: str) -> None:
    """Try once more to undo what could not be undone, with the same values under a new key."""
    record = run.state.calls.pop(key)
    call, _, times = key.partition(UNDO)
    _call(run, f"{call}{UNDO}/{int(times.removeprefix('/') or 1) + 1}", record.node, record.payload)


def undoes(record: CallRecord) -> bool:
    """Whether a call undoes another."""
    return is_undo(record.key)


def is_undo(key: str) -> bool:
    """Whether this is the key of a call that undoes another."""
    return UNDO in key


def _call(run: Run, key: str, node_id: str, payload: dict[str, Json]) -> None:
    run.state.calls[key] = CallRecord(key=key, node=node_id, token="", payload=payload)
    node = run.machine.program.by_id[node_id]
    assert isinstance(node, CallNode) and node.undo is not None
    run.emit(
        CallSystem(
            key=key,
            node=node_id,
            operation=node.undo.operation,
            payload=payload,
            retry=node.retry,
            timeout_seconds=node.timeout_seconds,
        )
    )


def take_compensation(chosen: Callable[[Compensation], bool], scopes: Iterable[Scope]) -> list[Compensation]:
    """Remove the chosen entries from the given scopes, outermost first."""
    taken: list[Compensation] = []
    for scope in scopes:
        taken += [entry for entry in scope.compensation if chosen(entry)]
        scope.compensation = [entry for entry in scope.compensation if not chosen(entry)]
    return taken
