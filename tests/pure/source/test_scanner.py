"""Typing mistakes are told in the writer's words, at the character that is wrong."""

import pytest

from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source


def problems_of(text: str) -> list[Problem]:
    return read(Source("x.yaml", text))[1]


def found(text: str) -> list[tuple[str, int, int]]:
    return [(problem.id, problem.position.line, problem.position.column) for problem in problems_of(text)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id: x\n担当：人事課\n", (2, 3)),
        ("手順:\n  - 審査：人事係審査\n", (2, 7)),
        ("様式:\n  - {項目：理由, 型: 文字}\n", (2, 8)),
    ],
)
def test_a_full_width_colon_is_e002(text: str, place: tuple[int, int]) -> None:
    assert found(text) == [("E002", *place)]


def test_the_hint_for_a_full_width_colon_is_the_right_line() -> None:
    problem = problems_of("担当：人事課\n")[0]

    assert problem.hint is not None
    assert "「担当: 人事課」" in problem.hint.ja
    assert "“担当: 人事課”" in problem.hint.en


@pytest.mark.parametrize(
    "text",
    [
        "文面: お知らせ：明日\n",
        "説明: |\n  日時：明日\n  　字下げした：段落\nid: x\n",
        "id: x  # 注：ここは確認\n",
        "# 注：全体\nid: x\n",
        '文面: "注：意"\n',
        "説明: 一行目\n  二行目：続き\n",
    ],
)
def test_a_full_width_colon_inside_a_text_or_comment_is_fine(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id: x\n\t担当: y\n", (2, 1)),
        ("手順:\n\t- 確認: x\n", (2, 1)),
        ("id:\tx\n", (1, 4)),
    ],
)
def test_a_tab_is_e004_and_nothing_else(text: str, place: tuple[int, int]) -> None:
    assert found(text) == [("E004", *place)]


def test_a_tab_inside_a_block_text_is_fine() -> None:
    assert found("説明: |\n  a\tb\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("手順:\n　- 確認: x\n", (2, 1)), ("様式:\n  　項目: x\n", (2, 3)), ("a:\n\u00a0 b: c\n", (2, 1))],
)
def test_a_full_width_indent_is_e005_and_nothing_else(text: str, place: tuple[int, int]) -> None:
    assert found(text) == [("E005", *place)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("成立:　全員\n", (1, 4)),
        ("成立: 　全員\n", (1, 5)),
        ("手順:\n  -　確認: x\n", (2, 4)),
        ("手順:\n  - 　確認: x\n", (2, 5)),
        ("担当: 申請者　\n", (1, 8)),
        ("担当: 申請者　  # 本人\n", (1, 8)),
        ("様式:\n  - {項目:　理由, 型: 文字}\n", (2, 9)),
    ],
)
def test_a_full_width_space_at_a_wrong_place_is_e007(text: str, place: tuple[int, int]) -> None:
    assert found(text) == [("E007", *place)]


def test_a_full_width_space_between_words_is_fine() -> None:
    assert found("氏名: 目黒　太郎\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("手順:\n  -審査: x\n", (2, 3)), ("手順:\n  - 申請: y\n  -審査: x\n", (3, 3)), ("手順:\n  －審査: x\n", (2, 3))],
)
def test_a_dash_without_a_space_is_e008_and_nothing_else(text: str, place: tuple[int, int]) -> None:
    assert found(text) == [("E008", *place)]


def test_a_dash_that_continues_an_expression_is_fine() -> None:
    assert found("計算: 運賃\n  -控除\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("文面: 新しい職員証 #2 ができました\n", (1, 12)),
        ("文面: 新しい職員証  #2 ができました\n", (1, 13)),
        ("文面: 様式 #A を使います\n", (1, 8)),
        ("手順:\n  - 審査 #1: x\n", (2, 8)),
    ],
)
def test_a_number_sign_that_cuts_a_text_is_e009(text: str, place: tuple[int, int]) -> None:
    assert ("E009", *place) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "id: x # 注\n",
        "id: x  # 注\n",
        "id: x  #注\n",
        "#注\nid: x\n",
        "文面: 職員証#2\n",
        "文面: '職員証 #2'\n",
        "文面: |\n  職員証 #2\n",
        "連携先:   # 契約だけ\n  a: x\n",
        "a: [b, c]   # 注\n",
    ],
)
def test_an_ordinary_comment_or_a_number_sign_inside_a_text_is_fine(text: str) -> None:
    assert found(text) == []


def test_a_cut_text_does_not_keep_the_rest_from_being_read() -> None:
    root, problems = read(Source("x.yaml", "文面: 職員証 #2 です\nid: x\n"))

    assert [problem.id for problem in problems] == ["E009"]
    assert root is not None


@pytest.mark.parametrize(("text", "place"), [("担当:人事課\n", (1, 3)), ("様式:\n  - {項目:理由, 型: 文字}\n", (2, 8))])
def test_a_colon_without_a_space_is_e001_with_the_right_line(text: str, place: tuple[int, int]) -> None:
    problem = problems_of(text)[0]

    assert found(text) == [("E001", *place)]
    assert problem.message.ja == "「:」の後に半角の空白がありません。"


@pytest.mark.parametrize("text", ["時刻: 9:30\n", "時刻:\n  - 9:30\n", "場所:\n  - https://example.jp/\n"])
def test_a_time_or_an_address_needs_no_space_after_its_colon(text: str) -> None:
    assert found(text) == []


def test_several_mistakes_are_told_together_in_the_order_of_the_lines() -> None:
    text = "書式： 1\n手順:\n\t- 審査: x\n  -確認: y\n文面: 職員証 #2\n成立:　全員\n"

    assert [id for id, _, _ in found(text)] == ["E002", "E004", "E008", "E009", "E007"]


def test_every_message_speaks_both_languages() -> None:
    text = "書式： 1\n\ta: x\n　b: x\n-c: y\nd: e #2\nf:　g\n"

    for problem in problems_of(text):
        assert problem.message.ja
        assert problem.message.en
        assert problem.message.ja != problem.message.en
        assert problem.hint is not None
        assert problem.hint.en
