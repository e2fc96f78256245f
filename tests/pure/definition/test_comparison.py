"""What a new version changes is told in sentences."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from forms.source.source import Source
from tests.support.definitions import CATALOGUE, GOLDEN, PROJECT, SHIPPED
from workflow.definition.comparison.compare import Area, compare
from workflow.definition.translation.translate import NotTranslated, translate

CARD = next(path for path in SHIPPED if path.stem == "id-card-reissue").read_text(encoding="utf-8")
BUDGET = PROJECT / "definitions" / "authority" / "budget.yaml"
SPENDING = (GOLDEN / "ok" / "spending.yaml").read_text(encoding="utf-8")


def told(old: str, new: str) -> list[tuple[Area, str]]:
    changes = compare(Source("old.yaml", old), Source("new.yaml", new), CATALOGUE)
    return [(change.area, change.sentence.ja) for change in changes]


def changed(text: str, before: str, after: str) -> list[tuple[Area, str]]:
    assert before in text
    return told(text, text.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "型: 金額, 範囲: 0円以上, 初期値: 0円}\n      - {項目: 宿泊料",
            "型: 整数, 初期値: 0}\n      - {項目: 宿泊料",
            "「行程」の列「運賃」の型を「金額」から「整数」に変えます。",
        ),
        (
            "      - {項目: 一日の計",
            "      - {項目: 便, id: flight, 型: 文字}\n      - {項目: 一日の計",
            "「行程」の列「便」(型: 文字)を足します。",
        ),
    ],
)
def test_a_column_is_named_with_its_table(before: str, after: str, sentence: str) -> None:
    travel = (PROJECT / "definitions" / "procedures" / "travel-order.yaml").read_text(encoding="utf-8")

    assert (Area.ITEMS, sentence) in changed(travel, before, after)


@pytest.mark.parametrize(
    ("before", "after", "area", "sentence"),
    [
        (
            "    担当: 人事課人事係\n    編集項目: [{項目: 弁償の要否",
            "    担当: 人事課給与係\n    編集項目: [{項目: 弁償の要否",
            Area.PEOPLE,
            "手順「人事係審査」の担当を「人事課人事係」から「人事課給与係」に変えます。",
        ),
        (
            "    不在: 後閲\n    期限: 1営業日",
            "    不在: 後閲\n    期限: 3営業日",
            Area.DEADLINES,
            "手順「所属長確認」の期限を「1営業日」から「3営業日」に変えます。",
        ),
        ("    不在: 後閲\n", "", Area.PEOPLE, "手順「所属長確認」の不在(「後閲」)をなくします。"),
        (
            "  - 項目: 受理番号\n",
            "  - {項目: 内線, id: ext, 型: 文字}\n  - 項目: 受理番号\n",
            Area.ITEMS,
            "項目「内線」(型: 文字)を足します。",
        ),
        (
            "  - 項目: 顔写真\n    id: photo\n",
            "  - 項目: 本人の写真\n    id: photo\n",
            Area.ITEMS,
            "項目「顔写真」の名前を「本人の写真」に変えます。",
        ),
        (
            "必須: 警察への届出 = 「届出済」",
            "必須: はい",
            Area.CONDITIONS,
            "項目「受理番号」の必須を「警察への届出 = 「届出済」」から「はい」に変えます。",
        ),
        (
            "  - 確認: 所属長確認",
            "  - 承認: 課の承認\n    担当: 申請者の所属長\n    期限: 3日\n\n  - 確認: 所属長確認",
            Area.STEPS,
            "「残りの記入」の後に、手順「課の承認」(承認、担当: 申請者の所属長、期限: 3日)を足します。",
        ),
        (
            "外へ: はい, 緊急: はい}",
            "外へ: はい}",
            Area.SYSTEMS,
            "連携先「入退室.証の停止」の緊急(「はい」)をなくします。",
        ),
        ("根拠: ", "根拠: 新しい", Area.PROCEDURE, "根拠を「"),
        ("  いつまで: 新証の発行", "  いつまで: 人事係審査", Area.PROCEDURE, "取下げのいつまでを「新証の発行」から"),
    ],
    ids=["people", "deadline", "without", "item", "renamed", "condition", "step", "contract", "top", "until"],
)
def test_a_change_is_one_sentence(before: str, after: str, area: Area, sentence: str) -> None:
    ((found_area, found),) = changed(CARD, before, after)

    assert found_area is area
    assert found.startswith(sentence)


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ("      期間満了: {id: EXPIRED, 英語: Expired}\n", "", ["項目「理由」の選択肢から「期間満了」をなくします。"]),
        (
            "打ち切る: {する: 終了 発行不能, 理由: 必須",
            "打ち切る: {する: 終了 発行不能, 理由: 任意",
            [
                "手順「発行不能の対応」のできることの「打ち切る」を"
                "「する: 終了 発行不能、理由: 必須、英語: Give up」から"
                "「する: 終了 発行不能、理由: 任意、英語: Give up」に変えます。"
            ],
        ),
        (
            "打ち切る: {する: 終了 発行不能, 理由: 必須, 英語: Give up}",
            "やめる: 終了 発行不能",
            [
                "手順「発行不能の対応」のできることから「打ち切る」をなくします。",
                "手順「発行不能の対応」のできることに「やめる(終了 発行不能)」を足します。",
            ],
        ),
        (
            "      - 届出先\n      - 受理番号\n",
            "      - {項目: 届出先, 必須: はい}\n      - 受理番号\n",
            ["手順「残りの記入」の編集項目の「届出先」を「—」から「必須: はい」に変えます。"],
        ),
        ("差戻し先: [再交付申請, 所属長確認]", "差戻し先: [所属長確認, 再交付申請]", None),
        (
            "差戻し先: [再交付申請, 所属長確認]",
            "差戻し先: 所属長確認",
            ["手順「人事係審査」の差戻し先から「再交付申請」をなくします。"],
        ),
    ],
)
def test_lists_are_compared_element_by_element(before: str, after: str, sentences: list[str] | None) -> None:
    found = [sentence for _area, sentence in changed(CARD, before, after)]

    assert found == (
        sentences
        or ["手順「人事係審査」の差戻し先を「再交付申請、所属長確認」から「所属長確認、再交付申請」に変えます。"]
    )


def test_of_a_long_text_the_place_is_shown_where_it_differs() -> None:
    text = "職員証(ICカード)を失くした・壊した・氏名が変わった等のときの再交付の手続。" * 5

    ((_area, sentence),) = told(
        CARD.replace("説明: 代理入力", f"説明: {text}代理入力", 1),
        CARD.replace("説明: 代理入力", f"説明: {text}代わりの入力", 1),
    )

    assert "代理入力" in sentence
    assert "代わりの入力" in sentence


def test_another_id_is_told_with_what_it_means() -> None:
    ((_area, sentence),) = changed(CARD, "    id: pickup\n", "    id: pickup_way\n")

    assert sentence.startswith("項目「受取方法」のidを「pickup」から「pickup_way」に変えます。")
    assert "引き継がれません" in sentence


def test_another_sentence_of_a_check_is_one_change() -> None:
    assert changed(CARD, "文: 先の日時は書けません。", "文: 未来の日時は書けません。") == [
        (Area.CONDITIONS, "検査「先の日時は書けません。」の文を「未来の日時は書けません。」に変えます。")
    ]


def test_a_text_that_cannot_be_read_is_not_compared() -> None:
    with pytest.raises(NotTranslated):
        told(CARD, CARD.replace("\n様式:", "\n  様式:", 1))


def test_the_kind_and_the_english_name_of_an_outcome_are_told_apart() -> None:
    named = "発行不能: {種類: 不成立, 英語: Not issued}"

    assert changed(CARD, named, "発行不能: 中止") == [
        (Area.PROCEDURE, "結果「発行不能」の種類を「不成立」から「中止」に変えます。"),
        (Area.PROCEDURE, "結果「発行不能」の英語(「Not issued」)をなくします。"),
    ]
    assert changed(CARD, "交付済: 成立", "交付済: {種類: 成立}") == []


def test_a_step_that_goes_and_one_that_moves() -> None:
    lines = CARD.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("  - 審査: 人事係審査"))
    end = next(number for number, line in enumerate(lines) if line.startswith("  - 決定: 人事課長決定"))
    block, around = lines[start:end], lines[:start] + lines[end:]
    before = next(number for number, line in enumerate(around) if line.startswith("  - 確認: 所属長確認"))

    assert told(CARD, "\n".join(around)) == [(Area.STEPS, "手順「人事係審査」をなくします。")]
    assert told(CARD, "\n".join([*around[:before], *block, *around[before:]])) == [
        (Area.STEPS, "手順「人事係審査」を「残りの記入」の後に移します。")
    ]


def test_a_step_under_a_former_name_is_the_same_step() -> None:
    renamed = CARD.replace("人事係審査", "人事係の審査").replace(
        "  - 審査: 人事係の審査\n", "  - 審査: 人事係の審査\n    旧名: 人事係審査\n", 1
    )

    sentences = [sentence for area, sentence in told(CARD, renamed) if area is Area.STEPS]

    assert "手順「人事係審査」の名前を「人事係の審査」に変えます。" in sentences
    assert not any(sentence.startswith("手順「人事係審査」をなくします") for sentence in sentences)
    assert not any("手順「人事係の審査」(" in sentence for sentence in sentences)


def test_a_decision_table_is_compared_row_by_row() -> None:
    (row,) = changed(SPENDING, "50万円以上500万円未満", "50万円以上300万円未満")

    assert row[0] is Area.TABLES
    assert "の「金額」を「50万円以上500万円未満」から「50万円以上300万円未満」に変えます。" in row[1]


def test_a_remark_in_a_decision_table_is_no_difference() -> None:
    assert changed(SPENDING, "    表: |\n", "    表: |\n      # 注記\n") == []


def test_comments_spaces_and_the_order_of_headings_are_no_difference() -> None:
    spread = CARD.replace("    不在: 後閲\n    期限: 1営業日\n", "    期限:  1営業日   # 次の日\n\n    不在: 後閲\n")

    assert spread != CARD
    assert told(CARD, spread) == []


def test_the_same_procedure_in_the_other_language_is_no_difference() -> None:
    assert told(CARD, translate(Source("card.yaml", CARD), CATALOGUE)) == []


def test_the_command_prints_sentences_and_json(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(CARD, encoding="utf-8")
    new.write_text(
        CARD.replace("期限: 3営業日\n    催促: 1営業日ごと", "期限: 5営業日\n    催促: 1営業日ごと", 1),
        encoding="utf-8",
    )

    text, data = StringIO(), StringIO()
    call_command("compare_definitions", str(old), str(new), "--lang", "en", stdout=text)
    call_command("compare_definitions", str(old), str(new), "--format", "json", stdout=data)

    assert text.getvalue() == ('Deadlines\n  The step "残りの記入": due changes from "3営業日" to "5営業日".\n')
    (record,) = json.loads(data.getvalue())
    assert (record["area"], record["ja"][:10]) == ("deadlines", "手順「残りの記入」の")


def test_two_versions_of_shared_tables_are_compared_row_by_row(tmp_path: Path) -> None:
    text = BUDGET.read_text(encoding="utf-8")
    new, out = tmp_path / "budget.yaml", StringIO()
    closed = text.replace("施行: 2026-04-01〜", "施行: 2026-04-01〜2027-03-31", 1)
    new.write_text(closed.replace("FIN-081", "FIN-085"), encoding="utf-8")

    call_command("compare_definitions", str(BUDGET), str(new), stdout=out)

    assert out.getvalue().splitlines() == [
        "決定表",
        "  決定表「予算と物品(2026-04-01〜)」の施行を「2026-04-01〜」から「2026-04-01〜2027-03-31」に変えます。",
        "  決定表「予算と物品(2026-04-01〜)」: 行「物品の受入・払出・不用決定 | 50万円未満 | 課長 | - | - | FIN-081」の"
        "「条文(文字)」を「FIN-081」から「FIN-085」に変えます。",
    ]


def test_an_amendment_of_shared_tables_is_told(tmp_path: Path) -> None:
    text, new, out = BUDGET.read_text(encoding="utf-8"), tmp_path / "budget.yaml", StringIO()
    version = text[text.index("    - 施行") :]
    later = version.replace("2026-04-01〜", "2027-04-01〜").replace("50万円", "60万円")
    new.write_text(text.rstrip() + "\n" + later, encoding="utf-8")

    call_command("compare_definitions", str(BUDGET), str(new), stdout=out)

    assert "決定表「予算と物品(2027-04-01〜)」" in out.getvalue()
    assert "を足します。" in out.getvalue()
    assert "なくします" not in out.getvalue()


def test_a_definition_with_errors_is_not_compared(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(CARD, encoding="utf-8")
    new.write_text(CARD.replace("期限: 1営業日", "期限: 1営業", 1), encoding="utf-8")
    told_to_people = StringIO()

    with pytest.raises(SystemExit):
        call_command("compare_definitions", str(old), str(new), stderr=told_to_people)

    assert "error[E013] 「1営業」は期限として読めません。" in told_to_people.getvalue()
