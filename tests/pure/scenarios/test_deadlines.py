"""Deadlines that count from days of the case, as a procedure of the golden files has them."""

import pytest

from meguro_platform.scenarios.results import FileResult
from tests.support.definitions import GOLDEN
from tests.support.scenarios import played

TEXT = (GOLDEN / "ok" / "outing.yaml").read_text("utf-8").replace("総務課", "人事課")


def failures(result: FileResult) -> list[str]:
    found = [each.failure for each in result.scenarios if each.failure]
    told = (difference for failure in found for difference in failure.differences)
    return [f"{each.what.ja}: {each.expected} / {each.actual}" for each in told]


def test_deadlines_count_from_the_day_of_the_form_and_move_with_it() -> None:
    assert failures(played(TEXT)) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("実施日の3営業日前", "2026-06-05"),
        ("実施日の1週前", "2026-06-03"),
        ("実施日の当日", "2026-06-10"),
        ("実施日の翌日から1か月", "2026-07-10"),
        ("実施日から2週間", "2026-06-24"),
        ("月末", "2026-06-01"),
        ("翌月末", "2026-06-30"),
        ("実施日の月末", "2026-06-30"),
        ("実施日 + 1日 の当日", "2026-06-11"),
    ],
)
def test_a_deadline_is_counted_as_it_reads(written: str, expected: str) -> None:
    text = TEXT.replace("期限: 実施日の3営業日前", f"期限: {written}").replace("2026-06-05T17:15", f"{expected}T17:15")

    result = played(text[: text.index("  - 名前: 名簿が間に合わなければ")])

    assert failures(result) == []


def test_overdue_work_is_given_to_somebody_else() -> None:
    given = TEXT.replace("{通知: [承認の遅れ]}", "{通知: [承認の遅れ], 担当: [総務部の部長]}")
    kept = given.replace("        - 担当替え: 部長へ\n          担当: 総務部の部長\n", "")

    assert failures(played(given)) == []
    assert [failure.partition(":")[0] for failure in failures(played(kept))] == ["担当"]


def test_a_deadline_that_is_another_one_is_told_with_both() -> None:
    (failure,) = failures(played(TEXT.replace("{報告: 2026-06-28T17:15}", "{報告: 2026-06-29T17:15}")))

    assert "期限 報告" in failure
    assert "2026-06-29T17:15" in failure
    assert "2026-06-28T17:15" in failure


def test_a_day_that_is_not_known_stops_the_case_for_an_administrator() -> None:
    text = TEXT.replace("{項目: 実施日, 型: 日付, 必須: はい}", "{項目: 実施日, 型: 日付, 初期値: 今日}")
    scenario = """試験:
  - 名前: 実施日が空なら要対応
    場: {今: 2026-05-11T09:00}
    入力: {行き先: 科学館, 実施日: ""}
    進行:
      - 引率の申請: 提出
    期待: {手順: 計画の承認, 要対応: 期限が決まりません(実施日が空です)}
"""

    assert failures(played(text[: text.index("試験:")] + scenario)) == []


BESIDE = """書式: 1
手続: 引率
id: outing
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立, 遅れ: 不成立}
様式:
  - {項目: 実施日, id: day, 型: 日付, 必須: はい}
手順:
  - {申請: 申込み, 担当: 申請者}
  - 並行: 準備
    枝:
      - {名前: 日程, 手順: [{入力: 日程の見直し, 担当: 申請者, 編集項目: [実施日], 期限: 9営業日}]}
      - 名前: 名簿
        手順:
          - 入力: 名簿の提出
            担当: 申請者
            期限: 実施日の7日前
            期限切れ: {そのとき: 引き取る, 手順: [{終了: 遅れ, 全体を終える: はい}]}
  - 終了: 済み
試験:
  - 名前: 開いている仕事の期限も動く
    場: {今: 2026-05-11T09:00}
    入力: {実施日: 2026-05-20}
    進行:
      - 申込み: 提出
      - 確かめる: {期限: {名簿の提出: 2026-05-13T17:15}}
      - 日程の見直し: {する: 完了, 入力: {実施日: 2026-05-27}}
      - 確かめる: {期限: {名簿の提出: 2026-05-20T17:15}}
      - 時刻: 2026-05-20T17:00
      - 確かめる: {未処理: [名簿の提出]}
      - 経過: 1時間
    期待: {結果: 遅れ}
"""


def test_open_work_and_what_follows_when_it_is_late_move_with_the_day() -> None:
    assert failures(played(BESIDE)) == []
