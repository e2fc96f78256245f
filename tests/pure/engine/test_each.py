"""全件: steps for each row of a table, a bounded number of them beside each other."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from tests.support.trial import APPLY, TABLES, Trial
from workflow.engine.effects import RowEnded
from workflow.engine.invariants import violations
from workflow.engine.replay import replay
from workflow.engine.state import Json, Scope

BODY = """
      - 連携: 登録
        呼出: 機器.変更
        送る: {件名: 行.番号}
"""
LOOP = (
    APPLY
    + """
  - 連携: 取込
    呼出: 機器.一覧
    送る: {件名: 件名}
    受取る: {明細: 明細}
    差戻し時: もう一度
  - 全件: 一件ずつ
    対象: 明細
"""
)
END = "  - 終了: 済み\n"


def a_loop(body: str = BODY, *, more: str = "", behind: str = END, rows: int = 3) -> Trial:
    """A case that has come to its 全件, with rows numbered from 0."""
    trial = Trial.of(LOOP + more + "    手順:" + body + behind, TABLES)
    trial.submit(件名="椅子")
    trial.answer(明細=[{"番号": f"N{number}"} for number in range(rows)])
    return trial


def sent(trial: Trial) -> list[Json]:
    """What each open call says."""
    return [call.payload["件名"] for call in trial.simulation.calls]


def sound(trial: Trial) -> None:
    assert violations(trial.program, trial.state) == ()
    records = list(enumerate(trial.simulation.records, start=1))
    assert replay(trial.simulation.machine, records) == trial.state


def test_the_steps_are_done_for_every_row() -> None:
    trial = a_loop()

    assert sent(trial) == ["N0", "N1", "N2"]
    sound(trial)
    for _ in range(3):
        trial.answer()

    assert (trial.state.status, trial.state.outcome) == ("ended", "済み")
    sound(trial)


def test_rows_that_are_done_in_another_order_are_all_counted() -> None:
    trial = a_loop(behind="  - 待機: 知らせ待ち\n    知らせ: 機器.完了\n    期限: 2日\n" + OVERDUE + END)

    for key in [call.key for call in reversed(trial.simulation.calls)]:
        assert trial.waiting != ["知らせ待ち"]
        trial.answer(key)

    assert trial.waiting == ["知らせ待ち"]
    assert trial.state.looped[trial.node("一件ずつ")].rows == 3


OVERDUE = "    期限切れ:\n      手順: [{通知: 遅れ, 宛先: 申請者}]\n"


def test_an_empty_table_is_passed() -> None:
    assert a_loop(rows=0).state.outcome == "済み"


def test_only_so_many_rows_are_under_way_at_once() -> None:
    trial = a_loop(more="    同時: 2\n", rows=5)

    assert sent(trial) == ["N0", "N1"]
    trial.answer()

    assert sent(trial) == ["N1", "N2"]
    sound(trial)


def test_rows_in_order_come_one_after_the_other() -> None:
    trial = a_loop(more="    順番: はい\n", rows=2)

    assert sent(trial) == ["N0"]
    trial.answer()
    assert sent(trial) == ["N1"]


def test_more_rows_than_are_allowed_wait_for_an_administrator() -> None:
    trial = a_loop(more="    最大: 2行\n")

    assert trial.incidents == ["「一件ずつ」の対象は3行あります。2行までしか始められません。"]


def test_an_ending_inside_ends_the_row_alone_and_is_counted() -> None:
    body = """
      - 承認: 課長の承認
        担当: 人事課の課長
        期限: 1営業日
"""
    behind = """
  - 分岐: 全員か
    場合:
      - 条件: (一件ずつ.不成立 ?? 0) > 0
        手順:
          - 終了: 不調
      - それ以外:
        手順: []
  - 終了: 済み
"""
    trial = a_loop(body, behind=behind, rows=2)
    first, second = list(trial.state.tasks.values())

    trial.press_task(first, "reject")
    assert trial.state.status == "open"
    trial.press_task(second, "approve")

    assert trial.state.outcome == "不調"


def test_an_ending_of_the_whole_ends_the_case() -> None:
    trial = a_loop("\n      - {終了: 不調, 全体を終える: はい}\n")

    assert trial.state.outcome == "不調"
    assert trial.state.scopes == {}


def test_what_steps_write_into_a_row_stands_in_the_table_afterwards() -> None:
    body = """
      - 設定: 記録
        値: {行.結果: 行.番号}
"""
    columns = "    列:\n      - {項目: 結果, id: result, 型: 文字}\n"
    trial = a_loop(body, more=columns, rows=2)

    assert trial.state.answers["rows"] == [{"番号": "N0", "result": "N0"}, {"番号": "N1", "result": "N1"}]
    ended = [effect for effect in trial.simulation.effects if isinstance(effect, RowEnded)]
    assert [effect.values for effect in ended] == [{"result": "N0"}, {"result": "N1"}]


def test_an_error_in_one_row_is_handled_in_that_row() -> None:
    more = """
    エラー時:
      - とき: 連携失敗
        手順:
          - 入力: 手での登録
            担当: 人事課
            期限: 1営業日
"""
    trial = a_loop(more=more, rows=2)

    trial.fail()
    assert trial.waiting.count("手での登録") == 1
    sound(trial)
    trial.press("手での登録", "done")
    trial.answer()

    assert trial.state.outcome == "済み"


def test_a_row_is_sent_back_by_itself() -> None:
    body = """
      - 入力: 記入
        担当: 人事課
        期限: 1営業日
      - 確認: 点検
        担当: 人事課
        期限: 1営業日
        差戻し先: 記入
"""
    trial = a_loop(body, rows=2)
    for task in list(trial.state.tasks.values()):
        trial.press_task(task, "done")
    first, _ = list(trial.state.tasks.values())

    trial.press_task(first, "send_back", "記入")

    assert sorted(trial.waiting) == ["点検", "記入"]
    assert trial.state.round == 1
    assert {passed.row for passed in trial.state.passed if passed.void} == {first.row}
    sound(trial)


def test_a_send_back_to_before_the_block_takes_all_rows_away() -> None:
    body = """
      - 確認: 点検
        担当: 人事課
        期限: 1営業日
        差戻し先: 申請
"""
    trial = a_loop(body, more="    同時: 2\n", rows=3)
    first, second = list(trial.state.tasks.values())
    trial.press_task(first, "checked")

    trial.press_task(second, "send_back", "申請")

    assert trial.waiting == ["申請"]
    assert len(trial.state.scopes) == 1
    sound(trial)


def test_a_call_of_a_row_that_must_not_stay_is_undone_when_the_row_is_rejected() -> None:
    body = """
      - 連携: 登録
        呼出: 機器.変更
        送る: {件名: 行.番号}
        差戻し時: 取消
        取消時: {呼出: 機器.解除, 送る: {件名: 行.番号}}
      - 承認: 課長の承認
        担当: 人事課の課長
        期限: 1営業日
"""
    trial = a_loop(body, rows=2)
    trial.answer()
    trial.answer()
    (second,) = [task for task in trial.state.tasks.values() if task.row.endswith("/1")]

    trial.press_task(second, "reject")

    undone = [call for call in trial.simulation.calls if call.key.endswith("/undo")]
    assert [call.payload for call in undone] == [{"件名": "N1"}]


def test_a_call_made_again_in_one_row_does_not_undo_that_of_another() -> None:
    body = """
      - 入力: 記入
        担当: 人事課
        期限: 1営業日
      - 連携: 登録
        呼出: 機器.変更
        送る: {件名: 行.番号}
        差戻し時: 維持
        変わったら: 取消してもう一度
        取消時: {呼出: 機器.解除, 送る: {件名: 行.番号}}
"""
    trial = a_loop(body, more="    順番: はい\n", rows=2)
    for _ in range(2):
        trial.press("記入", "done")
        trial.answer()

    assert trial.called.count("機器.解除") == 0
    assert trial.state.outcome == "済み"


def test_blocks_inside_each_other_read_both_rows() -> None:
    body = """
      - 全件: 中の一件
        対象: 明細
        一件: 相手
        手順:
          - 連携: 登録
            呼出: 機器.変更
            送る: {件名: (行.番号 ?? 「」) + (相手.番号 ?? 「」)}
"""
    trial = a_loop(body, rows=2)

    assert sent(trial) == ["N0N0", "N0N1", "N1N0", "N1N1"]
    sound(trial)


@pytest.mark.parametrize("done", [0, 4_990])
def test_a_row_of_a_large_table_occupies_the_state_only_while_it_is_under_way(done: int) -> None:
    body = """
      - 確認: 点検
        担当: 人事課
        期限: 1営業日
        できないこと: 差戻し
      - 連携: 登録
        呼出: 機器.変更
        送る: {件名: 行.番号}
"""
    trial = Trial.of(LOOP + "    最大: 5000行\n    手順:" + body + END, TABLES)
    trial.submit(件名="椅子")
    trial.simulation.rows = lambda wanted: [{"番号": f"N{wanted.first + place}"} for place in range(wanted.count)]
    row_set = {"row_set": str(UUID(int=7)), "count": 5_000}
    trial.answer(明細=row_set)
    (loop,) = [scope for scope in trial.state.scopes.values() if scope.need]
    state = trial.state.draft()
    state.scopes[loop.id] = replace_counters(state.scopes[loop.id], done)
    trial.simulation.state = state

    for _ in range(5):
        trial.press_task(next(iter(trial.state.tasks.values())), "checked")
        trial.answer()

    assert len(trial.state.scopes) <= 22
    assert len(trial.state.passed) == 1
    assert len(trial.state.to_bytes()) < 30_000


def replace_counters(scope: Scope, done: int) -> Scope:
    return replace(scope, started=done + 20, got=done, done=f"{(1 << done) - 1:x}")
