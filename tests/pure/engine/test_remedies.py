"""What helps a case that is stuck: a step to send it back to, and the values that are missing."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.outcome import Refused

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
TWO_STEPS = APPLY + "  - 承認: 承認\n    担当: 人事課\n" + ASKED


DATED = """内部:
  - {項目: 基準, id: basis_day, 型: 日付}
決定表:
  区分:
    施行: 2026-04-01〜
    基準日: 基準
    表: |
      | 件名 || 扱い(文字) |
      | -    || 少額      |
"""
DRAWN = """
  - 判定: 分ける
    決定表: 区分
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""


def undecided(steps: str = TWO_STEPS) -> Trial:
    """A case that waits because nobody knows 額."""
    trial = Trial.of(steps).submit(title="椅子")
    trial.press("承認", "approve")
    trial.answer()
    return trial


def test_the_value_that_a_condition_lacks_is_given_and_the_condition_decides() -> None:
    trial = undecided()

    asked = trial.missing
    trial.settle("supply", 額="150円")

    assert asked == ["額"]
    assert (trial.waiting, trial.incidents, trial.state.answers["price"]) == (["高額の記録"], [], 150)


@pytest.mark.parametrize("answers", [{}, {"額": ""}, {"額": "たくさん"}, {"件名": "机"}, {"存在しない": "1"}])
def test_a_value_that_is_none_or_that_was_not_asked_for_is_refused_and_nothing_changes(answers: dict[str, str]) -> None:
    trial = undecided()
    before = trial.state.to_bytes()

    outcome = trial.settle("supply", **answers)

    assert isinstance(outcome, Refused)
    assert trial.state.to_bytes() == before


def test_of_a_computed_item_the_items_are_asked_for_that_it_is_computed_from() -> None:
    computed = ASKED.replace("額 >= 100円", "倍額 >= 100円")
    trial = Trial.of(TWO_STEPS.replace(ASKED, computed), "内部:\n  - {項目: 倍額, 型: 金額, 計算: 額 * 2}\n").submit(
        title="椅子"
    )
    trial.press("承認", "approve")
    trial.answer()

    assert trial.missing == ["額"]


def test_what_a_call_that_failed_would_have_answered_is_given_by_hand_and_the_call_is_not_made_again() -> None:
    trial = Trial.of(TWO_STEPS).submit(title="椅子")
    trial.press("承認", "approve")
    trial.fail()

    trial.settle("supply", 額="50円")

    assert (trial.waiting, trial.called, trial.incidents) == (["記録"], ["機器.額"], [])


def test_a_table_that_lacks_the_day_it_goes_by_is_drawn_again_with_it() -> None:
    trial = Trial.of(APPLY + DRAWN, DATED).submit(title="椅子")

    asked = trial.missing
    trial.settle("supply", 基準="2026-05-01")

    assert (asked, trial.waiting, trial.state.drawn["区分"]) == (["基準"], ["記録"], {"扱い": "少額"})


def test_a_stuck_case_is_sent_back_to_a_step_that_was_done_and_comes_again() -> None:
    trial = undecided()

    ways = trial.ways_back
    trial.settle("send_back", to="承認")

    assert ways == ["申請", "承認"]
    assert (trial.waiting, trial.incidents, trial.void, trial.state.round) == (["承認"], [], ["承認"], 2)


def test_a_stuck_case_is_not_sent_back_to_a_step_that_lies_ahead() -> None:
    trial = undecided()

    assert isinstance(trial.settle("send_back", to="記録"), Refused)
    assert len(trial.incidents) == 1


BRANCHES = """
  - 並行: 手配
    枝:
      - 名前: 左
        手順:
          - 入力: 左の記録
            担当: 人事課
      - 名前: 右
        手順:
          - 連携: 登録
            呼出: 機器.登録
            送る: {氏名: 申請者.氏名}
          - 入力: 右の記録
            担当: 人事課
  - 終了: 済み
"""


def test_a_stuck_branch_is_never_sent_back_into_the_branch_beside_it() -> None:
    trial = Trial.of(APPLY + BRANCHES).submit()
    trial.press("左の記録", "done")
    trial.fail()

    assert trial.ways_back == ["申請"]


def test_sending_a_stuck_branch_back_before_the_block_withdraws_the_branch_beside_it() -> None:
    trial = Trial.of(APPLY + BRANCHES).submit()
    trial.fail()

    trial.settle("send_back", to="申請")

    assert (trial.waiting, trial.incidents) == (["申請"], [])


def test_what_could_not_be_undone_has_no_place_to_go_back_to_and_lacks_no_value() -> None:
    undone = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    差戻し時: 取消
    取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + undone).submit()
    trial.answer()
    trial.press("承認", "send_back")
    trial.fail(trial.simulation.calls[0].key)

    assert (trial.ways_back, trial.missing) == ([], [])
    assert isinstance(trial.settle("send_back", to="申請"), Refused)
    assert isinstance(trial.settle("supply", 額="1円"), Refused)
