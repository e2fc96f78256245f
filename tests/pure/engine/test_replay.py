"""The records of a case lead to its state, and to no other."""

from typing import Any

import pytest
from msgspec import structs

from tests.support.trial import APPLY, Trial
from workflow.engine.commands import CompleteUserTask
from workflow.engine.program import Program
from workflow.engine.record import CaseRecord
from workflow.engine.replay import Mismatch, replay
from workflow.engine.state import CaseState
from workflow.engine.values import Span

STORY = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
  - 承認: 承認
    担当: 人事課
    期限: 1営業日
    催促: 1時間ごと 最大2回
    編集項目: [件名]
  - 終了: 済み
"""


@pytest.fixture
def trial() -> Trial:
    """A case with a call, a reminder, a send-back and an approval."""
    trial = Trial.of(APPLY + STORY).submit(title="椅子")
    trial.answer(番号="7")
    trial.simulation.elapse(Span(90, "minutes"))
    trial.press("承認", "send_back")
    trial.press("申請", "submit")
    trial.press("承認", "approve", title="机")
    return trial


def replayed(trial: Trial, records: list[CaseRecord]) -> CaseState | Mismatch | None:
    return replay(trial.simulation.machine, enumerate(records, start=1))


def test_records_read_from_their_bytes_lead_to_the_state(trial: Trial) -> None:
    records = [CaseRecord.from_bytes(record.to_bytes()) for record in trial.simulation.records]

    assert replayed(trial, records) == trial.state


def test_a_program_read_from_its_bytes_leads_to_the_same_state(trial: Trial) -> None:
    program = Program.from_bytes(trial.program.to_bytes())

    again = Trial(program)

    assert program.hash == trial.program.hash
    assert replay(again.simulation.machine, enumerate(trial.simulation.records, start=1)) == trial.state


def changed(record: CaseRecord, **values: Any) -> CaseRecord:
    command = record.command
    assert isinstance(command, CompleteUserTask)
    return structs.replace(record, command=structs.replace(command, **values))


def test_a_verdict_that_was_changed_afterwards_is_found(trial: Trial) -> None:
    records = trial.simulation.records
    last = len(records)

    found = replayed(trial, [*records[:-1], changed(records[-1], verdict="reject")])

    assert found == Mismatch(last, "the command leads to another state than was recorded")


def test_a_verdict_that_never_was_possible_is_found(trial: Trial) -> None:
    records = trial.simulation.records

    found = replayed(trial, [*records[:-1], changed(records[-1], verdict="bribe")])

    assert found == Mismatch(len(records), "the command would be refused now")


def test_a_record_that_is_missing_is_found(trial: Trial) -> None:
    records = trial.simulation.records

    found = replayed(trial, [records[0], *records[2:]])

    assert isinstance(found, Mismatch)


def test_a_time_that_was_changed_afterwards_is_found(trial: Trial) -> None:
    first, second, *rest = trial.simulation.records

    found = replayed(trial, [first, structs.replace(second, now=trial.simulation.now), *rest])

    assert isinstance(found, Mismatch)


def test_a_command_that_came_too_late_is_passed_over(trial: Trial) -> None:
    records = trial.simulation.records
    late = structs.replace(records[-1], state="")

    assert replayed(trial, [*records, late]) == trial.state
