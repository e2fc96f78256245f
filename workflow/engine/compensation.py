"""Undoing completed calls, in reverse order, each at most once."""

from collections.abc import Callable, Iterable

from workflow.engine.effects import CallSystem
from workflow.engine.nodes import CallNode
from workflow.engine.run import Run
from workflow.engine.state import CallRecord, Compensation

UNDO = "/undo"
"""Ends the key of the call that undoes a call."""


def compensate(run: Run, entries: Iterable[Compensation]) -> None:
    """Undo calls in reverse order of completion; each at most once, since taking an entry removed it."""
    for entry in reversed(list(entries)):
        key = entry.key + UNDO
        run.state.calls.pop(entry.key, None)
        run.state.calls[key] = CallRecord(key=key, node=entry.node, token="", payload=entry.payload)
        node = run.machine.program.by_id[entry.node]
        assert isinstance(node, CallNode)
        run.emit(
            CallSystem(
                key=key,
                node=entry.node,
                operation=entry.operation,
                payload=entry.payload,
                retry=node.retry,
                timeout_seconds=node.timeout_seconds,
            )
        )


def take_compensation(run: Run, chosen: Callable[[Compensation], bool]) -> list[Compensation]:
    """Remove the chosen entries from every scope, in order of completion."""
    taken: list[Compensation] = []
    for scope in run.state.scopes.values():
        taken += [entry for entry in scope.compensation if chosen(entry)]
        scope.compensation = [entry for entry in scope.compensation if not chosen(entry)]
    return taken
