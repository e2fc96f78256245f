"""保留: a person keeps an open task to himself, or lets it go again. Timers run on."""

from datetime import datetime
from uuid import UUID

from workflow.engine.commands import ProgressUserTask
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.ports import CaseFacts, ports
from workflow.services.complete_user_task import GONE
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.locked_case import CaseOfTask
from workflow.services.request import NO_KEY, CommandKey, Prepared


def hold_user_task(*, task: UUID, person: UUID, keep: bool, now: datetime, key: CommandKey = NO_KEY) -> Outcome:
    """Put the hold on, or let go. Refused when it is not this person's to do, TooLate when the task is gone.

    Raises TaskNotFound, CommandKeyReused.
    """

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        if str(task) not in facts.state.tasks:
            return GONE
        held = ports().people.hold(facts, str(task), str(person), keep)
        if isinstance(held, Objection):
            return Refused((held,))
        command = ProgressUserTask(task=str(task), route=held.route, actor=held.actor, act="hold" if keep else "let_go")
        return Prepared(command=command, writes=held.writes)

    return dispatch(case=CaseOfTask(task), prepare=prepare, now=now, key=key)
