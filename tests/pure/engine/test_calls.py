"""Calls to connected systems: answers, failures, handlers, undoing."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.outcome import TooLate
from workflow.engine.values import Span

CALL = """
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {番号: 番号}
"""
END = """
  - 入力: 記録
    担当: 人事課
  - 終了: 済み
"""


def test_a_call_holds_the_case_until_it_is_answered_and_its_output_becomes_an_answer() -> None:
    trial = Trial.of(APPLY + CALL + END).submit()
    before = trial.waiting

    trial.answer(番号="7")

    assert (before, trial.waiting, trial.state.answers["number"]) == (["登録"], ["記録"], "7")


def test_an_output_that_is_missing_leaves_its_item_empty() -> None:
    trial = Trial.of(APPLY + CALL + END).submit()

    trial.answer()

    assert (trial.waiting, trial.state.answers["number"]) == (["記録"], None)


def test_an_output_that_its_item_can_not_take_is_a_failed_call() -> None:
    trial = Trial.of(APPLY + CALL + END).submit()

    trial.answer(番号=["7", {"a": 1}])

    assert trial.waiting == ["登録"]
    assert "受け取れません" in trial.incidents[0]


def test_a_call_is_answered_once() -> None:
    trial = Trial.of(APPLY + CALL + END).submit()
    key = trial.keys[0]
    trial.answer(番号="7")

    outcome = trial.answer(key, 番号="8")

    assert isinstance(outcome, TooLate)
    assert trial.state.answers["number"] == "7"


HANDLED = (
    CALL
    + """
    エラー時:
      - とき: 連携失敗
        手順:
          - 入力: 手での登録
            担当: 人事課
"""
)


def test_a_call_refused_with_a_code_nobody_names_is_a_failed_call() -> None:
    trial = Trial.of(APPLY + HANDLED + END).submit()

    trial.refuse("停止済み")

    assert trial.waiting == ["手での登録"]


NESTED = """
  - まとまり: 外
    手順:
      - まとまり: 内
        手順:
          - 入力: 点検
            担当: 人事課
          - エラー: 不良
        エラー時:
          - とき: 不良
            手順: [{入力: 内の後始末, 担当: 人事課}, {エラー: 不良}]
    エラー時:
      - とき: 不良
        手順: [{入力: 外の後始末, 担当: 人事課}]
"""


def test_an_error_goes_to_the_inner_of_two_handlers_and_one_of_that_handler_to_the_outer() -> None:
    trial = Trial.of(APPLY + NESTED + END).submit()

    trial.press("点検", "done")
    assert trial.waiting == ["内の後始末"]
    trial.press("内の後始末", "done")

    assert trial.waiting == ["外の後始末"]


def test_a_failed_call_goes_to_its_own_handler_and_from_there_on() -> None:
    trial = Trial.of(APPLY + HANDLED + END).submit()

    trial.fail()
    by_hand = trial.waiting
    trial.press("手での登録", "done")

    assert (by_hand, trial.waiting) == (["手での登録"], ["記録"])


def test_a_failed_call_without_a_handler_waits_for_an_administrator_with_the_reason() -> None:
    trial = Trial.of(APPLY + CALL + END).submit()

    trial.fail()

    assert (trial.waiting, trial.incidents) == (["登録"], ["応答がありません。"])


UNDONE = """
      - 連携: 登録
        呼出: 機器.登録
        送る: {氏名: 申請者.氏名}
        受取る: {番号: 番号}
        差戻し時: 取消
        取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
      - 連携: 変更
        呼出: 機器.変更
        送る: {件名: 件名}
        差戻し時: 取消
        取消時: {呼出: 機器.解除, 送る: {件名: 件名}}
"""
GROUP = (
    """
  - まとまり: 発行
    手順:
{body}
      - 入力: 点検
        担当: 人事課
        できること: {{やめる: 進む 記録}}
      - エラー: 不良
    エラー時:
      - とき: [連携失敗, 不良]
        取消: {undo}
        手順:
          - 入力: 後始末
            担当: 人事課
            できること: {{やり直す: 進む 発行}}
"""
    + END
)


def both_done(undo: str = "はい") -> Trial:
    trial = Trial.of(APPLY + GROUP.format(body=UNDONE, undo=undo)).submit(title="椅子")
    trial.answer(番号="7")
    trial.answer()
    return trial


def test_an_error_in_a_group_undoes_what_was_done_inside_in_reverse_order() -> None:
    trial = both_done()

    trial.press("点検", "done")

    assert trial.called == ["機器.登録", "機器.変更", "機器.解除", "機器.取消"]
    assert trial.waiting == ["後始末"]


def test_the_handler_of_a_group_runs_outside_of_it() -> None:
    trial = both_done()

    trial.press("点検", "done")

    assert [scope.group for scope in trial.state.scopes.values()] == [""]


def test_without_undoing_the_handler_of_a_group_leaves_what_was_done() -> None:
    trial = both_done(undo="いいえ")

    trial.press("点検", "done")

    assert trial.called == ["機器.登録", "機器.変更"]


def test_a_group_can_be_done_again_from_its_handler_and_calls_get_new_keys() -> None:
    trial = both_done()
    trial.press("点検", "done")

    trial.press("後始末", "やり直す")

    assert trial.keys[-1] == f"{trial.node('登録')}/2"
    assert [scope.group for scope in trial.state.scopes.values()] == ["", trial.node("発行")]


def test_a_call_that_was_left_standing_is_undone_before_it_is_made_anew() -> None:
    trial = both_done(undo="いいえ")
    trial.press("点検", "done")

    trial.press("後始末", "やり直す")

    assert trial.called == ["機器.登録", "機器.変更", "機器.取消", "機器.登録"]


def test_leaving_a_group_by_a_jump_keeps_what_can_be_undone() -> None:
    trial = both_done()

    trial.press("点検", "やめる")

    (root,) = trial.state.scopes.values()
    assert [entry.operation for entry in root.compensation] == ["機器.取消", "機器.解除"]


def test_a_failing_call_in_a_group_undoes_only_what_was_done() -> None:
    trial = Trial.of(APPLY + GROUP.format(body=UNDONE, undo="はい")).submit(title="椅子")
    trial.answer(番号="7")

    trial.fail()

    assert (trial.called, trial.waiting) == (["機器.登録", "機器.変更", "機器.取消"], ["後始末"])


LATE = """
  - まとまり: 発行
    期限: 1営業日
    期限切れ:
      そのとき: 引き取る
      手順:
        - 入力: 後始末
          担当: 人事課
        - 終了: 不調
    手順:
      - 連携: 登録
        呼出: 機器.登録
        送る: {氏名: 申請者.氏名}
        受取る: {番号: 番号}
        差戻し時: 維持
        やめた時: STOP
        取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
  - 終了: 済み
"""


@pytest.mark.parametrize(("stop", "called"), [("取消", ["機器.登録", "機器.取消"]), ("維持", ["機器.登録"])])
def test_a_late_success_of_a_call_the_case_gave_up_is_undone_if_it_must_not_stay(stop: str, called: list[str]) -> None:
    trial = Trial.of(APPLY + LATE.replace("STOP", stop)).submit()
    key = trial.keys[0]
    trial.simulation.elapse(Span(1, "business_days"))

    trial.answer(key, 番号="7")

    assert (trial.called, trial.waiting) == (called, ["後始末"])


def test_what_undoes_a_late_success_sends_what_the_late_answer_said() -> None:
    trial = Trial.of(APPLY + LATE.replace("STOP", "取消")).submit()
    key = trial.keys[0]
    trial.simulation.elapse(Span(1, "business_days"))

    trial.answer(key, 番号="7")

    assert trial.simulation.calls[-1].payload == {"番号": "7"}


def test_a_late_failure_of_a_call_the_case_gave_up_changes_nothing() -> None:
    trial = Trial.of(APPLY + LATE.replace("STOP", "取消")).submit()
    key = trial.keys[0]
    trial.simulation.elapse(Span(1, "business_days"))

    trial.fail(key)

    assert (trial.waiting, trial.incidents) == (["後始末"], [])
