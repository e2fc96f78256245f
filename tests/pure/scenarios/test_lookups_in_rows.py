"""照会 in the columns of a table, in 内部 and in a 届: compiled, checked and played."""

from forms.source.source import Source
from tests.support.scenarios import played, town
from workflow.definition.load import load

HEAD = """書式: 1
手続: 出張の費用
id: journey
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
  - 項目: 宿泊
    id: nights
    型: 表
    行数: 10以下
    列:
      - {項目: 地域, id: area, 型: 選択, 選択肢: [甲地, 乙地], 必須: はい}
      - {項目: 定額, id: rate, 型: 金額, 照会: {表: 宿泊料, 鍵: {地域: 地域}, 列: 一夜}}
  - {項目: 宿泊料の計, id: sum, 型: 金額, 計算: 合計(宿泊.定額)}
内部:
  - {項目: 限度, id: limit, 型: 金額, 照会: {表: 限度額, 鍵: {宿泊料の計: 宿泊料の計}, 列: 限度}}
決定表:
  宿泊料:
    一致: 上から
    表: |
      | 地域 || 一夜(金額) |
      | 甲地 || 13,300円   |
      | -    || 11,800円   |
  限度額:
    一致: 上から
    表: |
      | 宿泊料の計 || 限度(金額) |
      | 2万円以下  || 3万円      |
      | -          || 5万円      |
手順:
  - 申請: 申込み
    担当: 申請者
  - 確認: 所属長の確認
    担当: 申請者の所属長
    期限: 3営業日
  - 終了: 済み
いつでも:
  - 届: 延泊
    できる人: 申請者
    項目:
      - {項目: 地域, id: where, 型: 選択, 選択肢: [甲地, 乙地], 必須: はい}
      - {項目: 足す額, id: more, 型: 金額, 照会: {表: 宿泊料, 鍵: {地域: 地域}, 列: 一夜}}
    手順:
      - 設定: 足す
        値: {追加: 届.足す額 ?? 0円}
試験:
"""
ADDED = HEAD.replace("内部:\n", "内部:\n  - {項目: 追加, id: added, 型: 金額}\n")
TWO = "入力: {件名: 会議, 宿泊: [{地域: 甲地}, {地域: 乙地}]}"


def test_rows_internal_items_and_reports_are_looked_up() -> None:
    result = played(
        ADDED
        + f"""
  - 名前: 行ごとに引く
    {TWO}
    進行:
      - 申込み: 提出
      - 確かめる: {{項目: {{宿泊料の計: 25100円, 限度: 5万円}}}}
      - 届: {{名前: 延泊, 人: 申請者, 入力: {{地域: 甲地}}}}
      - 確かめる: {{項目: {{追加: 13300円}}}}
      - 所属長の確認: 確認
    期待: {{結果: 済み}}
"""
    )

    assert result.passed, result


def test_a_column_is_looked_up_in_a_system_and_answers_come_in_the_order_of_the_rows() -> None:
    system = HEAD.replace(
        "照会: {表: 宿泊料, 鍵: {地域: 地域}, 列: 一夜}", "照会: {連携先: 旅費.定額, 送る: {地域: 地域}, 列: 額}", 1
    ).replace("決定表:", "連携先:\n  旅費.定額: {送る: [地域], 受取る: [額]}\n決定表:")
    result = played(
        system.replace("内部:\n", "内部:\n  - {項目: 追加, id: added, 型: 金額}\n")
        + f"""
  - 名前: 行ごとに聞く
    {TWO}
    連携応答: {{旅費.定額: [{{額: 100円}}, {{額: 20円}}]}}
    進行:
      - 申込み: 提出
      - 確かめる: {{項目: {{宿泊料の計: 120円}}}}
"""
    )

    assert result.passed, result


def test_the_table_belongs_to_the_version_and_nobody_draws_it() -> None:
    program = load(Source("journey.yaml", ADDED.removesuffix("試験:\n")), town().ward.office.catalogue).program

    assert program is not None
    assert [master.name for master in program.form.masters] == ["宿泊料", "限度額"]
    assert program.tables == ()
