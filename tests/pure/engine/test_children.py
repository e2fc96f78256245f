"""別手続 waits for a case of another procedure and stops it with itself; 起票 begins one and goes on."""

from tests.support.trial import APPLY, Trial
from workflow.engine.commands import Stop
from workflow.engine.effects import OpenCase, StartChild, StopChild
from workflow.engine.invariants import violations
from workflow.engine.outcome import TooLate

STEPS = (
    APPLY
    + """
  - 承認: 課長の承認
    担当: 人事課の課長
    期限: 1営業日
  - まとまり: 鍵
    手順:
      - 別手続: 鍵の申込み
        手続: key-loan
        渡す: {部屋: 件名}
        受取る: {番号: 鍵番号}
    エラー時:
      - とき: 連携失敗
        手順:
          - {入力: 手での手配, 担当: 人事課, 期限: 1営業日}
  - 分岐: 借りられたか
    場合:
      - 条件: (鍵の申込み.結果 ?? 「」) = 「見送り」
        手順: [{終了: 不調}]
      - それ以外:
        手順: []
  - 終了: 済み
"""
)


def waiting() -> tuple[Trial, str]:
    trial = Trial.of(STEPS).submit(件名="会議室")
    trial.press("課長の承認", "approve")
    (child,) = trial.state.children
    return trial, child


def test_a_case_waits_for_the_end_of_the_other_and_takes_what_it_says() -> None:
    trial, child = waiting()
    (begun,) = [effect for effect in trial.simulation.effects if isinstance(effect, StartChild)]
    assert begun.answers == {"部屋": "会議室"}
    assert violations(trial.program, trial.state) == ()

    trial.simulation.end_child(child, "貸出済", {"鍵番号": "K-1"})

    assert trial.state.outcome == "済み"
    assert trial.state.answers["number"] == "K-1"


def test_how_the_other_ended_can_be_asked() -> None:
    trial, child = waiting()

    trial.simulation.end_child(child, "見送り", {})

    assert trial.state.outcome == "不調"


def test_an_end_that_was_told_already_comes_too_late() -> None:
    trial, child = waiting()
    trial.simulation.end_child(child, "貸出済", {})

    assert isinstance(trial.simulation.end_child(child, "見送り", {}), TooLate)


def test_one_that_cannot_begin_is_an_error_of_the_step() -> None:
    trial, child = waiting()

    trial.simulation.end_child(child, "", {}, detail="公開されていません。")

    assert trial.waiting == ["手での手配"]
    assert trial.state.children == {}


def test_the_other_is_stopped_when_it_is_not_waited_for_any_more() -> None:
    trial, child = waiting()

    trial.simulation.carry_out(Stop(reason="もう要りません。"))

    assert [effect.key for effect in trial.simulation.effects if isinstance(effect, StopChild)] == [child]
    assert trial.state.outcome == "中止"


def test_a_case_that_has_ended_is_not_stopped_any_more() -> None:
    trial, child = waiting()
    trial.simulation.end_child(child, "貸出済", {})

    assert isinstance(trial.simulation.carry_out(Stop(reason="もう要りません。")), TooLate)


def test_a_case_that_goes_its_own_way_holds_up_nothing() -> None:
    step = "\n  - 起票: 掃除の依頼\n    手続: cleaning\n    引き継ぐ: {部屋: 件名}\n    状態: 提出済\n  - 終了: 済み\n"
    trial = Trial.of(APPLY + step)

    trial.submit(件名="会議室")

    (opened,) = [effect for effect in trial.simulation.effects if isinstance(effect, OpenCase)]
    assert (opened.procedure, opened.answers, opened.submitted) == ("cleaning", {"部屋": "会議室"}, True)
    assert trial.state.outcome == "済み"
