"""差戻し: what is withdrawn, what becomes void, what happens to calls that were made."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.outcome import Refused
from workflow.engine.send_back import consequences

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


def with_call(on_send_back: str) -> Trial:
    """A case whose call was answered and which waits for the approval."""
    steps = f"""
  - 連携: 登録
    呼出: 機器.登録
    送る: {{氏名: 申請者.氏名}}
    受取る: {{番号: 番号}}
    差戻し時: {on_send_back}
    取消時: {{呼出: 機器.取消, 送る: {{番号: 番号}}}}
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit()
    trial.answer(番号="7")
    return trial


def test_a_call_that_is_kept_is_not_made_twice() -> None:
    trial = with_call("維持")

    trial.press("承認", "send_back")
    trial.press("申請", "submit")

    assert (trial.called, trial.waiting) == (["機器.登録"], ["承認"])


def test_a_kept_call_is_not_made_twice_over_any_number_of_rounds() -> None:
    trial = with_call("維持")

    for _ in range(3):
        trial.press("承認", "send_back")
        trial.press("申請", "submit")

    assert trial.called == ["機器.登録"]


def test_a_call_to_be_undone_is_undone_and_made_anew_under_another_key() -> None:
    trial = with_call("取消")

    trial.press("承認", "send_back")
    trial.press("申請", "submit")

    assert trial.called == ["機器.登録", "機器.取消", "機器.登録"]
    node = trial.node("登録")
    assert trial.keys == [f"{node}/1", f"{node}/1/undo", f"{node}/2"]


def test_what_undoes_a_call_sends_what_was_true_when_it_was_made() -> None:
    trial = with_call("取消")

    trial.press("承認", "send_back")

    assert trial.simulation.calls[-1].payload == {"番号": "7"}


def test_a_call_to_be_made_again_is_not_undone_before() -> None:
    trial = with_call("もう一度")

    trial.press("承認", "send_back")
    trial.press("申請", "submit")

    assert trial.called == ["機器.登録", "機器.登録"]


def test_of_a_call_that_was_made_again_only_the_last_can_be_undone() -> None:
    trial = with_call("もう一度")
    trial.press("承認", "send_back")
    trial.press("申請", "submit")
    trial.answer(番号="8")

    (entry,) = [entry for scope in trial.state.scopes.values() for entry in scope.compensation]

    assert entry.payload == {"番号": "8"}


def changed(if_changed: str) -> Trial:
    """A case sent back and submitted with another title, after the title had been sent to a system."""
    steps = f"""
  - 連携: 変更
    呼出: 機器.変更
    送る: {{件名: 件名}}
    変わったら: {if_changed}
    取消時: {{呼出: 機器.解除, 送る: {{件名: 件名}}}}
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit(title="椅子")
    trial.answer()
    trial.press("承認", "send_back")
    trial.press("申請", "submit", title="机")
    return trial


def test_a_kept_call_may_stay_as_it_is_when_the_values_change() -> None:
    trial = changed("そのまま")

    assert (trial.called, trial.waiting) == (["機器.変更"], ["承認"])


def test_a_kept_call_whose_values_change_may_need_an_administrator() -> None:
    trial = changed("要対応")

    assert trial.waiting == ["変更"]
    assert "変わりました" in trial.incidents[0]


def test_a_kept_call_whose_values_change_may_be_made_anew() -> None:
    trial = changed("取消してもう一度")

    assert trial.called == ["機器.変更", "機器.解除", "機器.変更"]
    assert [call.payload for call in trial.simulation.calls] == [{"件名": "椅子"}, {"件名": "机"}]


def test_after_a_call_was_made_anew_the_newest_values_are_compared() -> None:
    trial = changed("取消してもう一度")
    trial.answer(trial.simulation.calls[-1].key)

    trial.press("承認", "send_back")
    trial.press("申請", "submit")

    assert (len(trial.called), trial.waiting) == (3, ["承認"])


def test_a_call_an_administrator_had_made_anew_is_the_one_that_stands() -> None:
    steps = """
  - 連携: 変更
    呼出: 機器.変更
    送る: {件名: 件名}
    変わったら: 要対応
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit(title="椅子")
    trial.answer()
    trial.press("承認", "send_back")
    trial.press("申請", "submit", title="机")
    trial.settle("retry")
    trial.answer()

    trial.press("承認", "send_back")
    trial.press("申請", "submit")

    assert (trial.called, trial.waiting) == (["機器.変更", "機器.変更"], ["承認"])


def test_a_call_that_failed_is_not_kept() -> None:
    steps = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
    エラー時:
      - とき: 連携失敗
        手順:
          - 入力: 手での登録
            担当: 人事課
  - 承認: 承認
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit()
    trial.fail()
    trial.press("手での登録", "done")

    trial.press("承認", "send_back")
    trial.press("申請", "submit")

    assert trial.called == ["機器.登録", "機器.登録"]


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


def test_the_consequences_are_told_before_they_happen() -> None:
    trial = in_the_group()
    trial.press("点検", "checked")

    told = consequences(trial.program, trial.state, trial.node("承認"), trial.node("準備"))

    assert told.void == (trial.node("準備"), trial.node("点検"))
    assert (told.undone, told.kept) == ((trial.node("登録"),), ())


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


def test_a_call_that_was_undone_is_not_taken_for_one_that_stands() -> None:
    steps = """
  - まとまり: 発行
    手順:
      - 連携: 登録
        呼出: 機器.登録
        送る: {氏名: 申請者.氏名}
        受取る: {番号: 番号}
        差戻し時: 維持
        変わったら: そのまま
        取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
      - エラー: 不良
        条件: (金額 ?? 0円) = 0円
    エラー時:
      - とき: 不良
        取消: はい
        手順:
          - 承認: 後始末
            担当: 人事課
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""
    trial = Trial.of(APPLY + steps).submit()
    trial.answer(番号="7")
    trial.answer()

    trial.press("後始末", "send_back", to="申請")
    trial.press("申請", "submit", amount="1円")

    assert trial.called == ["機器.登録", "機器.取消", "機器.登録"]


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
