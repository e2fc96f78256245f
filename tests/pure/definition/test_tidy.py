"""整える: a text in order says what it said before."""

import random
import re
from pathlib import Path

import pytest

from forms.source.source import Source
from tests.support.definitions import EVERY_PROCEDURE, GOLDEN, PROJECT, load_shipped, load_text
from workflow.definition.regulation import is_regulation
from workflow.definition.tidy import tidy

REGULATIONS = tuple(sorted((PROJECT / "definitions" / "authority").glob("*.yaml")))
SHIPPED = (*EVERY_PROCEDURE, *REGULATIONS, *sorted((GOLDEN / "ok").glob("*.yaml")))
WRONG = sorted((GOLDEN / "err").glob("*.yaml"))

MESSY = """

書式: 1
手続：鍵の貸出
id: key-loan　
所管:　総務課


開始:
    できる人: 全職員
結果: {貸出済: 成立}
様式:
- 項目: 部屋
  型:   文字      # なまえ
  説明: |
       一行目
         字下げ  

       三行目
-   項目: 使う日
    型: 日付
# 一覧は
#   選ぶだけ
- {項目: 鍵,
   型: 文字}
手順:
\t- 申請: 申込み
\t  担当：申請者
\t-承認: 課長の承認
\t  担当: 総務課の課長
\t  期限: 2営業日
\t- 終了: 貸出済
"""
TIDY = """書式: 1
手続: 鍵の貸出
id: key-loan
所管: 総務課

開始:
  できる人: 全職員
結果: {貸出済: 成立}
様式:
  - 項目: 部屋
    型: 文字      # なまえ
    説明: |
      一行目
        字下げ  

      三行目
  - 項目: 使う日
    型: 日付
  # 一覧は
  #   選ぶだけ
  - {項目: 鍵,
     型: 文字}
手順:
  - 申請: 申込み
    担当: 申請者
  - 承認: 課長の承認
    担当: 総務課の課長
    期限: 2営業日
  - 終了: 貸出済
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_is_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert tidy(text) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_text_that_fell_into_disorder_comes_back_and_is_the_same_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    chance = random.Random(path.stem)

    messy = "\n\n" + "\n".join(_disordered(text, chance)) + "\n\n\n"

    assert messy != text
    assert tidy(messy) == text
    if path in EVERY_PROCEDURE:
        one, other = load_shipped(path, text).program, load_shipped(path, tidy(messy)).program
        assert one is not None and other is not None
        assert one.hash == other.hash


def _disordered(text: str, chance: random.Random) -> list[str]:
    """More spaces, full-width ones and empty lines, but nothing inside of texts that stand after |."""
    made, inside = [], -1
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if inside >= 0 and (not line.strip() or indent > inside):
            made.append(line)
            continue
        inside = indent if re.search(r"\|\s*(#.*)?$", line) else -1
        if re.fullmatch(r"\s*(- )?[^\s:#\"'{\[]+: [^#]*", line) and chance.random() < 0.5:
            line = line.replace(": ", chance.choice([":   ", ":\u3000"]), 1)
        made += [line + chance.choice(["", "  ", "\u3000"])] + ([""] if not line.strip() else [])
    return made


def test_every_slip_of_the_signs_is_put_right() -> None:
    assert tidy(MESSY) == TIDY
    assert not [problem for problem in load_text(TIDY).problems if problem.id < "E010"]


def test_the_text_in_order_stays_as_it_is() -> None:
    assert tidy(TIDY) == TIDY


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_text_with_mistakes_gets_no_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    before, after = (sorted({each.id for each in load_text(found).problems}) for found in (text, tidy(text)))

    assert set(after) <= set(before), tidy(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        ":",
        "- ",
        "a: |",
        "a: |\n",
        "[",
        "{a: [",
        "\t\t",
        "a\r\nb\r",
        "- - - x",
        "a: 'x\n  y'",
        "# only\n\n\n\n# this\n",
        "\0",
        "あ：い",
    ],
)
def test_any_text_at_all_is_taken(text: str) -> None:
    assert isinstance(tidy(text), str)
    assert tidy(tidy(text)) == tidy(text)


def test_words_that_are_no_heading_keep_their_colon() -> None:
    text = "手順:\n  - 申請: 申込み\n    説明: 時刻は12：30です\n"

    assert tidy(text) == text


def test_a_regulation_is_a_text_too() -> None:
    path = REGULATIONS[0]

    assert is_regulation(Source(path.name, tidy(path.read_text(encoding="utf-8"))))
