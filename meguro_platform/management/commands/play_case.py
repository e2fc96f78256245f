"""manage.py play_case: an employee loses the ID card, and the case runs to its end through the running platform."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from approvals.selectors.organisation import organisation_in_force
from meguro_platform.demo.script import LOST
from meguro_platform.models.user import User
from meguro_platform.selectors.open_work import call_status, open_task
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Refused, TooLate
from workflow.models import Case
from workflow.ports import ports
from workflow.selectors.journal import check_case
from workflow.selectors.programs import machine_of
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Outcome
from workflow.services.start_case import start_case

_PATIENCE = 30.0
"""Seconds to wait for workers and systems before the story is given up."""
_LOOK_EVERY = 0.1
_APPLICANTS_UNIT = "07030400"

_VERDICTS: dict[str, tuple[str, dict[str, Any]]] = {
    "check": ("checked", {}),
    "verify": ("proper", {"fee_decision": "不要"}),
    "decide": ("decide", {}),
    "input": ("done", {"handed_at": timezone.localdate().isoformat()}),
}
"""What each kind of step answers in this story."""


class Command(BaseCommand):
    help = "Plays the story of a lost ID card through web, workers and connected systems. Exit status 1 when it fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patience", type=float, default=_PATIENCE, help="seconds for each wait (30)")

    def handle(self, *args: Any, patience: float, **options: Any) -> None:
        self._patience = patience
        case = self._report_the_loss()
        self._wait(lambda: call_status(case, "入退室.証の停止") == "done", "入退室が旧証を止めるのを待っています")
        self._say("旧証は止まりました。まだ誰も承認していません")
        while self._work(case):
            pass
        ended = Case.objects.get(uuid=case)
        findings = check_case(ended)
        if ended.outcome != "交付済" or findings:
            raise CommandError(
                f"案件 {ended.number} は「{ended.outcome or ended.steps}」で止まりました。{findings or ''}"
            )
        self._say(f"完結「{ended.outcome}」。記録 {ended.journal_seq} 件は、はじめから検証できました")

    def _report_the_loss(self) -> UUID:
        now = timezone.now()
        organisation, today = organisation_in_force(), timezone.localdate()
        applicant = next(
            seat.person
            for seat in organisation.members(_APPLICANTS_UNIT, today)
            if seat.post is None and not organisation.is_absent(seat.person, today)
        )
        seen, noticed = (timezone.localtime(now - timedelta(hours=hours)).isoformat() for hours in (14, 1))
        answers = {**LOST, "last_seen_at": seen, "noticed_at": noticed}
        outcome = start_case(
            procedure="id-card-reissue", applicant=UUID(applicant), person=UUID(applicant), answers=answers, now=now
        )
        result = self._done(outcome)
        self._say(f"{_name(applicant)} が職員証の紛失を届け出ました(案件 {result['number']})")
        return UUID(result["case"])

    def _work(self, case: UUID) -> bool:
        """Wait until people have something to do, and let one of them do it; False when the case is over."""
        self._wait(lambda: _is_over(case) or open_task(case) is not None, "連携先の応答を待っています")
        task = open_task(case)
        if task is None:
            return False
        stored = Case.objects.get(uuid=case)
        node = machine_of(stored.program_hash).program.by_id[task.node]
        assert isinstance(node, UserNode)
        person = ports().people.assignees(stored.state["tasks"][str(task.uuid)]["route"])[0]
        verdict, answers = _VERDICTS[node.kind]
        self._done(
            complete_user_task(
                task=task.uuid, person=UUID(person), verdict=verdict, answers=answers, now=timezone.now()
            )
        )
        self._say(f"{task.step}: {_name(person)} が処理しました")
        return True

    def _done(self, outcome: Outcome) -> dict[str, Any]:
        if isinstance(outcome, Refused):
            raise CommandError("; ".join(objection.message.ja for objection in outcome.objections))
        if isinstance(outcome, TooLate):
            raise CommandError(outcome.reason.ja)
        return outcome.result

    def _wait(self, ready: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + self._patience
        while not ready():
            if time.monotonic() > until:
                raise CommandError(f"{what}が、{self._patience:.0f} 秒たっても進みません")
            time.sleep(_LOOK_EVERY)

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")
        self.stdout.flush()


def _is_over(case: UUID) -> bool:
    return bool(Case.objects.filter(uuid=case, status="ended").exists())


def _name(person: str) -> str:
    return str(User.objects.values_list("name", flat=True).get(uuid=person))
