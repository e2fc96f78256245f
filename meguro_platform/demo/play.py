"""Playing one case of the demo ward through the one door, with a clock of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from meguro_platform.selectors.open_work import stored_state
from workflow.engine.commands import FireTimer
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.state import CaseState, OpenTask, Subscription
from workflow.ports import CaseFacts, ports
from workflow.selectors.due_effects import due_targets
from workflow.selectors.programs import machine_of
from workflow.services.claim_effects import Allowance, ClaimedEffect, claim_effects
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
    "draft": "submit",
    "receive": "receive",
    "assent": "no_objection",
    "examine": "no_objection",
    "verify": "proper",
    "consult": "agree",
    "decide": "decide",
    "approve": "approve",
    "check": "checked",
    "input": "done",
    "enforce": "enforced",
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
        state = stored_state(self._case)
        if any(record.status == "pending" for record in state.calls.values()):
            self._deliver()
        elif state.tasks:
            return self._work(state, next(iter(state.tasks.values())))
        elif state.subscriptions:
            return self._hear(next(iter(state.subscriptions.values())))
        else:
            return False
        return True

    def _work(self, state: CaseState, task: OpenTask) -> bool:
        node = machine_of(state.program).user_node(task.node)
        if node.step == self._play.until and node.step not in self._scripted:
            if self._play.withdrawn:
                withdraw_case(case=self._case, person=self._play.applicant, now=self._now, comment="事情が変わったため")
            return False
        self._act(node, task)
        return True

    def _later(self) -> None:
        """The clock moves on, but not past today. Nobody dawdles, so no timer comes due on the way."""
        self._now = min(self._now + self._play.pace, self._present)

    def _let_time_pass(self, until: datetime) -> None:
        """Fire the case's timers that come due by then, each at its own instant."""
        while timers := [timer for timer in stored_state(self._case).timers.values() if timer.due_at <= until]:
            first = min(timers, key=lambda timer: timer.due_at)
            command = FireTimer(timer=first.id)

            def prepare(facts: CaseFacts, machine: Machine, command: FireTimer = command) -> Prepared:
                return Prepared(command=command)

            dispatch(case=self._case, prepare=prepare, now=max(first.due_at, self._now))

    def _deliver(self) -> None:
        """Let the connected systems answer what the case asked of them."""
        for call in claim_effects(worker="demo", allowances=self._everything_due(), limit=20, lease=_LEASE):
            outcome: Answered | Failed
            if call.operation in self._play.failing:
                outcome = Failed(detail=f"{call.target}が 503 を返しました(5 回試しました)。")
            else:
                outcome = Answered(_answer(call))
            settle_effect(effect=call, outcome=outcome, now=self._now)

    def _everything_due(self) -> list[Allowance]:
        return [Allowance(target=target, room=20, at_once=20) for target in due_targets()]

    def _hear(self, waiting: Subscription) -> bool:
        """Let a system tell what the case waits for; False when it shall wait for that today."""
        if waiting.name == self._play.until:
            return False
        receive_message(
            sender=waiting.name.partition(".")[0],
            message_id=f"demo {self._case} {waiting.id}",
            name=waiting.name,
            key=waiting.key,
            data={},
            now=self._now,
        )
        return True

    def _act(self, node: UserNode, task: OpenTask) -> None:
        kind = task.stage.partition(" ")[0] or node.kind
        verdict, comment = self._scripted.pop(node.step, (_VERDICTS[kind], ""))
        outcome = complete_user_task(
            task=UUID(task.id),
            person=UUID(ports().people.assignees(task.route)[0]),
            verdict=verdict,
            comment=comment,
            answers=self._play.written.get(node.step, {}),
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
