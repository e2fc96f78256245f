"""差戻し out of, into and inside blocks."""

from tests.support.trial import APPLY, Trial
from workflow.engine.send_back import consequences

GROUP = """
  - まとまり: 発行
    手順:
      - 入力: 準備
        担当: 人事課
      - 連携: 登録
        呼出: 機器.登録
        送る: {氏名: 申請者.氏名}
        受取る: {番号: 番号}
        差戻し時: 取消
        取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
      - 確認: 点検
        担当: 人事課
        差戻し先: [申請, 準備]
    エラー時:
      - とき: 連携失敗
        手順:
          - 終了: 不調
  - 承認: 承認
    担当: 人事課
    差戻し先: [申請, 準備]
  - 終了: 済み
"""


def in_the_group() -> Trial:
    trial = Trial.of(APPLY + GROUP).submit()
    trial.press("準備", "done")
    trial.answer(番号="7")
    return trial


def test_a_send_back_inside_a_group_leaves_the_group_open() -> None:
    trial = in_the_group()

    trial.press("点検", "send_back", to="準備")

    assert [scope.group for scope in trial.state.scopes.values()] == ["", trial.node("発行")]
    assert trial.void == ["準備", "点検"]


def test_a_send_back_out_of_a_group_closes_it_and_undoes_what_was_done_inside() -> None:
    trial = in_the_group()

    trial.press("点検", "send_back", to="申請")

    assert [scope.group for scope in trial.state.scopes.values()] == [""]
    assert trial.called == ["機器.登録", "機器.取消"]


def test_a_send_back_into_a_finished_group_opens_it_again() -> None:
    trial = in_the_group()
    trial.press("点検", "checked")

    trial.press("承認", "send_back", to="準備")

    assert trial.waiting == ["準備"]
    assert [scope.group for scope in trial.state.scopes.values()] == ["", trial.node("発行")]
    assert trial.called == ["機器.登録", "機器.取消"]


def test_inside_a_group_the_steps_before_the_target_stand() -> None:
    steps = """
  - まとまり: 発行
    手順:
      - 入力: 準備
        担当: 人事課
      - 審査: 検品
        担当: 人事課
      - 確認: 点検
        担当: 人事課
        差戻し先: 検品
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit()
    trial.press("準備", "done")
    trial.press("検品", "proper")

    trial.press("点検", "send_back")

    assert (trial.waiting, trial.void) == (["検品"], ["検品", "点検"])


def test_a_send_back_into_the_same_way_of_a_choice_redoes_only_that_way() -> None:
    steps = """
  - 入力: 準備
    担当: 人事課
  - 分岐: 額で分かれる
    場合:
      - 名前: 高い
        条件: (金額 ?? 0円) >= 100円
        手順:
          - 審査: 一次審査
            担当: 人事課
          - 審査: 二次審査
            担当: 人事課
            差戻し先: [準備, 一次審査]
      - それ以外:
        手順:
          - 入力: 略式
            担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit(amount="200円")
    trial.press("準備", "done")
    trial.press("一次審査", "proper")

    trial.press("二次審査", "send_back", to="一次審査")

    assert (trial.waiting, trial.void) == (["一次審査"], ["一次審査", "二次審査"])


def test_the_consequences_are_told_before_they_happen() -> None:
    trial = in_the_group()
    trial.press("点検", "checked")

    told = consequences(trial.program, trial.state, trial.node("承認"), trial.node("準備"))

    assert told.void == (trial.node("準備"), trial.node("点検"))
    assert (told.undone, told.kept) == ((trial.node("登録"),), ())
