"""{行: 列}: in a 全件 the work of a row goes to whoever stands in a column of it."""

import pytest

from forms.source.source import Source
from meguro_platform.scenarios.results import FileResult
from tests.support.scenarios import played, town
from workflow.definition.load import load

HEAD = """書式: 1
手続: 意見の聴取
id: hearing
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {聴取済: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
  - 項目: 相手
    id: heard
    型: 表
    行数: 1〜5
    列:
      - {項目: 職員, id: person, 型: 職員, 必須: はい}
      - {項目: 課, id: unit, 型: 所属}
手順:
  - 申請: 申込み
    担当: 申請者
  - 全件: 一人ずつ
    対象: 相手
    列: [{項目: 意見, id: opinion, 型: 文字}]
    手順:
"""
STEP = """      - 入力: 意見の記入
        担当: {行: 職員}
        期限: 3営業日
"""
TAIL = """  - 終了: 聴取済
試験:
"""
TWO = "入力: {件名: 机, 相手: [{職員: 申請者の係長, 課: 総務部人事課}, {職員: 総務課の課長}]}"


def run(scenario: str, step: str = STEP, head: str = HEAD) -> FileResult:
    return played(head + step + TAIL + scenario)


def problems(step: str, head: str = HEAD) -> list[tuple[str, str]]:
    found = load(Source("hearing.yaml", head + step + TAIL.removesuffix("試験:\n")), town().ward.office.catalogue)
    return [(problem.id, problem.message.ja) for problem in found.problems if problem.id[0] == "E"]


def test_each_row_is_the_work_of_whoever_stands_in_it() -> None:
    result = run(f"""
  - 名前: 二人に聞く
    {TWO}
    進行:
      - 申込み: 提出
      - 確かめる: {{担当: [申請者の係長, 総務課の課長]}}
      - 意見の記入: {{する: 完了, 行: 1, 人: 総務課の課長, 拒否: 担当ではありません}}
      - 意見の記入: {{する: 完了, 行: 1, 人: 申請者の係長}}
      - 確かめる: {{担当: [総務課の課長]}}
      - 意見の記入: {{する: 完了, 行: 2}}
    期待: {{結果: 聴取済}}
""")

    assert result.passed, result


def test_relations_go_on_from_the_person_of_the_row() -> None:
    result = run(
        f"""
  - 名前: 上司に聞く
    {TWO}
    進行:
      - 申込み: 提出
      - 確かめる: {{担当: [総務部の部長, 申請者の課長]}}
""",
        STEP.replace("{行: 職員}", '"{行.職員}の所属長"'),
    )

    assert result.passed, result


def test_a_unit_of_the_row_is_anybody_in_it_and_an_empty_cell_waits_for_an_administrator() -> None:
    result = run(
        f"""
  - 名前: 課に聞く
    {TWO}
    進行:
      - 申込み: 提出
      - 確かめる: {{担当: [総務部人事課], 要対応: 担当}}
""",
        STEP.replace("{行: 職員}", "{行: 課}"),
    )

    assert result.passed, result


def test_notices_and_papers_to_look_at_go_to_the_people_of_the_row() -> None:
    step = """      - 通知: 聴取の通知
        宛先: [{行: 職員}, {行: 課}]
        文面: "{件名}"
      - 供覧: 資料の供覧
        宛先: {行: 職員}
        期限: 3営業日
"""
    result = run(
        f"""
  - 名前: 二人に見せる
    {TWO}
    進行:
      - 申込み: 提出
      - 後閲する: 申請者の係長
      - 後閲する: 総務課の課長
    期待: {{結果: 聴取済, 通知: [聴取の通知, 聴取の通知]}}
""",
        step,
    )

    assert result.passed, result


def test_each_row_begins_a_case_of_its_person_and_an_empty_cell_waits_for_an_administrator() -> None:
    step = "      - {起票: 本人の申出, 手続: leave-of-absence, 申請者: {行: 職員}}\n"
    told = run(f"""
  - 名前: 二人の申出
    {TWO}
    進行:
      - 申込み: 提出
    期待: {{結果: 聴取済}}
""", step)  # fmt: skip
    empty = run(f"""
  - 名前: だれの申出か分からない
    {TWO}
    進行:
      - 申込み: 提出
      - 確かめる: {{要対応: 「本人の申出」の申請者が決まりません}}
""", step.replace("{行: 職員}", "{行: 課}"))  # fmt: skip

    assert told.passed, told
    assert empty.passed, empty


def test_a_row_of_another_name_names_its_people_by_it() -> None:
    head = HEAD.replace("    対象: 相手\n", "    対象: 相手\n    一件: 相手の人\n")

    assert problems(STEP.replace("{行: 職員}", "{相手の人: 職員}"), head) == []
    assert [id_ for id_, _ in problems(STEP, head)] == ["E100"]


@pytest.mark.parametrize("named", ["{行: 意見}", "{行: 氏名}", "{列: 職員}", "{項目: 職員}"])
def test_what_is_no_column_of_people_is_told(named: str) -> None:
    assert [id_ for id_, _ in problems(STEP.replace("{行: 職員}", named))] == ["E100"]


def test_a_row_names_nobody_outside_of_its_block() -> None:
    outside = "  - {確認: 確かめ, 担当: {行: 職員}, 期限: 1営業日}\n"

    assert [id_ for id_, _ in problems(STEP + outside)] == ["E100"]


def test_nothing_but_people_fills_a_column_of_people() -> None:
    head = HEAD.replace("{項目: 職員, id: person, 型: 職員, 必須: はい}", "{項目: 職員, 型: 職員, 計算: 件名}")

    assert "E076" in [id_ for id_, _ in problems(STEP, head)]


def test_a_scenario_that_names_nobody_in_a_cell_is_told() -> None:
    scenario = """  - 名前: だれ
    入力: {件名: 机, 相手: [{職員: 申請者の課超}]}
    進行:
      - 申込み: 提出
"""
    found = load(Source("hearing.yaml", HEAD + STEP + TAIL + scenario), town().ward.office.catalogue)

    assert [(problem.id, problem.position.line) for problem in found.problems if problem.id[0] == "E"] == [("E120", 29)]
