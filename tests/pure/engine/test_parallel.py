"""並行: branches run beside each other, joins count, lost branches are withdrawn, send-backs re-open one branch."""

import pytest

from tests.support.trial import APPLY, Trial
from workflow.engine.outcome import Refused

BRANCHES = """
  - 並行: 並行
    成立: {quorum}
    枝:
      - 名前: 甲
        手順:
          - 確認: 甲の確認
            担当: 人事課
          - 連携: 甲の登録
            呼出: 機器.変更
            送る: {{件名: 件名}}
            差戻し時: 取消
            やめた時: {on_stop}
            取消時: {{呼出: 機器.解除, 送る: {{件名: 件名}}}}
          - 確認: 甲の仕上げ
            担当: 人事課
            差戻し先: [甲の確認, 申請]
            できること: {{抜ける: 進む 最後}}
      - 名前: 乙
        手順:
          - 確認: 乙の確認
            担当: 人事課
          - 確認: 乙の仕上げ
            担当: 人事課
            差戻し先: [乙の確認, 申請]
      - 名前: 丙
        条件: 件名 ?? 「」 = 「椅子」
        手順:
          - 確認: 丙の確認
            担当: 人事課
"""
LAST = """
  - 承認: 最後
    担当: 人事課
    差戻し先: [申請, 甲の確認, 甲の仕上げ, 乙の確認, 丙の確認]
  - 終了: 済み
"""


def trial(*, quorum: str = "全部", on_stop: str = "維持", title: str = "机") -> Trial:
    return Trial.of(APPLY + BRANCHES.format(quorum=quorum, on_stop=on_stop) + LAST).submit(title=title)


def first_branch_done(case: Trial) -> Trial:
    case.press("甲の確認", "checked")
    case.answer()
    case.press("甲の仕上げ", "checked")
    return case


def second_branch_done(case: Trial) -> Trial:
    case.press("乙の確認", "checked")
    case.press("乙の仕上げ", "checked")
    return case


def test_every_branch_whose_condition_holds_is_started_together() -> None:
    assert trial(title="椅子").waiting == ["甲の確認", "乙の確認", "丙の確認"]
    assert trial(title="机").waiting == ["甲の確認", "乙の確認"]


@pytest.mark.parametrize("title", ["机", "椅子"])
def test_the_block_is_done_when_the_last_started_branch_is(title: str) -> None:
    case = second_branch_done(first_branch_done(trial(title=title)))
    if title == "椅子":
        assert case.waiting == ["丙の確認"]
        case.press("丙の確認", "checked")

    assert case.waiting == ["最後"]


def test_a_branch_that_is_done_waits_for_the_others() -> None:
    case = second_branch_done(trial())

    assert case.waiting == ["甲の確認"]
    (block,) = [scope for scope in case.state.scopes.values() if scope.need]
    assert (block.need, block.got) == (2, 1)


def test_with_one_enough_the_first_branch_wins_and_the_rest_is_not_needed_any_more() -> None:
    case = second_branch_done(trial(quorum="1つ"))

    assert case.waiting == ["最後"]
    assert case.called == []


@pytest.mark.parametrize(("on_stop", "called"), [("取消", ["機器.変更", "機器.解除"]), ("維持", ["機器.変更"])])
def test_calls_of_a_branch_that_lost_are_undone_where_they_say_so(on_stop: str, called: list[str]) -> None:
    case = trial(quorum="1つ", on_stop=on_stop)
    case.press("甲の確認", "checked")
    case.answer()
    second_branch_done(case)

    assert (case.waiting, case.called) == (["最後"], called)


def test_a_jump_out_of_a_branch_ends_the_block() -> None:
    case = trial(title="椅子")
    case.press("甲の確認", "checked")
    case.answer()
    case.press("甲の仕上げ", "抜ける")

    assert case.waiting == ["最後"]


def test_a_send_back_within_a_branch_leaves_the_others_alone() -> None:
    case = trial()
    case.press("乙の確認", "checked")
    case.press("乙の仕上げ", "send_back", to="乙の確認")

    assert sorted(case.waiting) == ["乙の確認", "甲の確認"]
    assert case.void == ["乙の確認", "乙の仕上げ"]


def test_a_send_back_out_of_a_branch_withdraws_the_others_and_undoes_their_calls() -> None:
    case = trial()
    case.press("甲の確認", "checked")
    case.answer()
    case.press("乙の確認", "checked")
    case.press("乙の仕上げ", "send_back", to="申請")

    assert case.waiting == ["申請"]
    assert case.called == ["機器.変更", "機器.解除"]
    assert [scope.group for scope in case.state.scopes.values()] == [""]


def test_a_send_back_from_behind_redoes_one_branch_and_the_results_of_the_others_stand() -> None:
    case = second_branch_done(first_branch_done(trial()))
    case.press("最後", "send_back", to="甲の仕上げ")

    assert case.waiting == ["甲の仕上げ"]
    assert case.void == ["甲の仕上げ", "最後"]
    assert case.called == ["機器.変更"]
    case.press("甲の仕上げ", "checked")
    assert case.waiting == ["最後"]


def test_a_block_that_was_opened_again_can_be_undone_from_inside() -> None:
    case = second_branch_done(first_branch_done(trial()))
    case.press("最後", "send_back", to="甲の仕上げ")
    case.press("甲の仕上げ", "send_back", to="甲の確認")

    assert case.called == ["機器.変更", "機器.解除"]


def test_a_branch_that_was_never_started_cannot_be_sent_back_to() -> None:
    case = second_branch_done(first_branch_done(trial(title="机")))

    assert isinstance(case.attempt("最後", "send_back", to="丙の確認"), Refused)


def test_a_block_none_of_whose_branches_runs_is_passed() -> None:
    steps = """
  - 並行: 並行
    枝:
      - {名前: 甲, 条件: 件名 ?? 「」 = 「a」, 手順: [{確認: 甲, 担当: 人事課}]}
      - {名前: 乙, 条件: 件名 ?? 「」 = 「b」, 手順: [{確認: 乙, 担当: 人事課}]}
"""
    case = Trial.of(APPLY + steps + "  - 終了: 済み\n").submit(title="c")

    assert case.state.outcome == "済み"


def test_an_ending_in_a_branch_ends_the_whole_case() -> None:
    steps = """
  - 並行: 並行
    枝:
      - {名前: 甲, 手順: [{確認: 甲, 担当: 人事課}, {終了: 不調, 全体を終える: はい}]}
      - {名前: 乙, 手順: [{確認: 乙, 担当: 人事課}]}
"""
    case = Trial.of(APPLY + steps + "  - 終了: 済み\n").submit(title="c")
    case.press("甲", "checked")

    assert (case.state.outcome, case.state.tokens) == ("不調", {})


ERRORS = """
  - まとまり: 束
    手順:
      - 並行: 並行
        枝:
          - 名前: 甲
            手順:
              - 連携: 甲の登録
                呼出: 機器.変更
                送る: {件名: 件名}
                差戻し時: 取消
                取消時: {呼出: 機器.解除, 送る: {件名: 件名}}
              - {確認: 甲, 担当: 人事課}
          - 名前: 乙
            手順:
              - 連携: 乙の登録
                呼出: 機器.登録
                送る: {氏名: 申請者.氏名}
    エラー時:
      - とき: 連携失敗
        取消: はい
        手順: [{入力: 対応, 担当: 人事課}]
  - 終了: 済み
"""


def test_an_error_in_a_branch_withdraws_all_branches_and_undoes_what_they_did() -> None:
    case = Trial.of(APPLY + ERRORS).submit(title="c")
    case.answer()
    case.fail()

    assert case.waiting == ["対応"]
    assert case.called == ["機器.変更", "機器.登録", "機器.解除"]


def test_what_two_branches_did_is_undone_in_the_reverse_order_of_completion() -> None:
    steps = """
  - 並行: 並行
    枝:
      - 名前: 甲
        手順:
          - まとまり: 束
            手順:
              - 連携: 早い
                呼出: 機器.変更
                送る: {件名: 件名}
                差戻し時: 取消
                取消時: {呼出: 機器.解除, 送る: {件名: 件名}}
      - 名前: 乙
        手順:
          - 連携: 遅い
            呼出: 機器.登録
            送る: {氏名: 申請者.氏名}
            受取る: {番号: 番号}
            差戻し時: 取消
            取消時: {呼出: 機器.取消, 送る: {番号: 番号}}
  - 承認: 最後
    担当: 人事課
  - 終了: 済み
"""
    orders = {}
    for first in ("機器.変更", "機器.登録"):
        case = Trial.of(APPLY + steps).submit(title="c")
        for operation in (first, *({"機器.変更", "機器.登録"} - {first})):
            key = next(call.key for call in case.simulation.calls if call.operation == operation)
            case.answer(key, 番号="1") if operation == "機器.登録" else case.answer(key)
        case.press("最後", "send_back")
        orders[first] = case.called[2:]

    assert orders == {"機器.変更": ["機器.取消", "機器.解除"], "機器.登録": ["機器.解除", "機器.取消"]}


def test_a_branch_whose_condition_nobody_knows_is_put_before_an_administrator() -> None:
    asked = """
  - 連携: 額の照会
    呼出: 機器.額
    送る: {氏名: 申請者.氏名}
    受取る: {額: 額}
  - 並行: 並行
    枝:
      - {名前: 甲, 条件: 額 > 0円, 手順: [{確認: 甲の確認, 担当: 人事課}]}
      - {名前: 乙, 手順: [{確認: 乙の確認, 担当: 人事課}]}
  - 終了: 済み
"""
    case = Trial.of(APPLY + asked).submit(title="机")

    case.answer()

    assert (case.incidents, case.waiting) == (["条件が決まりません(額が空です): 額 > 0円"], ["並行"])
