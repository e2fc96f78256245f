"""A case in which eight things may happen at one moment, and who does them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID

from approvals.selectors.organisation import organisation_in_force
from tests.support.ward import EXAMINERS, MONDAY, Cast
from workflow.engine.invariants import violations
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.state import CaseState
from workflow.models import Case, JournalEntry, Timer, UserTask
from workflow.selectors.journal import check_case
from workflow.selectors.programs import machine_of
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.fire_timers import DueTimer, fire_timer
from workflow.services.pull_back import pull_back
from workflow.services.receive_message import receive_message
from workflow.services.start_case import start_case
from workflow.services.withdraw_case import withdraw_case

PROCEDURE = """書式: 1
手続: 競合の試し
id: contest
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字}
連携先:
  職員証発行.完了: {受ける: [受付番号]}
手順:
  - {申請: 申請, 担当: 申請者}
  - 並行: 手分け
    枝:
      - 名前: 甲
        手順:
          - {確認: 下見, 担当: 人事課人事係, 期限: 9営業日}
          - 承認: 甲の承認
            担当: 人事課人事係
            差戻し先: [下見]
            期限: 1営業日
            期限切れ: {そのとき: 引き取る, 手順: [{進む: 甲の記録}]}
          - {入力: 甲の記録, 担当: 人事課人事係, 期限: 9営業日}
      - 名前: 乙
        手順:
          - {確認: 乙の確認, 担当: 人事課人事係, 期限: 9営業日}
      - 名前: 丙
        手順:
          - 待機: 知らせ待ち
            知らせ: 職員証発行.完了
            期限: 20営業日
            期限切れ: {そのとき: 引き取る, 手順: [{進む: 丙の記録}]}
          - {入力: 丙の記録, 担当: 人事課人事係, 期限: 9営業日}
  - {確認: 仕上げ, 担当: 人事課, 期限: 1営業日}
  - 終了: 済み
取下げ: {できる人: 申請者, いつまで: 仕上げ}
"""
LATER = MONDAY + timedelta(days=3)
"""甲の承認 is overdue then."""
_messages = count()


@dataclass(frozen=True, slots=True)
class Contest:
    """One case at the moment everybody acts."""

    case: UUID
    number: str
    applicant: UUID
    examiners: tuple[UUID, ...]
    approval: UUID
    """The task 甲の承認."""
    other: UUID
    """The task 乙の確認."""
    due: DueTimer
    """The deadline of the approval, as the sweep found it before anybody acted."""

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Each of the eight, by its name."""
        first, second, third, fourth = self.examiners[:4]

        def give(task: UUID, person: UUID, verdict: str) -> object:
            return complete_user_task(task=task, person=person, verdict=verdict, now=LATER, comment="理由")

        def timer() -> object:
            fire_timer(due=self.due, now=LATER)
            return "fired"

        def message() -> object:
            id_ = f"m{next(_messages)}"
            return receive_message(
                sender="職員証発行",
                message_id=id_,
                name="職員証発行.完了",
                key=self.number,
                data={"受付番号": "1"},
                now=LATER,
            )

        return {
            "approve": lambda: give(self.approval, first, "approve"),
            "second_approve": lambda: give(self.approval, second, "approve"),
            "send_back": lambda: give(self.approval, third, "send_back"),
            "pull_back": lambda: pull_back(case=self.case, person=fourth, now=LATER),
            "withdraw": lambda: withdraw_case(case=self.case, person=self.applicant, now=LATER),
            "timer": timer,
            "message": message,
            "branch": lambda: give(self.other, first, "checked"),
        }


def a_contest(people: Cast) -> Contest:
    """A new case: 甲の承認 is open and overdue, 下見 can be taken back, 乙の確認 is open, 丙 waits for a message."""
    outcome = start_case(
        procedure="contest", applicant=people.applicant, person=people.applicant, answers={}, now=MONDAY
    )
    assert isinstance(outcome, Done), outcome
    case = UUID(outcome.result["case"])
    seats = organisation_in_force().members(EXAMINERS, MONDAY.date())
    examiners = tuple(sorted({UUID(seat.person) for seat in seats}))
    looked = complete_user_task(
        task=_task(case, "下見"), person=examiners[3], verdict="checked", now=MONDAY + timedelta(hours=1)
    )
    assert isinstance(looked, Done), looked
    row, timer = Timer.objects.filter(case=case, due_at__lte=LATER).values_list("id", "timer").get()
    return Contest(
        case=case,
        number=outcome.result["number"],
        applicant=people.applicant,
        examiners=examiners,
        approval=_task(case, "甲の承認"),
        other=_task(case, "乙の確認"),
        due=DueTimer(row, case, timer),
    )


def _task(case: UUID, step: str) -> UUID:
    return UserTask.objects.get(case=case, step=step, status="open").uuid


def ending_of(contest: Contest, outcomes: list[object]) -> tuple[object, ...]:
    """What a pair of acts came to, without ids and times: to be compared with what comes of one after the other."""
    case = Case.objects.get(uuid=contest.case)
    state = CaseState.from_bytes(_json(case))
    nodes = machine_of(case.program_hash).program.by_id
    return (
        tuple(_told(outcome) for outcome in outcomes),
        (state.status, state.outcome, state.round, len(state.recalls)),
        tuple(sorted(nodes[token.node].step for token in state.tokens.values())),
        tuple(sorted((passed.node, passed.verdict, passed.actor.person, passed.void) for passed in state.passed)),
        tuple(sorted(_events(case))),
    )


def wrongs_of(contest: Contest, outcomes: list[object]) -> list[str]:
    """Everything that is not as it has to be after two acts at once."""
    case = Case.objects.get(uuid=contest.case)
    wrong = [f"raised {outcome!r}" for outcome in outcomes if isinstance(outcome, BaseException)]
    wrong += [str(finding) for finding in check_case(case)]
    wrong += violations(machine_of(case.program_hash).program, CaseState.from_bytes(_json(case)))
    entries = JournalEntry.objects.filter(stream=str(case.uuid)).count()
    done = sum(isinstance(outcome, Done) for outcome in outcomes)
    if entries < 2 + done:
        wrong.append(f"{done} acts were done but {entries} entries are in the journal")
    for outcome in outcomes:
        if isinstance(outcome, TooLate) and not outcome.reason.ja:
            wrong.append("somebody is not told why nothing happened")
        if isinstance(outcome, Refused) and not all(each.message.ja for each in outcome.objections):
            wrong.append("somebody is not told what stands against it")
    return wrong


def _events(case: Case) -> list[str]:
    """What happened. A machine that was too late by a moment is told so in the journal; one that comes later is not."""
    entries = JournalEntry.objects.filter(stream=str(case.uuid)).exclude(event="too_late")
    return list(entries.values_list("event", flat=True))


def _told(outcome: object) -> str:
    return outcome if isinstance(outcome, str) else type(outcome).__name__


def _json(case: Case) -> str:
    return json.dumps(case.state)
