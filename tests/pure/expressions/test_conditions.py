"""かつ, または and comparisons in three-valued logic."""

from decimal import Decimal

import pytest

from forms.feel.types import BOOLEAN
from tests.pure.expressions.sample import problem_of, value_of

KLEENE_AND = {
    (True, True): True,
    (True, False): False,
    (True, None): None,
    (False, True): False,
    (False, False): False,
    (False, None): False,
    (None, True): None,
    (None, False): False,
    (None, None): None,
}
Answer = bool | None


@pytest.mark.parametrize(("left", "right"), KLEENE_AND)
def test_and_follows_kleene(left: Answer, right: Answer) -> None:
    result = value_of("停止だけ先に かつ 重要異例", stop_first=left, exceptional=right)

    assert result is KLEENE_AND[left, right]


@pytest.mark.parametrize(("left", "right"), KLEENE_AND)
def test_or_is_and_turned_around(left: Answer, right: Answer) -> None:
    result = value_of("not(not(停止だけ先に) かつ not(重要異例))", stop_first=left, exceptional=right)

    assert value_of("停止だけ先に または 重要異例", stop_first=left, exceptional=right) is result


@pytest.mark.parametrize(("value", "result"), [(True, False), (False, True), (None, None)])
def test_not_leaves_null_alone(value: Answer, result: Answer) -> None:
    assert value_of("not(停止だけ先に)", stop_first=value) is result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 = 1", True),
        ("1 ≠ 1", False),
        ("1 != 2", True),
        ("1 < 2", True),
        ("2 <= 2", True),
        ("2 ≦ 1", False),
        ("2 ≧ 2", True),
        ("2 > 2", False),
        ("1.0 = 1", True),
        ("はい = はい", True),
        ("「a」 = 「b」", False),
        ("7日 = 168時間", True),
        ("1年 = 12か月", True),
        ("8日 > 1週間", True),
        ("2026-04-01 < 2026-04-02", True),
        ("2026-04-01T09:00 = 2026-04-01T00:00Z", True),
        ("[1, 2] = [1, 2]", True),
        ("not(1 = 2) かつ 1 = 1", True),
        ("1 = 2 または 1 = 1 かつ 2 = 2", True),
        ("1 + 2 * 3 = 7", True),
        ("-(1 + 2) = 0 - 3", True),
        ("10 - 2 - 3 = 5", True),
        ("8 / 2 / 2 = 2", True),
    ],
)
def test_comparisons_and_binding_strengths(text: str, result: bool) -> None:
    assert value_of(text, BOOLEAN) is result


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_an_order_with_something_empty_is_null(sign: str) -> None:
    assert value_of(f"残額 {sign} 金額", amount=100) is None


def test_equality_with_something_empty_is_no_and_difference_is_yes() -> None:
    assert value_of("警察への届出 = 「届出済」") is False
    assert value_of("警察への届出 ≠ 「届出済」") is True
    assert value_of("警察への届出 = 空") is True


@pytest.mark.parametrize(
    ("reason", "one", "none"), [("LOST", True, False), ("DAMAGED", False, True), (None, False, True)]
)
def test_one_of_and_none_of_are_chains_of_equalities(reason: str | None, one: bool, none: bool) -> None:
    assert value_of("理由が「紛失」「盗難」のどれか", reason=reason) is one
    assert value_of("理由が「紛失」、「盗難」のどれでもない", reason=reason) is none
    assert value_of('理由 in ("紛失", "盗難")', reason=reason) is one


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("率 in [1..3]", True),
        ("率 in (1..3]", False),
        ("率 in [0..1)", False),
        ("率 between 1 and 2 and 重要異例", True),
        ("率 in (3, 1)", True),
        ("率 in [2, 3]", False),
    ],
)
def test_ranges_and_lists(text: str, result: bool) -> None:
    assert value_of(text, share=Decimal(1), exceptional=True) is result


def test_the_fallback_stands_in_for_null_only() -> None:
    assert value_of("停止だけ先に ?? はい") is True
    assert value_of("停止だけ先に ?? はい", stop_first=False) is False
    assert value_of("残額 ?? 金額 ?? 0", amount=None) == 0


def test_the_fallback_binds_more_strongly_than_a_comparison() -> None:
    assert value_of("残額 ?? 0円 < 金額", amount=1) is True


def test_a_condition_that_is_null_takes_the_other_branch() -> None:
    assert value_of("if 残額 > 0円 then 「有」 else 「無」") == "無"
    assert value_of("if 残額 > 0円 then 「有」 else 「無」", balance=1) == "有"


@pytest.mark.parametrize(
    ("text", "column", "right"),
    [
        ("件数・取込 == 件数・予定", 6, "="),
        ("理由 <> 「紛失」", 3, "≠"),
        ("理由 ではない 「紛失」", 3, "≠"),
        ("重要異例 && 停止だけ先に", 5, "かつ"),
        ("重要異例 || 停止だけ先に", 5, "または"),
        ("金額 => 5円", 3, ">="),
        ("金額 × 2", 3, "*"),
        ("金額 5円 以上", 6, ">="),
    ],
)
def test_a_sign_of_another_language_is_e050_with_the_right_one(text: str, column: int, right: str) -> None:
    problem = problem_of(text)

    assert (problem.code, problem.column) == ("E050", column)
    assert problem.hint is not None
    assert problem.hint.ja == f"「{right}」を使ってください"


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 0, "式がありません"),
        ("金額 +", 4, "途中で終わっています"),
        ("(金額 > 5円", 0, "「)」がありません"),
        ("金額 > 5円)", 7, "「)」は書けません"),
        ("金額 残額", 3, "「残額」は書けません"),
        ("1 < 2 < 3", 6, "続けて書けません"),
        ("理由が「紛失」", 7, "「のどれか」か「のどれでもない」が要ります"),
        ("理由がのどれか", 3, "「のどれか」は書けません"),
        ("if 重要異例 then 1", 0, "「else」がありません"),
        ("率 in [1..3", 5, "閉じていません"),
        ("金額 ; 5円", 3, "名前はありません"),
        ("金額 ? 5円", 3, "式の中では使えません"),
    ],
)
def test_a_syntax_error_is_told_at_its_column(text: str, column: int, words: str) -> None:
    problem = problem_of(text)

    assert problem.column == column
    assert words in problem.message.ja


@pytest.mark.parametrize("text", ["(" * 40 + "1" + ")" * 40, " + ".join(["1"] * 200), "-" * 200 + "1", "1" * 5_000])
def test_an_expression_that_is_too_long_or_too_deep_is_e050(text: str) -> None:
    assert problem_of(text).code == "E050"


def test_a_long_list_of_alternatives_is_fine() -> None:
    text = " または ".join(["金額 = 5円"] * 300)

    assert value_of(text, amount=5) is True
