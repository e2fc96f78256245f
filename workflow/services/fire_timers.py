"""Waking cases whose instants have come."""

from datetime import datetime

from workflow.engine.commands import FireTimer
from workflow.engine.machine import Machine
from workflow.engine.outcome import TooLate
from workflow.models import Timer
from workflow.ports import CaseFacts
from workflow.services.dispatch import dispatch
from workflow.services.request import Prepared


def fire_due_timers(*, now: datetime, limit: int = 200) -> int:
    """Fire timers that are due, the oldest first; returns how many were looked at.

    Due ids are read without locks; dispatch locks the case and looks again, so whoever was faster wins.
    """
    due = Timer.objects.filter(due_at__lte=now).order_by("due_at").values_list("id", "case_id", "timer")[:limit]
    rows = list(due)
    for row, case, timer in rows:
        command = FireTimer(timer=timer)

        def prepare(facts: CaseFacts, machine: Machine, command: FireTimer = command) -> Prepared:
            return Prepared(command=command)

        if isinstance(dispatch(case=case, prepare=prepare, now=now), TooLate):
            Timer.objects.filter(id=row, due_at__lte=now).delete()
    return len(rows)
