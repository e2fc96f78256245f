"""Waiting for what a connected system tells."""

from tests.support.trial import APPLY, Trial
from workflow.engine.values import Span

WAIT = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
  - 待機: 完了待ち
    知らせ: 機器.完了
    照合: 番号
    期限: 3営業日
    期限切れ:
      そのとき: 引き取る
      手順:
        - 終了: 不調
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""


def waiting_for_seven() -> Trial:
    trial = Trial.of(APPLY + WAIT).submit()
    trial.answer(番号="7")
    return trial


def test_a_message_with_the_right_key_lets_the_case_go_on() -> None:
    trial = waiting_for_seven()

    received = trial.simulation.receive("機器.完了", "7")

    assert (received, trial.waiting) == ("received", ["記録"])
    assert (trial.state.subscriptions, trial.state.timers) == ({}, {})


def test_a_message_with_another_key_is_kept_and_moves_nothing() -> None:
    trial = waiting_for_seven()

    received = trial.simulation.receive("機器.完了", "8")

    assert (received, trial.waiting) == ("kept", ["完了待ち"])


def test_a_second_message_moves_nothing() -> None:
    trial = waiting_for_seven()
    trial.simulation.receive("機器.完了", "7")

    received = trial.simulation.receive("機器.完了", "7")

    assert (received, trial.waiting) == ("kept", ["記録"])


def test_a_message_that_came_early_is_found_by_the_step_that_waits_for_it() -> None:
    trial = Trial.of(APPLY + WAIT).submit()
    trial.simulation.receive("機器.完了", "7")

    trial.answer(番号="7")

    assert trial.waiting == ["記録"]
    assert trial.simulation.kept == []


def test_no_message_in_time_is_a_deadline_that_passed() -> None:
    trial = waiting_for_seven()

    trial.simulation.elapse(Span(3, "business_days"))

    assert (trial.state.status, trial.state.outcome) == ("ended", "不調")


def test_a_wait_whose_key_is_empty_is_put_before_an_administrator() -> None:
    trial = Trial.of(APPLY + WAIT).submit()

    trial.answer()

    assert trial.waiting == ["完了待ち"]
    assert "番号" in trial.incidents[0]
    assert trial.state.subscriptions == {}


def test_a_key_that_no_message_can_have_is_put_before_an_administrator() -> None:
    trial = Trial.of(APPLY + WAIT).submit()

    trial.answer(番号="7" * 201)

    assert (trial.waiting, trial.state.subscriptions) == (["完了待ち"], {})
    assert "200文字" in trial.incidents[0]


def test_without_a_key_of_its_own_a_message_is_matched_by_the_number_of_the_case() -> None:
    trial = Trial.of(APPLY + "  - 待機: 完了待ち\n    知らせ: 機器.完了\n    期限: 1日\n  - 終了: 済み\n").submit()

    trial.simulation.receive("機器.完了", trial.simulation.number)

    assert trial.state.outcome == "済み"
