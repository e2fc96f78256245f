"""What may be written at a line is what the vocabulary allows there."""

from pathlib import Path

import pytest

from tests.support.definitions import SHIPPED
from workflow.definition.completion import Offers, offers_at

HEAD = "書式: 1\n手続: 鍵の貸出\n"
STEPS = f"{HEAD}手順:\n  - 申請: 申込み\n    担当: 申請者\n  - 決定: 課長の決定\n"


def at_the_end(text: str) -> Offers:
    return offers_at(text, text.count("\n") + 1)


def words(text: str) -> list[str]:
    return [offer.word for offer in at_the_end(text).offers]


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

    (office,) = [offer for offer in offers_at(text, 3, "ja").offers if offer.word == "office"]

    assert (office.meaning, office.insert) == ("手続を持つ課や係", "office: ")


def test_a_mistake_above_hides_nothing_below() -> None:
    broken = STEPS.replace("    担当: 申請者\n", "    担等 申請者 [{\n")

    assert "代決" in words(f"{broken}    ")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_line_of_every_procedure_can_be_asked_about(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for line in range(text.count("\n") + 3):
        offers_at(text, line)


@pytest.mark.parametrize("text", ["", "\n\n", "- - - a", ":", "{", "\x00", "a: |\n  b", "  : x\n -"])
def test_any_text_can_be_asked_about(text: str) -> None:
    for line in (0, 1, 2, 9):
        offers_at(text, line)
