"""A condition has to say what an empty item means; when it still cannot be decided, the names at fault are told."""

import pytest

from forms.expressions.expression import compile_expression, display_null_names
from tests.pure.expressions.sample import GIVEN, SCOPE


@pytest.mark.parametrize(
    ("text", "unguarded"),
    [
        ("残額 < 金額", {"balance"}),
        ("停止だけ先に = はい", {"stop_first"}),
        ("(停止だけ先に ?? いいえ) = はい", set()),
        ("理由が「紛失」「盗難」のどれか", {"reason"}),
        ("空(残額)", set()),
        ("空(残額) または 残額 < 金額", set()),
        ("空(残額) かつ 残額 < 金額", {"balance"}),
        ("not(空(残額)) かつ 残額 < 金額", set()),
        ("残額 ≠ 空 かつ 残額 < 金額", set()),
        ("if 空(残額) then 重要異例 else 残額 < 金額", set()),
        ("if 残額 > 0 then 重要異例 else 重要異例", {"balance"}),
        ("残額 ?? 金額", set()),
        ("金額 ?? 残額", {"balance"}),
        ("新氏名 ?? 申請者.職員証番号", {"applicant.card_number"}),
        ("停止だけ先に または 重要異例", {"stop_first"}),
        ("終了日 > 開始日 または 空(残額)", {"last_day"}),
        ("合計(残額, 金額) > 0", {"balance"}),
        ("重要異例 かつ 金額 > 0", set()),
        ("今日 > 終了日", {"last_day"}),
    ],
)
def test_the_names_that_leave_a_condition_open(text: str, unguarded: set[str]) -> None:
    assert compile_expression(text, SCOPE).unguarded == unguarded


def test_all_names_are_known_with_their_paths() -> None:
    expression = compile_expression("空(申請者.氏名) または 残額 < 金額 かつ 今日 > 開始日", SCOPE)

    assert expression.reads == {"applicant.name", "balance", "amount", "today", "first_day"}


def test_the_empty_names_are_told_as_they_are_written() -> None:
    expression = compile_expression("(停止だけ先に ?? いいえ) = いいえ かつ 残額 < 金額 かつ 終了日 > 開始日", SCOPE)

    assert display_null_names(expression, {**GIVEN, "amount": 5}) == ("残額", "終了日", "開始日")


def test_an_empty_part_of_a_record_is_told_with_its_owner() -> None:
    expression = compile_expression("申請者.職員証番号 > 「5」", SCOPE)

    assert display_null_names(expression, {"applicant": {"card_number": None}}) == ("申請者.職員証番号",)


def test_a_name_read_twice_is_told_once() -> None:
    expression = compile_expression("残額 > 5円 かつ 残額 < 9円", SCOPE)

    assert display_null_names(expression, {}) == ("残額",)
