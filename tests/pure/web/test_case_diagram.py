"""The drawing of a procedure: what leaves the main way says why."""

from approvals.selectors.case_diagram import PER_LINE, _lines, drawing
from tests.support.trial import APPLY, program_of

STEPS = (
    APPLY
    + """
  - 並行: 手分け
    枝:
      - {名前: 甲の枝, 手順: [{確認: 甲, 担当: 人事課}]}
      - {名前: 乙の枝, 手順: [{確認: 乙, 担当: 人事課}]}
  - 分岐: 額
    場合:
      - 名前: 高い
        条件: (金額 ?? 0円) > 5円
        手順: [{確認: 高額, 担当: 人事課, 条件: (件名 ?? 「」) = 「椅子」}]
      - それ以外:
        手順: []
  - 連携: 登録
    呼出: 機器.変更
    送る: {件名: 件名}
    変わったら: そのまま
    エラー時:
      - とき: 連携失敗
        手順: [{入力: 手で, 担当: 人事課}]
  - 確認: 仕上げ
    担当: 人事課
    期限: 1営業日
    期限切れ: {手順: [{通知: 遅れ, 宛先: 人事課, 文面: 遅れています。}]}
  - 終了: 済み
"""
)


def test_branches_ways_deadlines_and_errors_say_what_leads_to_them() -> None:
    drawn = drawing(program_of(STEPS), {}, "ja")

    assert {box.name: box.beside for box in drawn.boxes if box.beside} == {
        "甲": "甲の枝",
        "乙": "乙の枝",
        "高額": "高い",
        "手で": "エラー時",
        "遅れ": "期限切れ",
    }


def test_what_is_on_the_main_way_says_nothing() -> None:
    drawn = drawing(program_of(STEPS), {}, "ja")

    assert [box.name for box in drawn.boxes if box.row == 0] == ["申請", "手分け", "額", "登録", "仕上げ"]
    assert all(not box.beside for box in drawn.boxes if box.row == 0)


def test_a_long_condition_is_cut_in_the_drawing() -> None:
    steps = STEPS.replace("      - 名前: 高い\n        条件", "      - 条件")

    captions = {box.name: box.caption for box in drawing(program_of(steps), {}, "ja").boxes}

    assert captions["高額"] == "(金額 ?? 0円) …"


def test_a_long_name_is_wrapped_between_words_and_cut_only_after_four_lines() -> None:
    whole = _lines("Hand over the new card and collect the old one", PER_LINE["en"])
    cut = _lines("区民生活部長の決定と通知の発送について" * 3, PER_LINE["ja"])

    assert whole == ("Hand over the", "new card and", "collect the", "old one")
    assert len(cut) == 4 and cut[-1].endswith("…") and max(map(len, cut)) <= PER_LINE["ja"]
