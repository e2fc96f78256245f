"""How a case ends, who may take it back until when, and what is undone then."""

import pytest

from tests.support.trial import APPLY, CLERK, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.effects import EndCase
from workflow.engine.outcome import TooLate
from workflow.engine.values import Span

CALLED = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
    差戻し時: 維持
    やめた時: STOP
    取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
  - 連携: 変更
    呼出: 機器.変更
    送る: {件名: 件名}
    変わったら: そのまま
    やめた時: 取消
    取消時: {呼出: 機器.解除, 送る: {件名: 件名}}
  - 承認: 承認
    担当: 人事課
    期限: 3営業日
    催促: 1日ごと
    できること: {不調にする: 終了 不調}
  - 入力: 記録
    担当: 人事課
  - 終了: 済み

取下げ: {できる人: 申請者, いつまで: 記録, 取消: はい}
"""


def before_the_approval(stop: str = "取消") -> Trial:
    trial = Trial.of(APPLY + CALLED.replace("STOP", stop)).submit(title="椅子")
    trial.answer(番号="7")
    trial.answer()
    return trial


@pytest.mark.parametrize(("verdict", "outcome"), [("reject", "却下"), ("不調にする", "不調")])
def test_an_end_that_achieves_nothing_undoes_what_must_not_stay_the_last_first(verdict: str, outcome: str) -> None:
    trial = before_the_approval()

    trial.press("承認", verdict)

    assert (trial.state.outcome, trial.called[2:]) == (outcome, ["機器.解除", "機器.取消"])


def test_what_must_stay_is_not_undone() -> None:
    trial = before_the_approval("維持")

    trial.press("承認", "reject")

    assert trial.called[2:] == ["機器.解除"]


def test_an_achieved_end_undoes_nothing() -> None:
    trial = before_the_approval()
    trial.press("承認", "approve")

    trial.press("記録", "done")

    assert (trial.state.outcome, trial.called) == ("済み", ["機器.登録", "機器.変更"])


def test_nothing_is_open_after_the_end_and_no_time_passes_for_it() -> None:
    trial = before_the_approval()
    trial.press("承認", "reject")

    trial.simulation.elapse(Span(1, "months"))

    assert (trial.state.tokens, trial.state.tasks, trial.state.timers, trial.state.scopes) == ({}, {}, {}, {})
    assert trial.reminders == 0


def test_a_case_can_be_withdrawn_before_the_step_that_ends_it() -> None:
    trial = before_the_approval()

    trial.simulation.withdraw(CLERK)

    assert (trial.state.outcome, trial.called[2:]) == ("取下げ", ["機器.解除", "機器.取消"])


def test_withdrawing_may_leave_everything_as_it_is() -> None:
    trial = Trial.of(APPLY + CALLED.replace("STOP", "取消").replace("取消: はい}", "取消: いいえ}")).submit(
        title="椅子"
    )
    trial.answer(番号="7")

    trial.simulation.withdraw(CLERK)

    assert trial.called == ["機器.登録", "機器.変更"]


def test_a_case_can_not_be_withdrawn_once_that_step_is_entered() -> None:
    trial = before_the_approval()
    trial.press("承認", "approve")

    outcome = trial.simulation.withdraw(CLERK)

    assert isinstance(outcome, TooLate)
    assert trial.waiting == ["記録"]


def test_a_case_can_not_be_withdrawn_once_that_step_is_done_in_a_branch_beside_an_earlier_one() -> None:
    branches = """
  - 並行: 準備
    枝:
      - {名前: 甲, 手順: [{入力: 甲の準備, 担当: 人事課}]}
      - {名前: 乙, 手順: [{入力: 乙の準備, 担当: 人事課}]}
  - 終了: 済み
取下げ: {できる人: 申請者, いつまで: 乙の準備}
"""
    trial = Trial.of(APPLY + branches).submit()
    trial.press("乙の準備", "done")

    outcome = trial.simulation.withdraw(CLERK)

    assert isinstance(outcome, TooLate)
    assert trial.waiting == ["甲の準備"]


def test_a_case_can_not_be_withdrawn_twice() -> None:
    trial = before_the_approval()
    trial.simulation.withdraw(CLERK)

    outcome = trial.simulation.withdraw(CLERK)

    assert isinstance(outcome, TooLate)


def test_a_case_that_was_sent_back_behind_the_limit_can_be_withdrawn_again() -> None:
    steps = CALLED.replace("STOP", "維持").replace(
        "  - 入力: 記録\n    担当: 人事課\n", "  - 確認: 記録\n    担当: 人事課\n"
    )
    trial = Trial.of(APPLY + steps).submit(title="椅子")
    trial.answer(番号="7")
    trial.answer()
    trial.press("承認", "approve")
    trial.press("記録", "send_back", to="申請")

    trial.simulation.withdraw(CLERK)

    assert trial.state.outcome == "取下げ"


def test_a_procedure_without_withdrawal_has_none() -> None:
    trial = Trial.of(APPLY + "  - 確認: 確認\n    担当: 人事課\n  - 終了: 済み\n").submit()

    outcome = trial.simulation.withdraw(CLERK)

    assert isinstance(outcome, TooLate)


def test_an_end_inside_a_group_ends_the_case() -> None:
    group = "  - まとまり: 発行\n    手順:\n      - 承認: 承認\n        担当: 人事課\n  - 終了: 済み\n"
    trial = Trial.of(APPLY + group).submit()

    trial.press("承認", "reject")

    assert (trial.state.status, trial.state.scopes) == ("ended", {})


EARLY = """
  - 承認: 係の承認
    担当: 人事課
    できること: {承認終了: 終了 済み, やめる: 終了 不調}
  - 承認: 高額の承認
    担当: 人事課
    条件: (金額 ?? 0円) >= 1000円
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""


def early(verdict: str, amount: int) -> tuple[str, list[str]]:
    """How the case ends with this button, and the steps that were spared by it."""
    trial = Trial.of(APPLY + EARLY).submit(title="椅子", amount=amount)
    played = trial.attempt("係の承認", verdict)
    assert isinstance(played, CarriedOut)
    end = next(effect for effect in played.effects if isinstance(effect, EndCase))
    return end.outcome, [trial.simulation.machine.program.by_id[node].step for node in end.spared]


@pytest.mark.parametrize(("amount", "spared"), [(999, ["記録"]), (1000, ["高額の承認", "記録"])])
def test_who_may_end_the_approval_early_spares_the_case_the_steps_it_would_have_taken(
    amount: int, spared: list[str]
) -> None:
    assert early("承認終了", amount) == ("済み", spared)


def test_an_end_that_achieves_nothing_and_the_ordinary_end_spare_nothing() -> None:
    assert early("やめる", 1000) == ("不調", [])

    trial = before_the_approval()
    trial.press("承認", "approve")
    played = trial.attempt("記録", "done")
    assert isinstance(played, CarriedOut)
    assert [effect.spared for effect in played.effects if isinstance(effect, EndCase)] == [()]


def test_steps_still_to_come_in_another_branch_are_spared_too() -> None:
    branches = """
  - 並行: 二つの係
    枝:
      - {名前: 甲, 手順: [{承認: 甲の承認, 担当: 人事課, できること: {承認終了: 終了 済み}}]}
      - {名前: 乙, 手順: [{承認: 乙の承認, 担当: 人事課}, {承認: 乙の決裁, 担当: 人事課}]}
  - 終了: 済み
"""
    trial = Trial.of(APPLY + branches).submit(title="椅子")
    played = trial.attempt("甲の承認", "承認終了")
    assert isinstance(played, CarriedOut)
    end = next(effect for effect in played.effects if isinstance(effect, EndCase))
    assert [trial.simulation.machine.program.by_id[node].step for node in end.spared] == ["乙の決裁"]
