"""差戻し: the region, the round, what is void, where it may go."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.outcome import Refused

THREE = (
    APPLY
    + """
  - 審議: 審議
    担当: 人事課
  - 審査: 審査
    担当: 人事課
    差戻し先: [申請, 審議]
  - 承認: 承認
    担当: 人事課
    差戻し先: [申請, 審議, 審査]
  - 終了: 済み
"""
)


def before_the_approval(steps: str = THREE) -> Trial:
    trial = Trial.of(steps).submit(title="椅子")
    trial.press("審議", "no_objection")
    trial.press("審査", "proper")
    return trial


def test_the_steps_from_the_target_on_are_done_again_in_a_new_round() -> None:
    trial = before_the_approval()

    trial.press("承認", "send_back", to="審議")

    assert (trial.waiting, trial.state.round) == (["審議"], 2)
    assert trial.task("審議").round == 2


def test_acts_before_the_target_stand_and_those_from_it_on_are_void() -> None:
    trial = before_the_approval()

    trial.press("承認", "send_back", to="審査")

    assert trial.void == ["審査", "承認"]


def test_without_a_target_the_first_one_offered_is_taken() -> None:
    trial = before_the_approval()

    trial.press("承認", "send_back")

    assert trial.waiting == ["申請"]


def test_a_step_that_is_not_offered_can_not_be_the_target() -> None:
    trial = Trial.of(THREE).submit()
    trial.press("審議", "no_objection")

    outcome = trial.attempt("審査", "send_back", to="承認")

    assert isinstance(outcome, Refused)
    assert trial.waiting == ["審査"]


def test_answers_survive_being_sent_back() -> None:
    trial = before_the_approval()

    trial.press("承認", "send_back", to="申請")

    assert trial.state.answers["title"] == "椅子"


def test_a_decision_that_was_sent_back_no_longer_counts() -> None:
    steps = """
  - 決定: 決定
    担当: 人事課
  - 入力: 仕上げ
    担当: 人事課
    できること: {戻す: 差戻す 決定}
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit()
    trial.press("決定", "decide")

    trial.press("仕上げ", "戻す")

    assert trial.state.decision is None


@pytest.mark.parametrize("verdict", ["proper", "send_back"])
def test_a_reminder_ends_with_the_work_it_is_about(verdict: str) -> None:
    steps = """
  - 審査: 審査
    担当: 人事課
    期限: 3営業日
    催促: 1時間ごと
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit()

    trial.press("審査", verdict)

    assert trial.state.timers == {}


def test_a_step_that_is_skipped_this_time_is_no_place_to_send_back_to() -> None:
    skipped = """
  - 確認: 中の確認
    条件: 件名 ?? 「」 = 「机」
    担当: 人事課
  - 確認: 後の確認
    担当: 人事課の課長
    差戻し先: [申請, 中の確認]
  - 終了: 済み
"""
    case = Trial.of(APPLY + skipped).submit(件名="机")
    case.press("中の確認", "checked")
    case.press("後の確認", "send_back", to="申請")
    case.press("申請", "submit", 件名="椅子")

    assert isinstance(case.attempt("後の確認", "send_back", to="中の確認"), Refused)
