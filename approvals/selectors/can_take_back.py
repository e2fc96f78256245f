"""What the reader of a case can take back (引戻し)."""

from dataclasses import dataclass

from approvals.routing.route import route_of
from approvals.routing.take_back import last_act
from approvals.selectors.open_case import OpenCase
from workflow.engine.recall import recall_of
from workflow.services.pull_back import ON_THE_ROUTE


@dataclass(frozen=True, slots=True)
class TakeBack:
    """An act that nobody has acted on."""

    id: str


def can_take_back(case: OpenCase) -> TakeBack | None:
    """The reader's last act, of a whole step or at a place of one that is open; the lock decides."""
    found = recall_of(case.state, str(case.reader))
    if found is not None:
        return TakeBack(found.id)
    routes = (route_of(task.route) for task in case.state.tasks.values())
    return TakeBack(ON_THE_ROUTE) if any(last_act(route, str(case.reader)) for route in routes) else None
