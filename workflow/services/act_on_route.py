"""Acts that change who has an open task and settle nothing: 引上げ, 振替, 追加, 後閲 as the drafter says."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from workflow.engine.commands import ProgressUserTask
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.stage_clocks import stage_deadlines
from workflow.engine.world import LiveWorld
from workflow.ports import CaseFacts, Settled, ports
from workflow.services.complete_user_task import GONE
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.locked_case import CaseOfTask
from workflow.services.reason import reason_refused
from workflow.services.request import CommandKey, Prepared

Deadlines = Mapping[str, datetime]
Ask = Callable[[CaseFacts, Deadlines], Settled | Objection]
"""Asks the organisation under the lock whether this may be, and for the route when it is."""


def act_on_route(
    *,
    act: Literal["add", "take_off", "pass_over", "pull_up", "transfer"],
    ask: Ask,
    task: UUID,
    to: UUID | None = None,
    reason: str,
    now: datetime,
    key: CommandKey,
) -> Outcome:
    """Refused for a reason that cannot be kept and as `ask` says, TooLate when the task is gone.

    Raises TaskNotFound, CommandKeyReused.
    """
    if (refused := reason_refused(reason)) is not None:
        return refused

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        opened = facts.state.tasks.get(str(task))
        if opened is None:
            return GONE
        world = LiveWorld(now, ports().calendar())
        found = ask(facts, stage_deadlines(machine, facts.state, machine.user_node(opened.node), world))
        if isinstance(found, Objection):
            return Refused((found,))
        command = ProgressUserTask(
            task=str(task),
            route=found.route,
            actor=found.actor,
            act=act,
            to=str(to) if to else "",
            comment=reason,
            stage=found.stage,
        )
        return Prepared(command=command, writes=found.writes)

    return dispatch(case=CaseOfTask(task), prepare=prepare, now=now, key=key)
