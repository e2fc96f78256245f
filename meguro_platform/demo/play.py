"""Playing one case of the demo ward through the one door, with a clock of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from meguro_platform.selectors.open_work import awaited_message, next_timer, open_task, stored_case
from workflow.engine.commands import FireTimer
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.ports import CaseFacts, ports
from workflow.selectors.programs import machine_of
from workflow.services.claim_effects import ClaimedEffect, claim_effects
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, dispatch
from workflow.services.receive_message import receive_message
from workflow.services.request import Prepared
from workflow.services.settle_effect import Answered, Failed, settle_effect
from workflow.services.start_case import start_case
from workflow.services.withdraw_case import withdraw_case

_LEASE = timedelta(minutes=1)
_VERDICTS = {
    "apply": "submit",
    "examine": "no_objection",
    "verify": "proper",
    "decide": "decide",
    "approve": "approve",
    "check": "checked",
    "input": "done",
}
"""What people say when nothing else is scripted, by kind of step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """How one case goes."""

    procedure: str
    applicant: UUID
    answers: Mapping[str, Any]
    begins: datetime
    pace: timedelta
    """Between one act and the next."""
    until: str = ""
    """Name of the step at which it waits today; empty: it is played to its end."""
    verdicts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Verdict and comment at a step, once; after that the usual one."""
    written: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Answers written at a step."""
    failing: frozenset[str] = frozenset()
    """Operations that never succeed in this case."""
    withdrawn: bool = False
    """The applicant withdraws it where it would wait."""


class Player:
    """Plays a case act by act; every act takes its time."""

    def __init__(self, play: Play, present: datetime) -> None:
        self._play = play
        self._now = play.begins
        self._present = present
        self._scripted = dict(play.verdicts)
        self._case = UUID(int=0)

    def run(self) -> None:
        """Play to the end, or to where the case waits today. Raises AssertionError when an act is refused."""
        play = self._play
        outcome = start_case(
            procedure=play.procedure,
            applicant=play.applicant,
            person=play.applicant,
            answers=play.answers,
            now=self._now,
            warnings_accepted=True,
        )
        assert isinstance(outcome, Done), outcome
        self._case = UUID(outcome.result["case"])
        while self._step():
            pass
        self._let_time_pass(self._present)

    def _step(self) -> bool:
        """Whatever comes next; False when the case is over or waits where it shall."""
        self._later()
        if self._deliver():
            return True
        task = open_task(self._case)
        if task is None:
            return self._hear()
        if task.step == self._play.until and task.step not in self._scripted:
            if self._play.withdrawn:
                withdraw_case(case=self._case, person=self._play.applicant, now=self._now, comment="事情が変わったため")
            return False
        self._act(task.step, task.node, task.uuid)
        return True

    def _later(self) -> None:
        """The clock moves on, but not past today."""
        then = min(self._now + self._play.pace, self._present)
        self._let_time_pass(then)
        self._now = then

    def _let_time_pass(self, until: datetime) -> None:
        """Fire the case's timers that come due by then, each at its own instant."""
        for _ in range(100):
            timer = next_timer(self._case, until)
            if timer is None:
                return
            command = FireTimer(timer=timer.timer)

            def prepare(facts: CaseFacts, machine: Machine, command: FireTimer = command) -> Prepared:
                return Prepared(command=command)

            dispatch(case=self._case, prepare=prepare, now=max(timer.due_at, self._now))

    def _deliver(self) -> bool:
        """Let the connected systems answer what the case asked of them."""
        calls = claim_effects(worker="demo", limit=20, now=self._now, lease=_LEASE)
        for call in calls:
            outcome: Answered | Failed
            if call.operation in self._play.failing:
                outcome = Failed(detail=f"{call.target}が 503 を返しました(5 回試しました)。")
            else:
                outcome = Answered(_answer(call))
            settle_effect(effect=call, outcome=outcome, now=self._now)
        return bool(calls)

    def _hear(self) -> bool:
        """Let a system tell what the case waits for; False when it waits for nothing of the kind."""
        waiting = awaited_message(self._case)
        if waiting is None or waiting.name == self._play.until:
            return False
        receive_message(
            sender=waiting.name.partition(".")[0],
            message_id=f"demo {self._case} {waiting.subscription}",
            name=waiting.name,
            key=waiting.key,
            data={},
            now=self._now,
        )
        return True

    def _act(self, step: str, node_id: str, task: UUID) -> None:
        case = stored_case(self._case)
        node = machine_of(case.program_hash).program.by_id[node_id]
        assert isinstance(node, UserNode)
        verdict, comment = self._scripted.pop(step, (_VERDICTS[node.kind], ""))
        person = ports().people.assignees(case.state["tasks"][str(task)]["route"])[0]
        outcome = complete_user_task(
            task=task,
            person=UUID(person),
            verdict=verdict,
            comment=comment,
            answers=self._play.written.get(step, {}),
            now=self._now,
            warnings_accepted=True,
        )
        assert isinstance(outcome, Done), outcome


def _answer(call: ClaimedEffect) -> dict[str, str]:
    """What the stand-in systems would answer."""
    if not call.receive:
        return {}
    number = str(call.case)[:8].upper()
    return {name: f"{number}-2" if name == "職員証番号" else f"R-{number}" for name in call.receive}
