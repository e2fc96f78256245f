"""差戻し and calls: kept, undone, made again, and what happens when other values would be sent."""

from tests.support.trial import APPLY, Trial


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
