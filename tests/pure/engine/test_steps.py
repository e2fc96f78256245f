"""Reading order, conditions, choices, buttons: where the case goes next."""

from tests.support.trial import APPLY, CLERK, Trial
from workflow.engine.effects import DrawNumber, OpenTask
from workflow.engine.outcome import Refused, TooLate

CHECKED = """
  - 確認: 確認
    担当: 人事課
  - 終了: 済み
"""


def test_the_next_step_is_the_next_line() -> None:
    trial = Trial.of(APPLY + CHECKED).submit()

    trial.press("確認", "checked")

    assert (trial.state.status, trial.state.outcome) == ("ended", "済み")


def test_a_step_whose_condition_is_false_is_passed_over() -> None:
    conditional = "  - 入力: 高額の記録\n    条件: (金額 ?? 0円) >= 100円\n    担当: 人事課\n"
    trial = Trial.of(APPLY + conditional + CHECKED)

    trial.submit(amount="99円")

    assert trial.waiting == ["確認"]


def test_a_step_whose_condition_is_true_is_done() -> None:
    conditional = "  - 入力: 高額の記録\n    条件: (金額 ?? 0円) >= 100円\n    担当: 人事課\n"
    trial = Trial.of(APPLY + conditional + CHECKED)

    trial.submit(amount="100円")

    assert trial.waiting == ["高額の記録"]


CHOICE = """
  - 分岐: 額で分かれる
    場合:
      - 名前: 高い
        条件: (金額 ?? 0円) >= 100円
        手順:
          - 入力: 高い方
            担当: 人事課
      - 名前: 中くらい
        条件: (金額 ?? 0円) >= 50円
        手順:
          - 入力: 中の方
            担当: 人事課
      - それ以外:
        手順:
          - 入力: 安い方
            担当: 人事課
"""


def test_the_first_true_way_is_taken() -> None:
    trial = Trial.of(APPLY + CHOICE + CHECKED).submit(amount="200円")

    assert trial.waiting == ["高い方"]


def test_without_a_true_way_the_rest_is_taken_and_every_way_leads_on() -> None:
    trial = Trial.of(APPLY + CHOICE + CHECKED).submit(amount="1円")

    trial.press("安い方", "done")

    assert trial.waiting == ["確認"]


def test_a_button_can_lead_forward_over_steps() -> None:
    steps = """
  - 審査: 審査
    担当: 人事課
    できること: {急ぐ: 進む 確認}
  - 入力: 記録
    担当: 人事課
"""
    trial = Trial.of(APPLY + steps + CHECKED).submit()

    trial.press("審査", "急ぐ")

    assert trial.waiting == ["確認"]


def test_rejecting_ends_the_case_without_the_steps_behind() -> None:
    approval = "  - 承認: 承認\n    担当: 人事課\n"
    trial = Trial.of(APPLY + approval + CHECKED).submit()

    trial.press("承認", "reject")

    assert (trial.state.status, trial.state.outcome, trial.waiting) == ("ended", "却下", [])


def test_a_verdict_that_the_step_has_not_is_refused_with_those_it_has() -> None:
    trial = Trial.of(APPLY + CHECKED).submit()

    outcome = trial.attempt("確認", "approve")

    assert isinstance(outcome, Refused)
    assert "できません" in outcome.objections[0].message.ja
    assert "確認" in outcome.objections[0].message.ja
    assert trial.waiting == ["確認"]


def test_the_second_of_two_who_act_is_too_late_and_changes_nothing() -> None:
    trial = Trial.of(APPLY + CHECKED).submit()
    twin = trial.simulation.fork()
    twin.act(trial.task("確認").id, "checked", CLERK)
    trial.press("確認", "checked")

    outcome = trial.simulation.carry_out(twin.records[-1].command)

    assert isinstance(outcome, TooLate)
    assert len(trial.simulation.records) == 2


def test_a_person_skipped_by_the_routing_is_passed_and_recorded_without_a_verdict() -> None:
    trial = Trial.of(APPLY + CHECKED)
    trial.skipped = {"確認"}

    trial.submit()

    assert trial.state.outcome == "済み"
    assert [passed.verdict for passed in trial.state.passed] == ["submit", ""]


def test_who_did_the_step_before_is_preferred_when_it_comes_again() -> None:
    trial = Trial.of(APPLY + "  - 審査: 審査\n    担当: 人事課\n" + CHECKED).submit()
    trial.press("審査", "proper")

    trial.press("確認", "send_back", to="申請")
    trial.press("申請", "submit")

    asked = [effect for effect in trial.simulation.effects if isinstance(effect, OpenTask)]
    assert [effect.prefer for effect in asked] == ["", "", "hanako", "taro"]


def test_the_number_of_a_document_is_drawn_once_per_case() -> None:
    document = "文書: {分類: 試験, 保存年限: 1年, 公開区分: 公開, 番号: 文書番号}\n"
    steps = APPLY + "  - 決定: 決定\n    担当: 人事課\n    期限: 1日\n" + CHECKED
    trial = Trial.of(steps.replace("確認: 確認", "確認: 確認\n    差戻し先: 決定"), document).submit()

    trial.press("決定", "decide")
    trial.press("確認", "send_back", to="決定")
    trial.press("決定", "decide")

    drawn = [effect for effect in trial.simulation.effects if isinstance(effect, DrawNumber)]
    assert (len(drawn), trial.state.document_number) == (1, "文書番号 1")
