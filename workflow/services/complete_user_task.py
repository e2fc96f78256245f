"""A person acts on an open task: checks, verdicts, decisions, send-backs all come here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from msgspec import structs

from forms.field_type import NO_FILES, Files
from forms.spec import Text
from workflow.engine.admit import Sent, admit_act, check, lacks_reason
from workflow.engine.commands import ProgressUserTask
from workflow.engine.later_view import need_not_look_later
from workflow.engine.machine import Machine
from workflow.engine.outcome import Objection, Refused, TooLate
from workflow.engine.stage_clocks import stage_deadlines
from workflow.engine.state import CaseState, Json
from workflow.engine.world import LiveWorld
from workflow.ports import CaseFacts, Settled, Write, ports
from workflow.services.dispatch import Outcome, dispatch
from workflow.services.locked_case import CaseOfTask
from workflow.services.look_up import Looking
from workflow.services.request import NO_KEY, CommandKey, Prepared

GONE = TooLate(
    Text(
        "この処理は、ほかの人が済ませたか、取り下げられたため、もう要りません。何も記録していません。",
        "Somebody else has dealt with this, or it was withdrawn. Nothing was recorded.",
    )
)


def complete_user_task(
    *,
    task: UUID,
    person: UUID,
    verdict: str,
    now: datetime,
    answers: Mapping[str, Json] | None = None,
    comment: str = "",
    reason_kind: str = "",
    send_back_to: str = "",
    resume: str = "",
    shown_revision: int | None = None,
    shown: str = "",
    files: Files = NO_FILES,
    warnings_accepted: bool = False,
    drop_hidden: bool = False,
    key: CommandKey = NO_KEY,
    writes: tuple[Write, ...] = (),
    calls_wait: timedelta = timedelta(),
) -> Outcome:
    """Give a verdict on a task, as whoever the routing says this person is here.

    Refused when the person may not act or an answer is wrong, TooLate when the task is gone.
    Raises TaskNotFound, CommandKeyReused.
    """
    sent = Sent(
        answers=answers or {},
        comment=comment,
        reason_kind=reason_kind,
        send_back_to=send_back_to,
        resume=resume,
        files=files,
        warnings_accepted=warnings_accepted,
        drop_hidden=drop_hidden,
    )

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        if machine.form.asking and sent.ask is None:
            raise _AskFirst(machine, facts.state)
        open_task = facts.state.tasks.get(str(task))
        if open_task is None:
            return GONE
        node = machine.user_node(open_task.node)
        world = LiveWorld(now, ports().calendar())
        deadlines = stage_deadlines(machine, facts.state, node, world)
        settled = ports().people.settle(
            facts,
            node,
            str(task),
            str(person),
            verdict,
            to=send_back_to,
            deadlines=deadlines,
            no_later_view=need_not_look_later(machine, facts.state, open_task, world),
        )
        if isinstance(settled, Objection):
            return Refused((settled,))
        if not settled.complete:
            silent = lacks_reason(machine.button(node.id, verdict), comment)
            return silent or progress(str(task), verdict, settled, sent, shown, writes)
        command = admit_act(
            machine,
            facts.state,
            open_task,
            verdict=settled.verdict or verdict,
            actor=settled.actor,
            sent=replace(sent, send_back_to=settled.to) if settled.verdict else sent,
            world=world,
            route=settled.route,
        )
        if isinstance(command, Refused):
            return command
        command = structs.replace(command, later_view_waived=settled.later_view_waived)
        return Prepared(command=command, writes=(*settled.writes, *writes), shown=shown, calls_wait=calls_wait)

    act = partial(dispatch, case=CaseOfTask(task), prepare=prepare, now=now, key=key, shown_revision=shown_revision)
    try:
        return act()
    except _AskFirst as first:
        sent = ask_before(first.machine, first.state, task, person, verdict, sent, now)
    return act()


class _AskFirst(Exception):
    """The case was locked, and let go again: its form has items for which systems have to be asked."""

    def __init__(self, machine: Machine, state: CaseState) -> None:
        super().__init__()
        self.machine = machine
        self.state = state


def ask_before(
    machine: Machine, state: CaseState, task: UUID, person: UUID, verdict: str, sent: Sent, now: datetime
) -> Sent:
    """Ask systems what items say that depend on this act, as the case was just now: under the lock nobody asks."""
    looking, open_task = Looking(now=now, submitting=True), state.tasks.get(str(task))
    button = machine.button(open_task.node, verdict) if open_task else None
    goes_on = button is not None and button.leads in ("next", "jump")
    if open_task and goes_on and str(person) in ports().people.assignees(open_task.route):
        world = LiveWorld(now, ports().calendar())
        check(machine, state, machine.user_node(open_task.node), replace(sent, ask=looking.ask), world)
    return replace(sent, ask=looking.remembered)


def progress(task: str, verdict: str, settled: Settled, sent: Sent, shown: str, writes: tuple[Write, ...]) -> Prepared:
    """An act that does not finish the step."""
    command = ProgressUserTask(
        task=task,
        route=settled.route,
        actor=settled.actor,
        comment=sent.comment,
        reason_kind=sent.reason_kind if verdict == "send_back" else "",
        verdict=verdict,
        stage=settled.stage,
        find_again=settled.find_again,
    )
    return Prepared(command=command, writes=(*settled.writes, *writes), shown=shown)
