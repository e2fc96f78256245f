"""What a clerk most likely meant by what he wrote is named in the message, so that one press puts it right."""

import pytest

from forms.source.likely import LikelyWord
from tests.support.definitions import GOLDEN, load_text

KEY_LOAN = (GOLDEN / "ok" / "key-loan.yaml").read_text("utf-8")


def meant(before: str, after: str) -> list[tuple[str, str]]:
    """The id of every problem, each with the word that is meant."""
    assert before in KEY_LOAN
    problems = load_text(KEY_LOAN.replace(before, after, 1)).problems
    return [(each.id, each.hint.meant if isinstance(each.hint, LikelyWord) else "") for each in problems]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("\n所管: ", "\n部署: ", ("E010", "所管")),
        ("    担当: 総務課の課長\n", "    担当: 総務課長\n", ("E100", "総務課の課長")),
        ("    担当: 総務課の課長\n", "    承認者: 総務課の課長\n", ("E023", "担当")),
        ("  - 決定: 課長の決定", "  - 決裁: 課長の決定", ("E021", "決定")),
        ("型: 文字,", "型: テキスト,", ("E013", "文字")),
        ("文字数: 1〜200", "文字数: 200文字以内", ("E013", "200以下")),
        ("手順:\n  - 申請", "手続:\n  - 申請", ("E003", "手順")),
        ("手順:\n  - 申請", "手続き:\n  - 申請", ("E010", "手順")),
        ("手順:\n  - 申請", "ワークフロー:\n  - 申請", ("E010", "手順")),
        ("    宛先: ", "    通知先: ", ("E023", "宛先")),
    ],
)
def test_a_word_of_the_office_is_told_once_with_the_one_that_is_meant(
    before: str, after: str, expected: tuple[str, str]
) -> None:
    assert meant(before, after) == [expected]


def test_a_part_of_a_name_means_the_only_name_that_has_it() -> None:
    assert meant("差戻し先: [申込み, 空きの確認]", "差戻し先: [申込み, 空き]") == [("E060", "空きの確認")]
