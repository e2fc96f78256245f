"""Whether the reader of a case may put more people on its route, and at which stages."""

from dataclasses import dataclass

from approvals.routing.additions import room_for_more
from approvals.routing.matter import matter_of
from approvals.routing.merge import KIND_WORDS
from approvals.selectors.open_case import OpenCase, route_of


@dataclass(frozen=True, slots=True)
class RoomShown:
    """A stage to which somebody may be added."""

    stage: str
    name: str
    left: int


def rooms_in(case: OpenCase, task: str) -> list[RoomShown]:
    """Of one open task; the lock decides."""
    opened = case.state.tasks.get(task)
    if opened is None:
        return []
    node, matter = case.machine.user_node(opened.node), matter_of(case.machine.program, case.state, task)
    rooms = room_for_more(node, route_of(opened.route), matter, str(case.reader))
    return [RoomShown(room.stage, KIND_WORDS[room.stage].in_language(case.language), room.left) for room in rooms]


def task_with_room(case: OpenCase) -> str:
    """Id of the open task to whose route the reader may add people now; empty when there is none."""
    return next((task for task in case.state.tasks if rooms_in(case, task)), "")
