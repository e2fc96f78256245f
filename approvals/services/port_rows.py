"""Rows that approvals has dispatch write: inbox entries, readers, later views."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from approvals.routing.matter import office_of
from approvals.routing.route import Route, Seat
from forms.tokyo_time import TOKYO
from workflow.engine.effects import Show
from workflow.engine.nodes import UserNode
from workflow.engine.state import Actor
from workflow.ports import CaseFacts, Insert, Update

INBOX, READERS, LATER = "approvals_inbox_entry", "approvals_case_reader", "approvals_later_view"


def day_of(now: datetime) -> date:
    """The day in Japan."""
    return now.astimezone(TOKYO).date()


def actor_of(seat: Seat) -> Actor:
    """Whoever acts from a seat."""
    return Actor(
        person=seat.person,
        unit=seat.unit,
        post=seat.post,
        capacity=seat.capacity.value,
        principal=seat.principal,
    )


def inbox_rows(case: CaseFacts, node: UserNode, task: str, route: Route) -> Insert:
    """An entry for everybody who may act now; at the stages of a 回議 each with the time of his own stage."""
    opened = case.state.tasks[task]
    stages = {stage.place: stage for stage in route.stages}

    def entry(seat: Seat) -> dict[str, object]:
        stage = stages.get(seat.stage)
        held = route.held_by and (route.held_by == seat.person or seat.stage == route.holders_stage)
        return {
            "person": UUID(seat.person),
            "task_id": UUID(task),
            "case_id": UUID(case.state.case),
            "procedure": case.program.key,
            "node": node.id,
            "step": node.step,
            "unit": seat.unit,
            "post": seat.post,
            "arrived_at": (stage.opened_at if stage else None) or opened.opened_at,
            "due_at": stage.due_at if stage else opened.due_at,
            "kind": stage.kind if stage else node.kind,
            "capacity": seat.capacity.value,
            "principal": UUID(seat.principal) if seat.principal else None,
            "held_by": UUID(route.held_by) if held else None,
        }

    return Insert(INBOX, tuple(entry(seat) for seat in {seat.person: seat for seat in reversed(route.seats)}.values()))


def reader_rows(case: CaseFacts, people: list[str]) -> Insert:
    """The right to read, once per case: the parties, the office in charge, and these people."""
    parties = case.parties
    subjects = dict.fromkeys([parties.applicant, parties.drafter, parties.typist, *_office_subject(case), *people])
    rows = tuple({"case_id": UUID(case.state.case), "subject": subject} for subject in subjects if subject)
    return Insert(READERS, rows, on_conflict_nothing=True)


def _office_subject(case: CaseFacts) -> Iterator[str]:
    office = office_of(case.program)
    if office:
        yield f"unit:{office}"


def later_view_rows(case: CaseFacts, node: UserNode, seats: tuple[Seat, ...], reason: str) -> Insert:
    """Obligations to look later (後閲)."""
    rows = tuple(_look(case, node.step, seat.person, seat.unit, seat.post, reason) for seat in seats)
    return Insert(LATER, rows, on_conflict_nothing=True)


def shown_rows(case: CaseFacts, shown: Show, people: list[tuple[str, str, str]]) -> Insert:
    """A case that is put before people (供覧): person, unit and post of each."""
    rows = tuple(_look(case, shown.step, *place, "shown", shown.due_at) for place in people)
    return Insert(LATER, rows, on_conflict_nothing=True)


def _look(
    case: CaseFacts, step: str, person: str, unit: str, post: str, reason: str, due_at: datetime | None = None
) -> dict[str, object]:
    return {
        "case_id": UUID(case.state.case),
        "person": UUID(person),
        "step": step,
        "unit": unit,
        "post": post,
        "reason": reason,
        "created_at": case.now,
        "due_at": due_at,
        "seen_at": None,
    }


def stands_at(case: CaseFacts, task: str) -> Update:
    """The step of open work, as the version that the case goes by now calls it."""
    node = case.program.by_id[case.state.tasks[task].node]
    assert isinstance(node, UserNode)
    return Update(INBOX, "task_id", UUID(task), {"node": node.id, "step": node.step})


def kept_by(task: str, person: str) -> Update:
    """A hold that is put on or let go."""
    return Update(INBOX, "task_id", UUID(task), {"held_by": UUID(person) if person else None})
