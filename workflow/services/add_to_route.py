"""追加: the drafter puts somebody more on the route of an open 回議, within the limits of its definition."""

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


def add_to_route(
    *, task: UUID, person: UUID, to: UUID, stage: str, reason: str, now: datetime, key: CommandKey = NO_KEY
) -> Outcome:
    """Add one person at a stage. Refused when limits or people do not allow it, TooLate when the task is gone.

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
        found = ports().people.add(facts, str(task), str(person), str(to), stage, deadlines)
        if isinstance(found, Objection):
            return Refused((found,))
        command = ProgressUserTask(
            task=str(task),
            route=found.route,
            actor=found.actor,
            act="add",
            to=str(to),
            comment=reason,
            stage=found.stage,
        )
        return Prepared(command=command, writes=found.writes)

    return dispatch(case=case, prepare=prepare, now=now, key=key)
