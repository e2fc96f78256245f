"""Kinds of values that do not go together are refused before anything runs."""

import pytest

from forms.feel.types import BOOLEAN, DATE, DATETIME, NUMBER, TEXT, YEN, ListType, Type
from tests.pure.expressions.sample import KIND, MEDIA, REASON, problem_of, problems_of, value_of


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("金額 = 「5円」", 3),
        ("開始日 < 今", 4),
        ("開始日 + 2時間", 4),
        ("開始日 + 開始日", 4),
        ("重要異例 = 1", 5),
        ("件名 > 1", 3),
        ("理由 = 件名", 3),
        ("理由 = kind", 3),
        ("理由 < 「紛失」", 3),
        ("同時に失くしたもの = 件名", 10),
        ("1か月 > 30日", 4),
        ("3営業日 > 2営業日", 5),
        ("金額 かつ 重要異例", 0),
        ("not(金額)", 4),
        ("-件名", 0),
        ("写真 + 1", 3),
        ("申請者 = 1", 4),
        ("if 金額 then 1 else 2", 3),
        ("if 重要異例 then 1 else 「a」", 0),
        ("年(件名)", 0),
        ("日数(開始日)", 0),
        ("日数(今, 今)", 0),
        ("空()", 0),
        ("件数(金額)", 0),
        ("合計(件名)", 0),
        ("合計(5円, 開始日)", 0),
        ("含む(金額, 5円)", 0),
        ("最大(重要異例, はい)", 0),
        ("金額 / 3 > 5円", 7),
    ],
)
def test_kinds_that_do_not_fit_are_e058_at_their_column(text: str, column: int) -> None:
    problem = problem_of(text)

    assert (problem.code, problem.column) == ("E058", column)


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("金額 >= 500000", 6, "「500000円」と書いてください"),
        ("500000 <= 金額", 0, "「500000円」と書いてください"),
        ("金額 + 1", 5, "「1円」と書いてください"),
        ("金額 = 数量", 3, "金額どうしで計算してください"),
        ("金額が 5、6 のどれか", 4, "「5円」と書いてください"),
    ],
)
def test_an_amount_with_a_bare_number_is_e056(text: str, column: int, hint: str) -> None:
    problem = problems_of(text)[0]

    assert (problem.code, problem.column) == ("E056", column)
    assert problem.hint is not None
    assert problem.hint.ja == hint


@pytest.mark.parametrize("text", ["金額 > 0", "0 < 金額", "残額 ?? 0", "最大(0, 金額)", "if 重要異例 then 0 else 金額"])
def test_zero_needs_no_unit(text: str) -> None:
    assert problems_of(text) == ()


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("金額", BOOLEAN, "E058"),
        ("5", YEN, "E056"),
        ("5円", NUMBER, "E058"),
        ("金額 / 3", YEN, "E058"),
        ("金額 / 3", None, "E058"),
        ("率 * 金額", YEN, "E058"),
        ("今", DATE, "E058"),
        ("今日", DATETIME, "E058"),
        ("理由", TEXT, "E058"),
        ("「紛矢」", REASON, "E053"),
        ("[「鍵」, 「傘」]", ListType(MEDIA), "E053"),
        ("3営業日", DATE, "E058"),
    ],
)
def test_the_whole_expression_must_be_what_its_place_needs(text: str, expected: Type | None, code: str) -> None:
    assert problem_of(text, expected).code == code


def test_a_text_becomes_a_choice_where_it_meets_one() -> None:
    assert value_of("「紛失」", REASON) == "LOST"
    assert value_of('"sick"', KIND) == "SICK"
    assert value_of("「紛失」 = 理由", reason="LOST") is True
    assert value_of("(警察への届出 ?? 「届出済」) = 「これから届け出る」", police="PLAN") is True
    assert value_of("if 重要異例 then 「紛失」 else 「盗難」", REASON, exceptional=False) == "STOLEN"
    assert value_of("含む(同時に失くしたもの, 「鍵」)", media=["PC", "KEY"]) is True
    assert value_of("[「鍵」]", ListType(MEDIA)) == ("KEY",)
    assert value_of("「鍵」", ListType(MEDIA)) == ("KEY",)


def test_a_choice_is_found_after_normalization() -> None:
    assert value_of("含む(同時に失くしたもの, 「ＰＣ・タブレット」)", media=["PC"]) is True


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("理由が「紛失」「盗み」のどれでもない", 7, "「盗難」の書き間違いではありませんか"),
        ("警察への届出 = 「届け出済」", 9, "「届出済」の書き間違いではありませんか"),
        ("含む(同時に失くしたもの, 「傘」)", 14, "選択肢は PC・タブレット、鍵 です"),
    ],
)
def test_a_text_that_is_no_choice_is_e053(text: str, column: int, hint: str) -> None:
    problem = problem_of(text)

    assert (problem.code, problem.column) == ("E053", column)
    assert problem.hint is not None
    assert problem.hint.ja == hint


def test_two_mistakes_of_kind_are_told_together_in_order() -> None:
    problems = problems_of("理由 = 3 かつ 金額 >= 500000")

    assert [(problem.code, problem.column) for problem in problems] == [("E058", 3), ("E056", 16)]


def test_every_problem_speaks_both_languages() -> None:
    texts = [
        "理由 = 3",
        "金額 >= 5",
        "無名",
        "金額 +",
        "日数(今, 今)",
        "理由 = 「盗み」",
        "件数・取込 == 1",
        "金額 / 3",
    ]

    for text in texts:
        message = problem_of(text).message
        assert message.ja
        assert message.en
        assert message.ja != message.en
