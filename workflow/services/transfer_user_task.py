"""振替: a person hands an open task to somebody else for good. Timers run on."""

from datetime import datetime
from uuid import UUID

from workflow.engine.commands import ProgressUserTask
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.errors import TaskNotFound
from workflow.models import UserTask
from workflow.ports import CaseFacts, ports
from workflow.services.complete_user_task import GONE
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.reason import reason_refused
from workflow.services.request import NO_KEY, CommandKey, Prepared


def transfer_user_task(
    *, task: UUID, person: UUID, to: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Hand it on. Refused when it is not this person's to do or not the other's to have, TooLate when it is gone.

    Raises TaskNotFound, CommandKeyReused.
    """
    case = UserTask.objects.filter(uuid=task).values_list("case_id", flat=True).first()
    if case is None:
        raise TaskNotFound(task)
    if (refused := reason_refused(reason)) is not None:
        return refused

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        if str(task) not in facts.state.tasks:
            return GONE
        found = ports().people.transfer(facts, str(task), str(person), str(to))
        if isinstance(found, Objection):
            return Refused((found,))
        command = ProgressUserTask(
            task=str(task), route=found.route, actor=found.actor, act="transfer", to=str(to), comment=reason
        )
        return Prepared(command=command, writes=found.writes)

    return dispatch(case=case, prepare=prepare, now=now, key=key)
