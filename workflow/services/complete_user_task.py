"""A person acts on an open task: checks, verdicts, decisions, send-backs all come here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from workflow.engine.state import CaseState, Json, OpenTask
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
    act = _Act(
        task=task, person=person, verdict=verdict, sent=sent, now=now, shown=shown, writes=writes, calls_wait=calls_wait
    )
    send = partial(dispatch, case=CaseOfTask(task), now=now, key=key, shown_revision=shown_revision)
    try:
        return send(prepare=act.prepare)
    except _AskFirst as first:
        return send(prepare=act.after_asking(first.machine, first.state).prepare)


class _AskFirst(Exception):
    """The case was locked, and let go again: its form has items for which systems have to be asked."""

    def __init__(self, machine: Machine, state: CaseState) -> None:
        super().__init__()
        self.machine = machine
        self.state = state


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """What the person asks for, until the lock tells on what."""

    task: UUID
    person: UUID
    verdict: str
    sent: Sent
    now: datetime
    shown: str
    writes: tuple[Write, ...]
    calls_wait: timedelta

    @property
    def _world(self) -> LiveWorld:
        return LiveWorld(self.now, ports().calendar())

    def prepare(self, facts: CaseFacts, machine: Machine) -> Prepared | TooLate | Refused:
        """The command for the case as it stands. Raises _AskFirst."""
        if machine.form.asking and self.sent.ask is None:
            raise _AskFirst(machine, facts.state)
        open_task = facts.state.tasks.get(str(self.task))
        if open_task is None:
            return GONE
        world = self._world
        settled = self._settled(facts, machine, open_task, world)
        if isinstance(settled, Objection):
            return Refused((settled,))
        if not settled.complete:
            silent = lacks_reason(machine.button(open_task.node, self.verdict), self.sent.comment)
            return silent or self._progress(settled)
        return self._complete(facts, machine, open_task, settled, world)

    def _settled(
        self, facts: CaseFacts, machine: Machine, open_task: OpenTask, world: LiveWorld
    ) -> Settled | Objection:
        """What the act does to the route: who this person is here, and whether the step is done by it."""
        node = machine.user_node(open_task.node)
        return ports().people.settle(
            facts,
            node,
            str(self.task),
            str(self.person),
            self.verdict,
            to=self.sent.send_back_to,
            deadlines=stage_deadlines(machine, facts.state, node, world),
            no_later_view=need_not_look_later(machine, facts.state, open_task, world),
        )

    def _complete(
        self, facts: CaseFacts, machine: Machine, open_task: OpenTask, settled: Settled, world: LiveWorld
    ) -> Prepared | Refused:
        """An act that finishes the step."""
        command = admit_act(
            machine,
            facts.state,
            open_task,
            verdict=settled.verdict or self.verdict,
            actor=settled.actor,
            sent=replace(self.sent, send_back_to=settled.to) if settled.verdict else self.sent,
            world=world,
            route=settled.route,
        )
        if isinstance(command, Refused):
            return command
        return Prepared(
            command=structs.replace(command, later_view_waived=settled.later_view_waived),
            writes=(*settled.writes, *self.writes),
            shown=self.shown,
            calls_wait=self.calls_wait,
        )

    def _progress(self, settled: Settled) -> Prepared:
        """An act that does not finish the step."""
        command = ProgressUserTask(
            task=str(self.task),
            route=settled.route,
            actor=settled.actor,
            comment=self.sent.comment,
            reason_kind=self.sent.reason_kind if self.verdict == "send_back" else "",
            verdict=self.verdict,
            stage=settled.stage,
            find_again=settled.find_again,
        )
        return Prepared(command=command, writes=(*settled.writes, *self.writes), shown=self.shown)

    def after_asking(self, machine: Machine, state: CaseState) -> "_Act":
        """The same, with what systems say for the case as it was just now: under the lock nobody asks."""
        looking, open_task = Looking(now=self.now, submitting=True), state.tasks.get(str(self.task))
        button = machine.button(open_task.node, self.verdict) if open_task else None
        goes_on = button is not None and button.leads in ("next", "jump")
        if open_task and goes_on and str(self.person) in ports().people.assignees(open_task.route):
            check(machine, state, machine.user_node(open_task.node), replace(self.sent, ask=looking.ask), self._world)
        return replace(self, sent=replace(self.sent, ask=looking.remembered))
