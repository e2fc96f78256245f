"""Calls that a system answers later, by a message (応答: 後で)."""

from tests.support.trial import APPLY, Trial

CALL = """
  - 連携: 変更
    呼出: 機器.変更
    送る: {件名: 案件番号}
    受取る: {番号: 番号}
    応答: 後で
"""
END = """
  - 確認: 記録
    担当: 人事課
    期限: 1営業日
  - 終了: 済み
"""
NUMBER = "2026-000001"


def test_the_case_waits_until_the_message_has_come_and_takes_what_it_says() -> None:
    trial = Trial.of(APPLY + CALL + END).submit(件名="机")
    trial.answer()
    before = (trial.waiting, trial.state.answers["number"])

    received = trial.simulation.receive("機器.完了", NUMBER, {"番号": "7"})

    assert before == (["変更"], None)
    assert (received, trial.waiting, trial.state.answers["number"]) == ("received", ["記録"], "7")
    assert trial.state.subscriptions == {}


def test_a_message_that_came_before_the_answer_is_not_lost() -> None:
    trial = Trial.of(APPLY + CALL + END).submit(件名="机")
    trial.simulation.receive("機器.完了", NUMBER, {"番号": "7"})

    trial.answer()

    assert (trial.waiting, trial.state.answers["number"]) == (["記録"], "7")


def test_a_second_message_changes_nothing() -> None:
    trial = Trial.of(APPLY + CALL + END).submit(件名="机")
    trial.answer()
    trial.simulation.receive("機器.完了", NUMBER, {"番号": "7"})

    assert trial.simulation.receive("機器.完了", NUMBER, {"番号": "8"}) == "kept"
    assert trial.state.answers["number"] == "7"


def test_a_message_that_its_item_can_not_take_is_a_failed_call() -> None:
    trial = Trial.of(APPLY + CALL + END).submit(件名="机")
    trial.answer()

    trial.simulation.receive("機器.完了", NUMBER, {"番号": ["7", {"a": 1}]})

    assert trial.waiting == ["変更"]
    assert "受け取れません" in trial.incidents[0]


BESIDE = f"""
  - 並行: 手配
    枝:
      - 名前: 機器
        手順:
{"".join(f"        {line}" + chr(10) for line in CALL.strip(chr(10)).split(chr(10)))}
      - 名前: 確認
        手順:
          - 確認: 内容の確認
            担当: 人事課
            期限: 1営業日
            差戻し先: 申請
"""


def sent_back() -> Trial:
    """A case that was sent back while it waited for the message."""
    trial = Trial.of(APPLY + BESIDE + END).submit(件名="机")
    trial.answer()
    trial.press("内容の確認", "send_back")
    return trial


def test_after_a_send_back_the_same_call_is_not_made_again_but_its_message_is_still_waited_for() -> None:
    trial = sent_back()
    trial.press("申請", "submit")

    assert (trial.called, sorted(trial.waiting)) == (["機器.変更"], ["内容の確認", "変更"])
    trial.simulation.receive("機器.完了", NUMBER, {"番号": "7"})
    trial.press("内容の確認", "checked")
    assert (trial.called, trial.waiting, trial.state.answers["number"]) == (["機器.変更"], ["記録"], "7")


def test_a_message_that_came_while_the_case_was_sent_back_is_found_when_it_is_reached_again() -> None:
    trial = sent_back()
    trial.simulation.receive("機器.完了", NUMBER, {"番号": "7"})

    trial.press("申請", "submit")

    assert (trial.called, trial.waiting, trial.state.answers["number"]) == (["機器.変更"], ["内容の確認"], "7")


def test_a_call_that_was_answered_is_passed_after_a_send_back() -> None:
    trial = Trial.of(APPLY + CALL + END.replace("期限: 1営業日", "期限: 1営業日\n    差戻し先: 申請")).submit(件名="机")
    trial.answer()
    trial.simulation.receive("機器.完了", NUMBER, {"番号": "7"})
    trial.press("記録", "send_back")

    trial.press("申請", "submit")

    assert (trial.called, trial.waiting) == (["機器.変更"], ["記録"])
