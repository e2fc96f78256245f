"""What may be written at the cursor is what the vocabulary allows there: its words, and the names it asks for."""

from dataclasses import replace
from pathlib import Path

import pytest

from forms.spec import ItemSpec
from tests.support.definitions import CATALOGUE, SHIPPED, SYSTEMS
from workflow.definition.catalogue import Catalogue, OtherProcedure, Regulation, SharedTable
from workflow.definition.completion.completion import Offers, offers_at

HEAD = "書式: 1\n手続: 鍵の貸出\n"
STEPS = f"{HEAD}手順:\n  - 申請: 申込み\n    担当: 申請者\n  - 決定: 課長の決定\n"


def at_the_end(text: str, catalogue: Catalogue | None = None) -> Offers:
    return offers_at(text, text.count("\n") + 1, None, catalogue)


def words(text: str, catalogue: Catalogue | None = None) -> list[str]:
    return [offer.word for offer in at_the_end(text, catalogue).offers]


def written(text: str, word: str, *, at: str = "") -> str:
    """The text after this word was chosen, the cursor standing behind `at`, or at the end."""
    before = text.partition(at)[0] + at if at else text
    lines = text.split("\n")
    line, column = before.count("\n"), len(before.rpartition("\n")[2])
    offer = next(offer for offer in offers_at(text, line + 1, column, CATALOGUE).offers if offer.word == word)
    assert offer.begin is not None
    lines[line] = lines[line][: offer.begin] + offer.insert + lines[line][offer.begin + offer.length :]
    return "\n".join(lines)


def test_at_the_top_stand_the_headings_that_are_not_written_yet() -> None:
    found = words(HEAD)

    assert "手順" in found
    assert "手続" not in found


def test_a_heading_says_what_it_means_and_whether_it_must_be_written() -> None:
    (office,) = [offer for offer in at_the_end(HEAD).offers if offer.word == "所管"]

    assert (office.meaning, office.insert, office.required) == ("手続を持つ課や係", "所管: ", True)


def test_below_the_heading_of_steps_stand_the_kinds() -> None:
    found = at_the_end(f"{HEAD}手順:\n  ").offers

    assert ("決定", "決める人が一人で決める", "- 決定: ") in [
        (offer.word, offer.meaning, offer.insert) for offer in found
    ]


def test_a_step_has_the_headings_of_its_kind() -> None:
    assert "代決" in words(f"{STEPS}    ")
    assert "呼出" not in words(f"{STEPS}    ")
    assert "呼出" in words(f"{STEPS}  - 連携: 登録\n    ")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    代決: ", ["可", "不可"]),
        ("    不在: ", ["後閲", "待つ"]),
        ("    期限切れ:\n      そのとき: ", ["残す", "引き取る"]),
        ("    期限切れ:\n      ", ["そのとき", "手順"]),
    ],
)
def test_a_heading_has_its_words_before_other_headings(line: str, expected: list[str]) -> None:
    assert words(STEPS + line)[: len(expected)] == expected


def test_an_item_has_types_and_headings() -> None:
    text = f"{HEAD}様式:\n  - 項目: 部屋\n    "

    assert "選択肢" in words(text)
    assert "複数選択" in words(f"{text}型: ")


def test_a_scenario_has_its_lines() -> None:
    text = f"{HEAD}試験:\n  - 名前: 借りられる\n    進行:\n      - "

    assert "確かめる" in words(text)
    assert "呼出済" in words(f"{text}確かめる:\n          ")


def test_below_an_outcome_stand_its_kind_and_its_english_name() -> None:
    assert words(f"{HEAD}結果:\n  貸出済:\n    ") == ["種類", "英語"]
    assert words(f"{HEAD}結果:\n  貸出済:\n    種類: ")[:3] == ["成立", "不成立", "中止"]


def test_in_an_english_file_the_words_are_english() -> None:
    assert words("format: 1\nsteps:\n  - decide: it\n    deputy: ")[:3] == ["allowed", "forbidden", "if"]


def test_what_english_words_mean_is_told_in_the_language_of_the_reader() -> None:
    text = "format: 1\nprocedure: Keys\n"

    (office,) = [offer for offer in offers_at(text, 3, reader="ja").offers if offer.word == "office"]

    assert (office.meaning, office.insert) == ("手続を持つ課や係", "office: ")


def test_a_mistake_above_hides_nothing_below() -> None:
    broken = STEPS.replace("    担当: 申請者\n", "    担等 申請者 [{\n")

    assert "代決" in words(f"{broken}    ")


# --- names ----------------------------------------------------------------------------------------------------------

OWN = """書式: 1
手続: 鍵の貸出
結果: {貸出済: 成立}
様式:
  - {項目: 部屋, 型: 選択, 選択肢: [会議室, 倉庫], 必須: はい}
  - {項目: 部屋の責任者, 型: 職員}
  - 項目: 使う日
    型: 日付
  - {項目: 至急, 型: はい・いいえ}
  - 項目: 行程
    型: 表
    列:
      - {項目: 運賃, 型: 金額}
連携先:
  鍵管理.予約: {送る: [部屋], 受取る: [番号]}
  鍵管理.引渡し:
    受ける: [番号]
決定表:
  専決区分:
    表: |
      | 部屋 || 決定者(職) |
手順:
  - 申請: 申込み
    担当: 申請者
  - 審査: 空きの確認
    担当: 総務課
  - まとまり: 鍵の手配
    手順:
      - 連携: 予約
        呼出: 鍵管理.予約
        エラー時:
          - とき: 連携失敗
            手順:
              - エラー: 予約不能
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - 決定: 課長の決定\n    差戻し先: ", ["申込み", "空きの確認", "鍵の手配", "予約"]),
        ("  - 決定: 課長の決定\n    差戻し先: [申込み, 空", ["空きの確認"]),
        ("  - 決定: 課長の決定\n    差戻し先:\n      - ", ["申込み", "空きの確認", "鍵の手配", "予約"]),
        ("  - 決定: 課長の決定\n    編集項目: [{項目: ", ["部屋", "部屋の責任者", "使う日", "至急", "行程"]),
        ("  - 決定: 課長の決定\n    見せない: 部屋の", ["部屋の責任者"]),
        ("  - 連携: もう一度\n    呼出: ", ["鍵管理.予約"]),
        ("  - 待機: 引渡し\n    知らせ: ", ["鍵管理.引渡し"]),
        ("  - 判定: 区分\n    決定表: ", ["専決区分"]),
        ("  - 進む: ", ["申込み", "空きの確認", "鍵の手配", "予約"]),
        ("  - 終了: ", ["貸出済", "却下", "廃案", "取下げ", "中止"]),
        ("  - 設定: 初め\n    値: {", ["部屋", "部屋の責任者", "使う日", "至急", "行程"]),
        ("  - まとまり: x\n    エラー時:\n      - とき: ", ["予約不能", "連携失敗"]),
        ("取下げ:\n  いつまで: ", ["申込み", "空きの確認", "鍵の手配", "予約"]),
        ("試験:\n  - 進行:\n      - 空", ["空きの確認"]),
        ("試験:\n  - 進行:\n      - 空きの確認: ", ["適", "差戻し"]),
        ("試験:\n  - 進行:\n      - 空きの確認: {する: ", ["適", "差戻し"]),
        ("試験:\n  - 入力: {至", ["至急"]),
        ("試験:\n  - 入力: {部屋: 倉庫, 至急: ", ["はい", "いいえ"]),
        ("試験:\n  - 入力: {部屋: ", ["会議室", "倉庫"]),
        ("試験:\n  - 期待: {呼出済: [", ["鍵管理.予約"]),
        ("試験:\n  - 進行:\n      - 確かめる: {手順: ", ["申込み", "空きの確認", "鍵の手配", "予約"]),
    ],
)
def test_where_a_name_is_asked_for_stand_the_names_of_the_text(line: str, expected: list[str]) -> None:
    assert words(OWN + line)[: len(expected)] == expected


PARTS = """書式: 1
手続: 鍵の貸出
様式:
  - {項目: 部屋, 型: 選択, 選択肢: [会議室, 倉庫]}
  - 項目: 同行者
    型: 表
    列:
      - {項目: 職員, 型: 職員}
      - {項目: 役割, 型: 文字}
  - {項目: 名簿, 型: 表, レイアウト: レイアウト.staff-list}
連携先:
  鍵管理.予約: {送る: [部屋, 日], 受取る: [番号]}
  鍵管理.取消: {送る: [番号]}
手順:
  - 申請: 申込み
    担当: 申請者
  - 決定: 課長の決定
    担当: 総務課の課長
    できること:
      条件を付ける: {する: 進む, 結果: 条件付き}
      貸さない: {する: 終了 却下}
  - 確認: 空きの確認
    担当: 総務課
    できること:
      待つ: {する: 終了 却下}
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - 連携: x\n    呼出: 鍵管理.予約\n    送る: {", ["部屋", "日"]),
        ("  - 連携: x\n    呼出: 鍵管理.予約\n    送る:\n      部屋: 部屋\n      ", ["部屋", "日"]),
        ("  - {連携: x, 呼出: 鍵管理.予約, 送る: {", ["部屋", "日"]),
        ("  - 連携: x\n    呼出: 鍵管理.予約\n    受取る: {部屋: ", ["番号"]),
        ("  - 連携: x\n    呼出: 鍵管理.予約\n    取消時: {呼出: 鍵管理.取消, 送る: {", ["番号"]),
        ("  - 起票: x\n    手続: key-return\n    引き継ぐ: {", ["返す部屋"]),
        ("  - 別手続: x\n    手続: key-return\n    受取る: {部屋: ", ["返す部屋"]),
        ("  - 全件: x\n    対象: 同行者\n    手順:\n      - 供覧: y\n        宛先: {行: ", ["職員", "役割"]),
        ("  - 全件: x\n    対象: 名簿\n    手順:\n      - 供覧: y\n        宛先: {行: ", ["番号", "氏名"]),
        ("  - 交付: x\n    対象: 名簿\n    宛先: {行: ", ["番号", "氏名"]),
        ("  - 決定: y\n    できないこと: ", ["決定", "廃案", "差戻し"]),
        ("試験:\n  - 進行:\n      - 課長の決定: ", ["決定", "廃案", "差戻し", "条件を付ける", "貸さない"]),
        ("試験:\n  - 進行:\n      - 課長の決定: {する: 貸", ["貸さない"]),
    ],
)
def test_what_belongs_to_something_is_offered_where_it_is_named(line: str, expected: list[str]) -> None:
    returned = OtherProcedure(items=(ItemSpec(key="room", type="text", name="返す部屋"),), outcomes={}, from_case=False)
    catalogue = Catalogue(layouts={"staff-list": ("番号", "氏名")}, other_procedures={"key-return": returned})

    assert [offer.word for offer in at_the_end(PARTS + line, catalogue).offers if offer.insert[0] != "\n"] == expected


RATES = Regulation(
    name="旅費の定額",
    tables=(
        SharedTable(
            table="宿泊料",
            text="| 地域 | 職 || 一夜あたり(金額) |\n| 甲地 | - || 13,300円 |",
            csv=False,
            valid="",
            hit="unique",
            basis="",
            as_of="",
        ),
    ),
)


@pytest.mark.parametrize(
    ("table", "key", "column"),
    [("料金", ["部屋"], ["一時間"]), ("旅費の定額.宿泊料", ["地域", "職"], ["一夜あたり"])],
)
def test_the_columns_of_a_table_are_offered_where_an_item_is_looked_up_in_it(
    table: str, key: list[str], column: list[str]
) -> None:
    lookup = f"{{表: {table}, 鍵: {{部屋: 部屋}}, 列: 一夜}}"
    rules = "決定表:\n  料金:\n    表: |\n      | 部屋 || 一時間(金額) |\n      | 倉庫 || 500円 |\n"
    text = f"書式: 1\n様式:\n  - {{項目: 額, 型: 金額, 照会: {lookup}}}\n{rules}"

    def offered(before: str) -> list[str]:
        line = next(each for each in text.split("\n") if before in each)
        found = offers_at(text, 3, line.index(before) + len(before), Catalogue(regulations={"rates": RATES})).offers
        return [offer.word for offer in found if offer.insert[0] != "\n"]

    assert (offered("鍵: {"), offered("列: ")) == (key, column)


def test_the_operation_may_stand_below_what_is_sent_to_it() -> None:
    text = f"{PARTS}  - 連携: x\n    送る: {{部: 部屋}}\n    呼出: 鍵管理.予約\n"

    assert written(text, "部屋", at="送る: {部").endswith("送る: {部屋: 部屋}\n    呼出: 鍵管理.予約\n")


def test_an_operation_is_declared_with_the_values_of_its_system() -> None:
    catalogue = replace(CATALOGUE, systems=SYSTEMS)

    assert words("書式: 1\n連携先:\n  鍵管理.予約: {送る: [", catalogue) == ["部屋", "日"]
    assert words("書式: 1\n連携先:\n  鍵管理.予約: {送る: [部屋], 受取る: [", catalogue) == ["番号"]


def test_inside_a_block_of_rows_their_columns_are_offered() -> None:
    rows = f"{PARTS}  - 全件: x\n    対象: 同行者\n    一件: 人\n    列:\n      - {{項目: 返事, 型: 文字}}\n    手順:\n"

    assert {"人.職員", "人.返事", "部屋"} <= set(words(f"{rows}      - 設定: y\n        値: {{"))
    assert written(f"{rows}      - 確認: y\n        条件: 人.役", "人.役割").endswith("条件: 人.役割")
    assert "人.職員" not in words(f"{rows}  - 確認: z\n    条件: ")


def test_what_a_decision_may_have_been_is_offered_where_it_is_compared() -> None:
    offers = words(f"{PARTS}  - 確認: z\n    条件: 決定.結果 = 「")

    assert offers[:4] == ["決定", "廃案", "条件付き", "貸さない"]


@pytest.mark.parametrize("line", ["    差戻し先: [申込み, 空", "    見せない: 部屋の"])
def test_only_what_begins_like_that_is_offered(line: str) -> None:
    (one,) = [offer for offer in at_the_end(f"{OWN}  - 決定: x\n{line}").offers if not offer.insert.startswith("\n")]

    assert one.word in {"空きの確認", "部屋の責任者"}


def test_a_button_leads_to_a_step_or_an_outcome() -> None:
    found = words(f"{OWN}  - 決定: x\n    できること: {{貸す: ")

    assert {"終了 貸出済", "差戻す 申込み", "進む 鍵の手配"} <= set(found)


def test_people_are_named_by_what_the_organisation_has() -> None:
    bases = words(f"{OWN}  - 確認: x\n    担当: ", CATALOGUE)
    related = words(f"{OWN}  - 確認: x\n    担当: [総務課, 人事課の", CATALOGUE)

    assert bases[:2] == ["申請者", "起案者"]
    assert {"空きの確認の処理者", "人事課", "{項目: 部屋の責任者}"} <= set(bases)
    assert "04020000" not in bases
    assert {"課長", "所属長", "庶務担当"} <= set(related)
    assert "申請者" not in related


def test_an_expression_is_completed_where_the_cursor_stands() -> None:
    text = f"{OWN}  - 確認: x\n    条件: 空(使う日) かつ 部屋の"

    assert written(text, "部屋の責任者").endswith("条件: 空(使う日) かつ 部屋の責任者")
    assert written(f"{OWN}  - 確認: x\n    条件: 申請者.職", "申請者.職層").endswith("条件: 申請者.職層")


@pytest.mark.parametrize("begun", ["部屋 = ", "部屋が", "部屋 = 「", "部屋 = 「倉"])
def test_what_an_item_is_compared_with_is_one_of_its_choices(begun: str) -> None:
    text = f"{OWN}  - 確認: x\n    条件: {begun}"
    word = "倉庫" if "「" in begun else "「倉庫」"

    assert written(text, word).endswith(f"条件: {begun.partition('「')[0]}「倉庫」")


def test_a_slot_of_a_text_is_completed_and_closed() -> None:
    text = f"{OWN}  - 通知: x\n    宛先: 申請者\n    文面: |\n      {{使}}に鍵をお渡しします。"

    assert written(text, "使う日", at="{使").endswith("      {使う日}に鍵をお渡しします。")


def test_a_contract_is_declared_as_its_system_offers_it() -> None:
    text = "書式: 1\n連携先:\n  鍵管理.予"
    catalogue = replace(CATALOGUE, systems=SYSTEMS)

    offers = {offer.word: offer.insert for offer in at_the_end(text, catalogue).offers}

    assert offers["鍵管理.予約"] == "鍵管理.予約: {送る: [部屋, 日], 受取る: [番号]}"


def test_shared_files_are_offered_by_their_names() -> None:
    catalogue = Catalogue(layouts={"staff-list": ()}, documents={"letter.html": ()}, procedures={"key-loan": ()})

    assert words("書式: 1\n使う: ", catalogue)[0] == "レイアウト.staff-list"
    assert words("書式: 1\n手順:\n  - 施行: x\n    文書: ", catalogue)[0] == "letter.html"
    assert words("書式: 1\n手順:\n  - 起票: x\n    手続: ", catalogue)[0] == "key-loan"


@pytest.mark.parametrize(
    ("text", "at", "word", "expected"),
    [
        ("手順:\n  - 確認: x\n    代決", "", "代決", None),
        ("手順:\n  - 決定: x\n    代", "", "代決", "手順:\n  - 決定: x\n    代決: "),
        ("手順:\n  - 決定: x\n    代決:", "", "可", "手順:\n  - 決定: x\n    代決: 可"),
        ("手順:\n  - 決定: x\n    代決: 不可   # なし", "代決: ", "可", "手順:\n  - 決定: x\n    代決: 可   # なし"),
        ("手順:\n  -", "", "決定", "手順:\n  - 決定: "),
        ("手順:\n  - ", "", "決定", "手順:\n  - 決定: "),
        ("手順:\n  ", "", "決定", "手順:\n  - 決定: "),
        ("手順:\n  - 決定: x\n    代決: 可", "", "期限", "手順:\n  - 決定: x\n    代決: 可\n    期限: "),
        ("様式:\n  - {項目: a, 型: 文字, 必須: はい}", "型: ", "長文", "様式:\n  - {項目: a, 型: 長文, 必須: はい}"),
        ("様式:\n  - {項目: a, 必: はい}", "必", "必須", "様式:\n  - {項目: a, 必須: はい}"),
    ],
)
def test_a_chosen_word_takes_the_place_of_what_is_being_written(
    text: str, at: str, word: str, expected: str | None
) -> None:
    if expected is None:
        with pytest.raises(StopIteration):
            written(text, word, at=at)
    else:
        assert written(text, word, at=at) == expected


def test_english_texts_have_english_words_and_their_own_names() -> None:
    text = "format: 1\nform:\n  - {item: room, type: choice_of, choices: [hall, store]}\nsteps:\n  - apply: request\n"

    assert words(f"{text}  - approve: x\n    back_to: ")[0] == "request"
    assert "applicant" in words(f"{text}  - approve: x\n    assignee: ", CATALOGUE)
    assert "head" in words(f"{text}  - approve: x\n    assignee: applicant's ", CATALOGUE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_line_of_every_procedure_can_be_asked_about(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for line in range(0, text.count("\n") + 3, 7):
        offers_at(text, line, None, CATALOGUE)


@pytest.mark.parametrize("text", ["", "\n\n", "- - - a", ":", "{", "\x00", "a: |\n  b", "  : x\n -"])
def test_any_text_can_be_asked_about(text: str) -> None:
    for line in (0, 1, 2, 9):
        offers_at(text, line)
