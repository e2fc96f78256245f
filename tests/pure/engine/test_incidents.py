"""What only an administrator can settle: again, over it, or stop."""

import pytest

from tests.support.trial import APPLY, PARTIES, Trial
from workflow.engine.commands import SettleIncident, TaskUnassignable
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.state import Actor
from workflow.engine.values import Span

CALL = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""


def failed() -> Trial:
    trial = Trial.of(APPLY + CALL).submit()
    trial.fail()
    return trial


def test_a_failed_call_can_be_made_again() -> None:
    trial = failed()

    trial.settle("retry")
    trial.answer(番号="7")

    assert (trial.called, trial.waiting, trial.incidents) == (["機器.登録", "機器.登録"], ["記録"], [])


def test_a_failed_call_can_be_passed_over() -> None:
    trial = failed()

    trial.settle("skip")

    assert (trial.waiting, trial.incidents) == (["記録"], [])


def test_a_case_can_be_stopped() -> None:
    trial = failed()

    trial.settle("cancel")

    assert (trial.state.status, trial.state.outcome, trial.incidents) == ("ended", "中止", [])


def test_an_incident_is_settled_once() -> None:
    trial = failed()
    (incident,) = trial.state.incidents
    trial.settle("skip")

    command = SettleIncident(incident=incident, action="skip", actor=Actor(person="root"), comment="もう一度")
    outcome = trial.simulation.carry_out(command)

    assert isinstance(outcome, TooLate)


def test_a_step_nobody_can_do_waits_for_an_administrator_and_can_be_assigned_again() -> None:
    trial = Trial.of(APPLY + "  - 確認: 確認\n    担当: 人事課\n  - 終了: 済み\n")
    trial.unassignable = {"確認"}
    trial.submit()
    told = trial.incidents

    trial.unassignable = set()
    trial.settle("retry")

    assert "担当が決まりません" in told[0]
    assert trial.task("確認").route == {"seats": []}


ASKED = """
  - 連携: 額の照会
    呼出: 機器.額
    送る: {氏名: 申請者.氏名}
    受取る: {額: 額}
  - 入力: 高額の記録
    条件: 額 >= 100円
    担当: 人事課
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""


def test_a_condition_that_is_not_known_names_what_is_empty_and_is_never_a_silent_no() -> None:
    trial = Trial.of(APPLY + ASKED).submit()

    trial.answer()

    assert trial.waiting == [""]
    assert trial.incidents == ["条件が決まりません(額が空です): 額 >= 100円"]


def test_passing_over_a_condition_takes_the_way_of_no() -> None:
    trial = Trial.of(APPLY + ASKED).submit()
    trial.answer()

    trial.settle("skip")

    assert trial.waiting == ["記録"]


RAISED = "  - 入力: 点検\n    担当: 人事課\n  - エラー: 不良\n    理由: 印刷が{件名}です。\n"


def test_an_error_nobody_handles_waits_with_its_reason() -> None:
    trial = Trial.of(APPLY + RAISED).submit(title="薄い")

    trial.press("点検", "done")

    assert trial.incidents == ["印刷が薄いです。"]


def test_an_error_has_nothing_behind_it_and_can_not_be_passed_over() -> None:
    trial = Trial.of(APPLY + RAISED).submit(title="薄い")
    trial.press("点検", "done")

    outcome = trial.settle("skip")

    assert isinstance(outcome, Refused)
    assert len(trial.incidents) == 1


@pytest.mark.parametrize("kind", ["決定", "承認"])
def test_nobody_skips_a_decision(kind: str) -> None:
    trial = Trial.of(APPLY + f"  - {kind}: 判断\n    担当: 人事課\n  - 終了: 済み\n").submit()
    (task,) = trial.state.tasks
    trial.simulation.carry_out(TaskUnassignable(task=task, reason="空席です。", again=True))

    outcome = trial.settle("skip")

    assert isinstance(outcome, Refused)
    assert outcome.objections[0].code == "decision_wanted"
    assert len(trial.incidents) == 1


UNDONE = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
    差戻し時: 取消
    取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""


def undoing_failed(verdict: str) -> Trial:
    trial = Trial.of(APPLY + UNDONE).submit()
    trial.answer(番号="7")
    trial.press("承認", verdict)
    trial.fail(trial.simulation.calls[0].key)
    return trial


@pytest.mark.parametrize("verdict", ["send_back", "reject"])
def test_a_call_that_can_not_be_undone_is_put_before_an_administrator(verdict: str) -> None:
    trial = undoing_failed(verdict)

    (incident,) = trial.state.incidents.values()

    assert (incident.kind, incident.detail) == ("compensation", "応答がありません。")


@pytest.mark.parametrize("verdict", ["send_back", "reject"])
def test_undoing_can_be_tried_again_with_what_was_to_be_sent(verdict: str) -> None:
    trial = undoing_failed(verdict)

    trial.settle("retry")
    again = trial.simulation.calls[-1]
    trial.answer(again.key)

    assert (again.operation, again.payload) == ("機器.取消", {"番号": "7"})
    assert len(set(trial.keys)) == len(trial.keys)
    assert trial.incidents == []


def test_undoing_that_fails_again_is_put_before_an_administrator_again() -> None:
    trial = undoing_failed("reject")

    trial.settle("retry")
    trial.fail(trial.simulation.calls[-1].key)

    assert trial.incidents == ["応答がありません。"]


def test_a_case_that_has_ended_is_not_ended_again() -> None:
    trial = undoing_failed("reject")

    outcome = trial.settle("cancel")

    assert isinstance(outcome, Refused)
    assert trial.state.outcome == "却下"


LOOP = """
  - まとまり: 回る
    手順:
      - エラー: また
        条件: (金額 ?? 0円) = 0円
    エラー時:
      - とき: また
        手順:
          - 進む: 回る
  - 終了: 済み
"""


def test_a_definition_that_never_waits_is_refused_at_the_start() -> None:
    trial = Trial.of(APPLY + LOOP)

    outcome = trial.simulation.submit(PARTIES, {})

    assert isinstance(outcome, Refused)
    assert "止まらずに" in outcome.objections[0].message.ja


def test_a_call_after_which_the_case_would_go_round_for_ever_can_be_made_again_or_the_case_stopped() -> None:
    trial = Trial.of(APPLY + CALL.replace("  - 入力", LOOP.removesuffix("  - 終了: 済み\n") + "  - 入力")).submit()

    trial.answer(番号="7")

    assert trial.waiting == ["登録"]
    trial.settle("retry")
    assert trial.called == ["機器.登録", "機器.登録"]
    trial.answer(番号="7")
    trial.settle("cancel")
    assert trial.state.outcome == "中止"


def test_a_deadline_after_which_the_case_would_go_round_for_ever_passes_once() -> None:
    late = """
  - 入力: 記録
    担当: 人事課
    期限: 1日
    期限切れ: {そのとき: 引き取る, 手順: [{進む: 回る}]}
"""
    trial = Trial.of(APPLY + late + LOOP).submit()

    trial.simulation.elapse(Span(9, "days"))

    assert (trial.waiting, len(trial.incidents)) == (["記録"], 1)


def test_of_a_step_that_was_given_up_nothing_stays() -> None:
    looped = "  - 入力: 記録\n    担当: 人事課\n    編集項目: [件名]\n" + LOOP
    trial = Trial.of(APPLY + looped).submit(title="前")

    trial.press("記録", "done", title="後")

    assert (trial.waiting, trial.state.answers["title"]) == (["記録"], "前")


def test_a_skipped_step_after_which_the_case_would_go_round_for_ever_can_be_stopped() -> None:
    checked = "  - 入力: 記録\n    担当: 人事課\n  - 確認: 確認\n    担当: 人事課\n"
    trial = Trial.of(APPLY + checked + LOOP)
    trial.skipped = {"確認"}
    trial.submit()

    trial.press("記録", "done")

    assert (trial.waiting, trial.state.tasks) == (["確認"], {})
    trial.settle("cancel")
    assert trial.state.outcome == "中止"


def test_a_definition_that_sends_back_over_skipped_steps_for_ever_is_stopped() -> None:
    steps = """
  - 審議: 審議
    担当: 人事課
  - 差戻す: 審議
    条件: (金額 ?? 0円) = 0円
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps)
    trial.skipped = {"審議"}

    trial.submit()

    assert trial.waiting == ["審議"]
    assert "止まらずに" in trial.incidents[0]


def test_what_could_not_be_undone_stays_before_the_administrator_after_the_end() -> None:
    trial = undoing_failed("send_back")
    trial.press("申請", "submit")
    trial.answer(trial.simulation.calls[-1].key, 番号="8")

    trial.press("承認", "reject")

    assert (trial.state.status, trial.incidents) == ("ended", ["応答がありません。"])
    trial.settle("skip")
    assert trial.incidents == []
