"""A system that refuses says why with a code, and エラー時 may name it by the word of the system's file (読替)."""

from forms.source.source import Source
from meguro_platform.definition_names import with_files
from meguro_platform.scenarios.results import FileResult
from meguro_platform.scenarios.run import run_scenarios
from tests.support.scenarios import DEFINITIONS, town
from workflow.definition.completion.completion import offers_at
from workflow.definition.load import Loaded, load

TEXT = """書式: 1
手続: 支払の準備
id: payment
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {登録済: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
  - {項目: 金額, id: amount, 型: 金額, 必須: はい}
  - {項目: 番号, id: number, 型: 文字, 記入: なし}
連携先:
  財務会計.負担行為登録: {送る: [件名, 予算科目, 金額], 受取る: [負担行為番号]}
手順:
  - 申請: 起案
    担当: 申請者
  - 連携: 登録
    呼出: 財務会計.負担行為登録
    送る: {件名: 件名, 予算科目: 「一般」, 金額: 金額}
    受取る: {番号: 負担行為番号}
    差戻し時: もう一度
    エラー時:
      - とき: 連携失敗
        手順:
          - {入力: 手での登録, 担当: 総務部総務課, 期限: 1営業日}
      - とき: 予算不足
        手順:
          - {差戻す: 起案, 理由: 予算が足りません}
  - 終了: 登録済
試験:
  - 名前: 予算が足りなければ起案へ戻る
    入力: {件名: 椅子, 金額: 800万円}
    連携応答: {財務会計.負担行為登録: [予算不足, {負担行為番号: F-1}]}
    進行:
      - 起案: 提出
      - 確かめる: {手順: 起案, 回: 2}
      - 起案: {する: 提出, 入力: {金額: 5万円}}
    期待: {結果: 登録済, 項目: {番号: F-1}}
  - 名前: 届かなければ手で登録する
    入力: {件名: 椅子, 金額: 800万円}
    連携応答: {財務会計.負担行為登録: 失敗}
    進行:
      - 起案: 提出
      - 手での登録: 完了
    期待: {結果: 登録済}
"""


def loaded(text: str) -> Loaded:
    return load(Source("payment.yaml", text), with_files(town().ward.office.catalogue, DEFINITIONS))


def played(text: str) -> FileResult:
    found = loaded(text)
    assert found.program is not None, [(each.position.line, each.id, each.message.ja) for each in found.problems]
    return run_scenarios(found.program, found.scenarios, town())


def errors(text: str) -> list[tuple[str, str, str]]:
    found = (problem for problem in loaded(text).problems if problem.id[0] == "E")
    return [(problem.id, problem.message.ja, problem.hint.ja if problem.hint else "") for problem in found]


def test_the_handler_that_names_the_refusal_goes_before_one_for_any_failed_call() -> None:
    result = played(TEXT)

    assert result.passed, result


def test_both_handlers_are_branches_that_a_scenario_should_pass() -> None:
    alone = played(TEXT[: TEXT.index("  - 名前: 予算")] + TEXT[TEXT.index("  - 名前: 届か") :])

    assert [part.name.ja for part in alone.branches.missing] == ["エラー時: 予算不足"]


def test_a_code_that_the_system_does_not_have_is_no_error_that_happens() -> None:
    found, *_ = errors(TEXT.replace("とき: 予算不足", "とき: 予算不測"))

    assert found == ("E013", "「予算不測」というエラーは起きません。", "「予算不足」の書き間違いではありませんか")


def test_a_reply_names_what_the_system_can_answer() -> None:
    ((code, said, _),) = errors(TEXT.replace("[予算不足, ", "[品切れ, "))

    assert (code, said) == ("E120", "応答は「成功」「失敗」「予算不足」か、出力の「名前: 値」です。")


def test_the_codes_of_the_systems_in_use_are_offered_while_typing() -> None:
    before = TEXT[: TEXT.index("予算不足\n        手順")]
    catalogue = with_files(town().ward.office.catalogue, DEFINITIONS)

    offered = offers_at(TEXT, before.count("\n") + 1, len(before.rpartition("\n")[2]), catalogue).offers

    assert [offer.word for offer in offered][:2] == ["連携失敗", "予算不足"]
