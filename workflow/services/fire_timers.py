"""Waking cases whose instants have come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from workflow.engine.commands import FireTimer
from workflow.engine.machine import Machine
from workflow.engine.outcome import TooLate
from workflow.models import Timer
from workflow.ports import CaseFacts
from workflow.services.dispatch import dispatch
from workflow.services.request import Prepared


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer that was due when it was looked at."""

    row: int
    case: UUID
    timer: str


def due_timers(*, now: datetime, limit: int = 200) -> Iterator[DueTimer]:
    """Timers that are due, the oldest first, read without locks."""
    rows = Timer.objects.filter(due_at__lte=now).order_by("due_at", "id").values_list("id", "case_id", "timer")
    yield from (DueTimer(*row) for row in rows[:limit])


def fire_timer(*, due: DueTimer, now: datetime) -> None:
    """Fire one timer; dispatch locks the case and looks again, so whoever was faster wins. Raises CaseNotFound."""
    command = FireTimer(timer=due.timer)

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared:
        return Prepared(command=command)

    if isinstance(dispatch(case=due.case, prepare=prepare, now=now), TooLate):
        Timer.objects.filter(id=due.row, due_at__lte=now).delete()
