"""Whether the reader of a case may put more people on its route, whom he may take off again, who may look later."""

from dataclasses import dataclass

from approvals.routing.additions import may_be_taken_off, room_for_more
from approvals.routing.matter import matter_of
from approvals.routing.merge import KIND_WORDS
from approvals.routing.pass_over import may_be_passed_over
from approvals.routing.route import route_of
from approvals.selectors.open_case import OpenCase


@dataclass(frozen=True, slots=True)
class RoomShown:
    """A stage to which somebody may be added."""

    stage: str
    name: str
    left: int


@dataclass(frozen=True, slots=True)
class AddedShown:
    """Somebody who was added and may be taken off again."""

    person: str
    name: str
    stage: str


def rooms_in(case: OpenCase, task: str) -> list[RoomShown]:
    """Of one open task; the lock decides."""
    opened = case.state.tasks.get(task)
    if opened is None:
        return []
    node, matter = case.machine.user_node(opened.node), matter_of(case.machine.program, case.state, task)
    rooms = room_for_more(node, route_of(opened.route), matter, str(case.reader))
    return [
        RoomShown(room.stage, case.says(KIND_WORDS[room.stage]).in_language(case.language), room.left) for room in rooms
    ]


def added_in(case: OpenCase, task: str) -> list[AddedShown]:
    """Whom the reader may take off the route of one open task; the lock decides."""
    opened = case.state.tasks.get(task)
    if opened is None:
        return []
    matter = matter_of(case.machine.program, case.state, task)
    return [
        AddedShown(
            added.person, case.people.name(added.person), case.says(KIND_WORDS[added.stage]).in_language(case.language)
        )
        for added in may_be_taken_off(route_of(opened.route), matter, str(case.reader))
    ]


def examiners_in(case: OpenCase, task: str) -> list[AddedShown]:
    """Who need not be waited for at one open task, if the reader says so, and looks later; the lock decides."""
    opened = case.state.tasks.get(task)
    if opened is None:
        return []
    node, matter = case.machine.user_node(opened.node), matter_of(case.machine.program, case.state, task)
    seats = may_be_passed_over(node, route_of(opened.route), matter, str(case.reader))
    return [AddedShown(seat.person, case.people.name(seat.person), seat.post) for seat in seats]


def task_with_room(case: OpenCase) -> str:
    """Id of the open task whose route the reader may change by people now; empty when there is none."""
    ways = (rooms_in, added_in, examiners_in)
    return next((task for task in case.state.tasks if any(way(case, task) for way in ways)), "")
