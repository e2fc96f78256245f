"""What the lines of a scenario do, on small procedures."""

from datetime import date

import pytest

from meguro_platform.scenarios.results import Failure, FileResult
from meguro_platform.scenarios.scene import applicant_in
from tests.support.scenarios import loaded, played, town

MONDAY = date(2026, 5, 11)
HEAD = """書式: 1
手続: 試しの手続
id: trial
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
  - {項目: 秘密, id: hidden, 型: 文字, 表示: 件名 = 「秘密」}
  - {項目: 結果の番号, id: number, 型: 文字, 記入: なし}
検査:
  - {検査: 件名 ≠ 「椅子」, 文: 椅子は足りています。, 項目: 件名, 扱い: 注意}
連携先:
  機器.登録: {送る: [氏名], 受取る: [番号]}
  機器.完了: {受ける: [番号]}
手順:
  - 申請: 申請
    担当: 申請者
  - 審議: 審議
    担当: 申請者の係長
    期限: 1営業日
    催促: 1時間ごと
  - 連携: 登録
    呼出: 機器.登録
    送る: {氏名: 申請者.氏名}
    受取る: {結果の番号: 番号}
    再試行: 5回 1分から倍々
    エラー時: [{とき: 連携失敗, 手順: [{入力: 手での登録, 担当: 人事課, 期限: 1営業日}]}]
  - 待機: 完了待ち
    知らせ: 機器.完了
    期限: 3営業日
    期限切れ: {そのとき: 引き取る, 手順: [{入力: 催促の電話, 担当: 人事課, 期限: 1営業日}, {進む: 決定}]}
  - 決定: 決定
    担当: 申請者の所属長
    代決: 可
    期限: 1営業日
    期限切れ: {手順: [{通知: 遅れ, 宛先: 申請者, 文面: 遅れています。}]}
  - 終了: 済み
取下げ: {できる人: 申請者, いつまで: 決定}
試験:
  - 名前: 一つの試験
"""
SUBMIT = "    入力: {件名: 机}\n    進行:\n      - 申請: 提出\n"


def run(lines: str, head: str = HEAD) -> FileResult:
    return played(head + lines)


def failure_of(lines: str) -> Failure | None:
    (scenario,) = run(lines).scenarios
    return scenario.failure


GOOD = {
    "nothing is submitted yet": "    進行:\n      - 確かめる: {手順: 申請, 回: 1, 呼出済: [], 担当: []}\n",
    "what was written in a refused application stays": """
    進行:
      - 申請: {する: 提出, 拒否: 件名}
      - 申請: {する: 提出, 入力: {件名: 机}}
      - 確かめる: {手順: 審議, 項目: {件名: 机}}
""",
    "hidden items that scenarios share are left out": "    入力: {件名: 机, 秘密: x}\n    進行: [{申請: 提出}]\n",
    "a warning does not hinder": "    入力: {件名: 椅子}\n    進行: [{申請: 提出}]\n    期待: {手順: 審議}\n",
    "a warning can be expected": """
    入力: {件名: 椅子}
    進行: [{申請: {する: 提出, 拒否: 足りています}}]
    期待: {手順: 申請}
""",
    "an absent examiner looks later and it is seen when he looked": SUBMIT
    + """
      - 確かめる: {手順: 完了待ち, 後閲待ち: [申請者の係長]}
      - 後閲する: 申請者の係長
      - 確かめる: {後閲待ち: []}
    場: {不在: [申請者の係長]}
""",
    "systems answer in order and then succeed": SUBMIT
    + """
      - 審議: 異議なし
      - 確かめる: {手順: 手での登録, 担当: [人事課]}
      - 手での登録: 完了
    連携応答: {機器.登録: [失敗]}
    期待: {手順: 完了待ち, 呼出済: [機器.登録]}
""",
    "an answer fills its item": SUBMIT
    + "      - 審議: 異議なし\n    連携応答: {機器.登録: [{番号: N-1}]}\n    期待: {項目: {結果の番号: N-1}}\n",
    "a message lets the case go on": SUBMIT
    + "      - 審議: 異議なし\n      - 知らせ: 機器.完了\n    期待: {手順: 決定, 未処理: [決定]}\n",
    "what falls due on the way happens in order": SUBMIT
    + """
      - 審議: 異議なし
      - 経過: 3営業日
      - 確かめる: {手順: 催促の電話, 通知: []}
      - 催促の電話: 完了
      - 経過: 1営業日
    期待: {手順: 決定, 通知: [遅れ], 通らない: [手での登録]}
""",
    "the clock can be set": SUBMIT
    + "      - 審議: 異議なし\n      - 時刻: 2026-05-14T17:15\n    期待: {手順: 催促の電話}\n",
    "a deputy decides when the decider is away": SUBMIT
    + """
      - 審議: 異議なし
      - 知らせ: 機器.完了
      - 決定: {する: 決定, 人: 申請者の係長, 資格: 代決}
    場: {不在: [申請者の所属長]}
    期待: {結果: 済み, 後閲待ち: [申請者の所属長]}
""",
    "somebody else may not act": SUBMIT + "      - 審議: {する: 異議なし, 人: 人事課の課長, 拒否: 担当}\n",
    "a step that does not wait can not be done": SUBMIT + "      - 決定: {する: 決定, 拒否: 待っていません}\n",
    "the applicant can withdraw": SUBMIT + "      - 取下げ: 申請者\n    期待: {結果: 取下げ, 未処理: []}\n",
    "a chief of a section applies": "    場: {申請者: 課長}\n" + SUBMIT + "    期待: {担当: [申請者の部長]}\n",
}

BAD = {
    "a message nobody waits for": (SUBMIT + "      - 知らせ: 機器.完了\n", "知らせ"),
    "a clock that is turned back": (SUBMIT + "      - 時刻: 2026-05-01T09:00\n", "時刻"),
    "more reminders than anybody reads": (SUBMIT + "      - 経過: 9999営業日\n", "経過"),
    "a later view nobody owes": (SUBMIT + "      - 後閲する: 申請者の係長\n", "後閲"),
    "a step that was passed": (SUBMIT + "    期待: {通らない: [審議]}\n", "通らない"),
    "an incident that is not there": (SUBMIT + "    期待: {要対応: 空です}\n", "要対応"),
    "open work that is not there": (SUBMIT + "    期待: {未処理: [審議, 決定]}\n", "未処理"),
    "an act before the application": ("    進行: [{審議: 異議なし}]\n", "結果"),
    "an act that is refused": ("    進行: [{申請: 提出}]\n", "結果"),
    "a withdrawal by somebody else": (SUBMIT + "      - 取下げ: 人事課の課長\n", "結果"),
    "a refusal that does not come": ("    入力: {件名: 机}\n    進行: [{申請: {する: 提出, 拒否: 空です}}]\n", "拒否"),
}


@pytest.mark.parametrize("lines", GOOD.values(), ids=GOOD)
def test_a_line_does_what_it_says(lines: str) -> None:
    assert failure_of(lines) is None


@pytest.mark.parametrize(("lines", "heading"), BAD.values(), ids=BAD)
def test_a_line_that_does_not_come_true_is_a_failure(lines: str, heading: str) -> None:
    failure = failure_of(lines)

    assert failure is not None
    assert [difference.what.ja for difference in failure.differences] == [heading]


def test_a_failure_ends_only_its_own_scenario() -> None:
    result = run("    進行: [{審議: 異議なし}]\n  - 名前: 別の試験\n" + SUBMIT)

    assert [scenario.failure is None for scenario in result.scenarios] == [False, True]


def test_coverage_names_the_steps_and_branches_no_scenario_passes() -> None:
    result = run(SUBMIT + "      - 審議: 異議なし\n")

    missing = {part.name.ja for part in (*result.steps.missing, *result.branches.missing)}

    assert {"手での登録", "決定", "エラー時: 手での登録", "決定: 決定", "完了待ち: 期限切れ"} <= missing
    assert "審議" not in missing
    assert "審議: 異議なし" not in missing


def test_each_button_that_leads_back_or_out_is_pressed_once_and_counts_as_passed() -> None:
    result = run(SUBMIT + "      - 審議: 異議なし\n" + "  - 名前: 別の試験\n" + SUBMIT + "      - 審議: 意見\n")

    assert [(walk.step, walk.button.ja, walk.to, walk.trouble) for walk in result.walks] == [
        ("審議", "差戻し", "申請", "")
    ]
    assert "審議: 差戻し" not in {part.name.ja for part in result.branches.missing}


def test_the_applicant_of_a_scene_is_of_no_unit_that_the_scenario_speaks_of() -> None:
    found = loaded(HEAD + SUBMIT + "      - 審議: {する: 異議なし, 人: 企画経営課の課長, 拒否: 担当}\n")
    assert found.program is not None
    organisation = town().without((), MONDAY)

    applicant = applicant_in("係員", found.program, found.scenarios[0], town(), MONDAY)

    around = {unit.name for unit in organisation.upwards(applicant.unit)}
    assert around.isdisjoint({"企画経営課", "人事課"})


@pytest.mark.parametrize("post", ["係員", "係長", "課長", "部長"])
def test_an_applicant_has_different_people_in_every_post_above(post: str) -> None:
    found = loaded(HEAD + SUBMIT)
    assert found.program is not None
    organisation = town().without((), MONDAY)

    applicant = applicant_in(post, found.program, found.scenarios[0], town(), MONDAY)

    rank = organisation.rank(applicant.kind)
    above = [organisation.holder(each.key, MONDAY) for each in organisation.line_above(applicant.unit, rank)]
    people = [applicant.person, *(holder.person for holder in above if holder)]
    assert len(people) == len(set(people)) == len(above) + 1


def test_a_scene_without_such_a_person_is_a_failure_of_its_scenario() -> None:
    failure = failure_of("    場: {申請者: 前の処理者}\n" + SUBMIT)

    assert failure is not None
    assert (failure.line, failure.differences[0].expected) == ("場", "前の処理者")
