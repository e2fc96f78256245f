"""Names are found as people write them: the longest first, with or without spaces."""

import pytest

from forms.errors import ExpressionInvalid
from forms.expressions.expression import compile_expression
from forms.expressions.scope import Scope
from forms.expressions.suggestions import did_you_mean
from forms.expressions.values import Value
from forms.feel.types import INTEGER, YEN, Name
from tests.pure.expressions.sample import SCOPE, problem_of, problems_of, value_of


def test_the_longest_name_wins() -> None:
    expression = compile_expression("空(警察への届出日)", SCOPE)

    assert expression.reads == {"police_on"}


def test_names_may_start_with_digits_and_hold_brackets_and_dots() -> None:
    assert value_of("2025年度分 + 単価(税込)", y2025=10, price=20) == 30
    assert value_of("件数・取込 = 件数・予定", imported=3, planned=3) is True


def test_no_spaces_are_needed_around_japanese_words() -> None:
    assert (
        value_of("重要異例または金額>500円かつ理由が「紛失」のどれか", exceptional=False, amount=600, reason="LOST")
        is True
    )


def test_full_width_signs_digits_and_spaces_are_read_as_ordinary_ones() -> None:
    assert value_of("（金額　＋　１００円）　＞＝　５００円", amount=400) is True


def test_half_width_kana_and_combining_marks_name_the_same_item() -> None:
    scope = Scope({"ガス代": Name("gas", YEN)})

    for spelling in ("ｶﾞｽ代", "カ\u3099ス代"):
        assert compile_expression(f"{spelling} > 0円", scope).reads == {"gas"}


def test_a_name_of_the_scope_is_compared_after_normalization_too() -> None:
    scope = Scope({"（Ａ）　": Name("a", INTEGER)})

    assert compile_expression("(A) = 1", scope).reads == {"a"}


def test_an_english_name_ends_where_its_word_ends() -> None:
    assert value_of('kind = "sick"', kind="SICK") is True
    assert problem_of("kinds = 1").length == len("kinds")
    assert problem_of("order = 1").length == len("order")
    assert problem_of("nothing").length == len("nothing")


def test_a_path_is_read_from_the_parts_of_a_record() -> None:
    applicant: Value = {"name": "目黒 太郎", "unit": {"section": "人事課"}}

    assert value_of("申請者.所属.課", applicant=applicant) == "人事課"
    assert value_of("applicant.unit.section", applicant=applicant) == "人事課"
    assert compile_expression("申請者.所属.課", SCOPE).reads == {"applicant.unit.section"}


def test_a_part_of_something_empty_is_empty() -> None:
    assert value_of("申請者.所属.課", applicant={"unit": None}) is None
    assert value_of("申請者.所属.課") is None


def test_a_part_of_a_list_is_the_list_of_that_part() -> None:
    assert value_of("行程.運賃", legs=[{"fare": 200}, {"fare": None}, {}]) == (200, None, None)


def test_today_and_now_are_in_every_scope() -> None:
    empty = Scope({})

    assert compile_expression("今日 <= today", empty).reads == {"today"}
    assert compile_expression("今 <= now", empty).reads == {"now"}


@pytest.mark.parametrize(
    ("text", "column", "length", "hint"),
    [
        ("重要例外", 0, 4, "「重要異例」の書き間違いではありませんか"),
        ("空(残高)", 2, 2, "「残額」の書き間違いではありませんか"),
        ("理由書 = 「紛失」", 0, 3, "「理由」の書き間違いではありませんか"),
        ("申請者.電話", 0, 6, "書けるのは 氏名、full_name、職員証番号、所属、unit です"),
        ("申請者.職員番号 = 「1」", 0, 8, "「職員証番号」の書き間違いではありませんか"),
        ("申請者の氏名", 0, 6, "「申請者.氏名」と書いてください"),
        ("理由 = 紛失", 5, 2, "文字は「紛失」とかぎかっこで囲んでください"),
        ("平均(金額)", 0, 2, None),
        ("not 重要異例", 0, 3, "「not(条件)」と書いてください"),
        ("合計え(金額)", 0, 3, "「合計」の書き間違いではありませんか"),
    ],
)
def test_an_unknown_name_is_e051_with_the_word_that_was_meant(
    text: str, column: int, length: int, hint: str | None
) -> None:
    problem = problem_of(text)

    assert (problem.code, problem.column, problem.length) == ("E051", column, length)
    assert (problem.hint.ja if problem.hint else None) == hint


def test_the_column_is_that_of_the_written_text_even_after_wide_signs() -> None:
    scope = Scope({"㈱目黒": Name("company", YEN)})

    with pytest.raises(ExpressionInvalid) as refused:
        compile_expression("㈱目黒＞＝　無名", scope)

    assert refused.value.problems[0].column == 6


def test_several_unknown_names_are_told_together() -> None:
    assert [problem.column for problem in problems_of("無名 > 1 かつ 不明 > 2")] == [0, 10]


def test_an_item_may_be_called_like_a_function_of_the_standard() -> None:
    scope = Scope({"time": Name("time", INTEGER), "date(planned)": Name("planned", INTEGER)})

    assert compile_expression("time = 1", scope).evaluate({"time": 1}) is True
    assert compile_expression('time("09:00:00").hour = time', scope).evaluate({"time": 9}) is True
    assert compile_expression("date(planned) = 1", scope).evaluate({"planned": 1}) is True


def test_the_likely_word_is_found_among_all_places_of_an_office() -> None:
    places = [f"第{number}出張所" for number in range(2_000)] + ["財政課", "契約課"]

    for known in (places, places[::-1], frozenset(places)):
        likely = did_you_mean("財政果", known)
        assert likely is not None and "財政課" in likely.ja
