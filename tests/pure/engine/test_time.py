"""Deadlines, reminders and waits."""

from datetime import timedelta

import pytest

from tests.support.trial import APPLY, CALENDAR, MONDAY, Trial
from workflow.engine.commands import FireTimer
from workflow.engine.outcome import TooLate
from workflow.engine.simulate import TooMuchTime
from workflow.engine.values import Span

DAY = Span(1, "business_days")

REMINDED = (
    APPLY
    + """
  - 確認: 確認
    担当: 人事課
    期限: 3営業日
    催促: 1時間ごと 最大3回
  - 終了: 済み
"""
)


def test_reminders_come_again_and_again_and_end_after_the_most() -> None:
    trial = Trial.of(REMINDED).submit()

    trial.simulation.elapse(Span(2, "hours"))
    after_two_hours = trial.reminders
    trial.simulation.elapse(Span(10, "hours"))

    assert (after_two_hours, trial.reminders) == (2, 3)


def test_reminders_that_were_missed_do_not_come_all_at_once() -> None:
    trial = Trial.of(REMINDED.replace(" 最大3回", "")).submit()
    (timer,) = trial.state.timers

    trial.simulation.now = MONDAY + timedelta(hours=48)
    trial.simulation.carry_out(FireTimer(timer=timer))

    assert trial.state.timers[timer].due_at > trial.simulation.now
    assert trial.reminders == 1


def test_a_reminder_keeps_its_rhythm_when_it_fires_a_little_late() -> None:
    trial = Trial.of(REMINDED).submit()
    (timer,) = trial.state.timers

    trial.simulation.now = MONDAY + timedelta(hours=1, seconds=5)
    trial.simulation.carry_out(FireTimer(timer=timer))

    assert trial.state.timers[timer].due_at == MONDAY + timedelta(hours=2)


def test_a_timer_that_is_not_due_yet_changes_nothing() -> None:
    trial = Trial.of(REMINDED).submit()
    (timer,) = trial.state.timers

    outcome = trial.simulation.carry_out(FireTimer(timer=timer))

    assert isinstance(outcome, TooLate)


def test_a_timer_of_work_that_is_done_changes_nothing() -> None:
    trial = Trial.of(REMINDED).submit()
    (timer,) = trial.state.timers
    trial.press("確認", "checked")
    trial.simulation.now = MONDAY + timedelta(days=9)

    outcome = trial.simulation.carry_out(FireTimer(timer=timer))

    assert isinstance(outcome, TooLate)


LANE = """
  - 確認: 確認
    担当: 人事課
    期限: 1営業日
    期限切れ:
      そのとき: 残す
      手順:
        - 通知: 遅れ
          宛先: 人事課
          文面: 遅れています。
        - 連携: 遅れの登録
          呼出: 機器.登録
          送る: {氏名: 申請者.氏名}
        - 通知: 登録済み
          宛先: 人事課
          文面: 登録しました。
  - 終了: 済み
"""


def test_a_chain_beside_the_work_leaves_the_work_open() -> None:
    trial = Trial.of(APPLY + LANE).submit()

    trial.simulation.elapse(DAY)

    assert (trial.waiting, trial.notices) == (["確認"], ["遅れ"])
    trial.answer()
    assert (trial.waiting, trial.notices) == (["確認"], ["遅れ", "登録済み"])


def test_a_chain_beside_the_work_ends_with_the_work() -> None:
    trial = Trial.of(APPLY + LANE.replace("  - 終了", "  - 入力: 記録\n    担当: 人事課\n  - 終了")).submit()
    trial.simulation.elapse(DAY)

    trial.press("確認", "checked")
    trial.answer()

    assert (trial.waiting, trial.notices) == (["記録"], ["遅れ"])
    assert len(trial.state.tokens) == 1


TAKEN = """
  - 確認: 確認
    担当: 人事課
    期限: 1営業日
    期限切れ:
      そのとき: 引き取る
      手順:
        - 入力: 代わりの確認
          担当: 人事課
        - 進む: 仕上げ
  - 入力: 記録
    担当: 人事課
  - 入力: 仕上げ
    担当: 人事課
  - 終了: 済み
"""


def test_a_chain_that_takes_over_closes_the_work_and_goes_its_own_way() -> None:
    trial = Trial.of(APPLY + TAKEN).submit()

    trial.simulation.elapse(DAY)
    taken = trial.waiting
    trial.press("代わりの確認", "done")

    assert (taken, trial.waiting) == (["代わりの確認"], ["仕上げ"])


GROUP = """
  - まとまり: 発行
    期限: 2営業日
    期限切れ:
      そのとき: {then}
      手順:
        - 通知: 遅れ
          宛先: 人事課
          文面: 発行が遅れています。
{more}
    手順:
      - 入力: 準備
        担当: 人事課
        期限: 1営業日
        期限切れ:
          手順:
            - 通知: 準備の遅れ
              宛先: 人事課
              文面: 準備が遅れています。
      - 入力: 印刷
        担当: 人事課
  - 終了: 済み
"""


def test_the_deadline_of_a_group_can_run_a_chain_beside_it() -> None:
    trial = Trial.of(APPLY + GROUP.format(then="残す", more="")).submit()

    trial.simulation.elapse(Span(2, "business_days"))
    trial.press("準備", "done")

    assert (trial.waiting, trial.notices) == (["印刷"], ["準備の遅れ", "遅れ"])


def test_the_deadline_of_a_group_can_take_it_over() -> None:
    trial = Trial.of(APPLY + GROUP.format(then="引き取る", more="        - 終了: 不調")).submit()

    trial.simulation.elapse(Span(2, "business_days"))

    assert (trial.state.status, trial.state.outcome) == ("ended", "不調")


def test_the_deadline_of_a_group_ends_with_the_group() -> None:
    trial = Trial.of(APPLY + GROUP.format(then="引き取る", more="        - 終了: 不調")).submit()
    trial.press("準備", "done")
    trial.press("印刷", "done")

    trial.simulation.elapse(Span(2, "business_days"))

    assert trial.state.outcome == "済み"


def test_a_wait_for_a_span_passes_when_the_span_is_over() -> None:
    trial = Trial.of(
        APPLY + "  - 待機: 一時間待つ\n    期間: 1時間\n  - 入力: 記録\n    担当: 人事課\n  - 終了: 済み\n"
    ).submit()

    trial.simulation.elapse(Span(59, "minutes"))
    before = trial.waiting
    trial.simulation.elapse(Span(1, "minutes"))

    assert (before, trial.waiting) == (["一時間待つ"], ["記録"])


UNTIL = "  - 待機: 期日を待つ\n    日時: 期日\n  - 入力: 記録\n    担当: 人事課\n  - 終了: 済み\n"


@pytest.mark.parametrize(("day", "waiting"), [("2026-05-11T08:59", "記録"), ("2026-05-11T09:01", "期日を待つ")])
def test_a_wait_for_an_instant_of_the_past_passes_at_once(day: str, waiting: str) -> None:
    trial = Trial.of(APPLY + UNTIL).submit(day=day)

    assert trial.waiting == [waiting]
    assert (trial.state.timers == {}) == (waiting == "記録")


def test_a_wait_for_an_instant_that_nobody_knows_is_put_before_an_administrator() -> None:
    trial = Trial.of(APPLY + UNTIL).submit()

    assert trial.waiting == ["期日を待つ"]
    assert "空" in trial.incidents[0]


def test_an_instant_is_not_passed_twice() -> None:
    trial = Trial.of(APPLY + UNTIL).submit(day="2026-05-12T09:00")

    trial.simulation.elapse(Span(9, "days"))

    assert trial.waiting == ["記録"]
    assert len(trial.simulation.records) == 2


def test_seconds_are_seconds() -> None:
    assert CALENDAR.deadline(MONDAY, Span(10, "seconds")) == MONDAY + timedelta(seconds=10)


def test_more_time_than_anybody_waits_for_is_refused() -> None:
    trial = Trial.of(REMINDED.replace(" 最大3回", "")).submit()

    with pytest.raises(TooMuchTime):
        trial.simulation.elapse(Span(9999, "business_days"))


def test_time_beyond_the_calendar_is_refused() -> None:
    trial = Trial.of(REMINDED).submit()

    with pytest.raises(TooMuchTime):
        trial.simulation.elapse(Span(9999, "years"))
