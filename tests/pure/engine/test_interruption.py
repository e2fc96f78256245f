"""中断: what is raised takes the place of the main flow, and ends the case or leads back into it."""

from tests.support.trial import CLERK, Trial
from workflow.engine.carry_out import CarriedOut
from workflow.engine.effects import CallSystem
from workflow.engine.invariants import violations

FLOW = """
  - 申請: 申請
    担当: 申請者
  - 並行: 準備
    枝:
      - 名前: 登録
        手順:
          - 連携: 登録
            呼出: 機器.登録
            送る: {氏名: 件名}
            受取る: {番号: 番号}
            取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
            やめた時: 取消
            変わったら: そのまま
          - {確認: 登録の点検, 担当: 人事課, 期限: 1営業日, できないこと: 差戻し}
      - 名前: 案内
        手順:
          - {確認: 案内の点検, 担当: 人事課, 期限: 1営業日, できないこと: 差戻し}
  - {確認: 仕上げ, 担当: 人事課, 期限: 1営業日, できないこと: 差戻し}
  - 終了: 済み
"""
STOP = """いつでも:
  - 届: 中止の申出
    できる人: 人事課
    中断: はい
    手順:
      - 確認: 中止の確認
        担当: 人事課
        期限: 1営業日
        できること: {続ける: 進む 仕上げ}
      - 終了: 不調
"""


def stopped() -> Trial:
    trial = Trial.of(FLOW, STOP).submit()
    trial.answer(番号="N-1")
    trial.simulation.raise_report("中止の申出", CLERK, {})
    return trial


def tasks(trial: Trial) -> list[str]:
    return [trial.program.by_id[task.node].step for task in trial.state.tasks.values()]


def test_the_work_of_every_branch_is_withdrawn() -> None:
    trial = stopped()

    assert tasks(trial) == ["中止の確認"]
    assert violations(trial.program, trial.state) == ()


def test_its_end_is_the_end_of_the_case_and_undoes_what_must_not_stay() -> None:
    trial = stopped()

    trial.press("中止の確認", "checked")

    undone = [effect.operation for effect in trial.simulation.effects if isinstance(effect, CallSystem)]
    assert (trial.state.status, trial.state.outcome) == ("ended", "不調")
    assert undone == ["機器.登録", "機器.取消"]


def test_a_jump_leads_back_into_the_main_flow() -> None:
    trial = stopped()

    trial.press("中止の確認", "続ける")

    assert tasks(trial) == ["仕上げ"]
    assert violations(trial.program, trial.state) == ()
    trial.press("仕上げ", "checked")
    assert (trial.state.status, trial.state.outcome) == ("ended", "済み")


def test_it_can_be_raised_again_when_the_case_went_on() -> None:
    trial = stopped()
    trial.press("中止の確認", "続ける")

    assert isinstance(trial.simulation.raise_report("中止の申出", CLERK, {}), CarriedOut)
    assert tasks(trial) == ["中止の確認"]
