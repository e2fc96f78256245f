"""Whether the reader of a case can take it before those below him have acted (引上げ)."""

from dataclasses import dataclass

from approvals.routing.circulate import Clock
from approvals.routing.matter import matter_of
from approvals.routing.pull_up import pull_up
from approvals.routing.route import route_of
from approvals.routing.settle import SettledRoute
from approvals.selectors.open_case import OpenCase


@dataclass(frozen=True, slots=True)
class PullUp:
    """What taking it up would do."""

    task: str
    later: tuple[str, ...]
    """Who would look at it later, by post and name."""


def can_pull_up(case: OpenCase) -> PullUp | None:
    """The open task the reader could take, and whom that passes over; the lock decides."""
    for task in case.state.tasks.values():
        node, route = case.machine.user_node(task.node), route_of(task.route)
        matter = matter_of(case.machine.program, case.state, task.id)
        clock = Clock(now=case.now, deadlines={})
        found = pull_up(node, route, matter, str(case.reader), case.organisation, case.day, clock)
        if isinstance(found, SettledRoute):
            shown = [case.people.seat(seat) for seat in found.later_views]
            return PullUp(task.id, tuple(f"{each.post} {each.name}" for each in shown))
    return None
