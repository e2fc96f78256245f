"""引上げ: somebody further up takes an open task before those below him have acted; they look later."""

from datetime import datetime
from uuid import UUID

from workflow.engine.commands import ProgressUserTask
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.stage_clocks import stage_deadlines
from workflow.engine.world import LiveWorld
from workflow.errors import TaskNotFound
from workflow.models import UserTask
from workflow.ports import CaseFacts, ports
from workflow.services.complete_user_task import GONE
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.reason import reason_refused
from workflow.services.request import NO_KEY, CommandKey, Prepared


def pull_up_task(*, task: UUID, person: UUID, reason: str, now: datetime, key: CommandKey = NO_KEY) -> Outcome:
    """Take it up. Refused when the definition or the person's place does not allow it, TooLate when the task is gone.

    Raises TaskNotFound, CommandKeyReused.
    """
    case = UserTask.objects.filter(uuid=task).values_list("case_id", flat=True).first()
    if case is None:
        raise TaskNotFound(task)
    if (refused := reason_refused(reason)) is not None:
        return refused

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        opened = facts.state.tasks.get(str(task))
        if opened is None:
            return GONE
        world = LiveWorld(now, ports().calendar())
        deadlines = stage_deadlines(machine, facts.state, machine.user_node(opened.node), world)
        found = ports().people.pull_up(facts, str(task), str(person), deadlines)
        if isinstance(found, Objection):
            return Refused((found,))
        command = ProgressUserTask(
            task=str(task), route=found.route, actor=found.actor, act="pull_up", comment=reason, stage=found.stage
        )
        return Prepared(command=command, writes=found.writes)

    return dispatch(case=case, prepare=prepare, now=now, key=key)
