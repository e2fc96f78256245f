"""Filters, elements, some, every and for go through the rows of a table; their kinds are known beforehand."""

from decimal import Decimal

import pytest

from forms.errors import ExpressionBudgetExceeded
from forms.expressions.expression import compile_expression
from forms.expressions.values import Value
from forms.feel.types import BOOLEAN, YEN, ListType
from tests.pure.expressions.sample import GIVEN, SCOPE, problem_of, value_of

LEGS: list[Value] = [
    {"fare": 500, "distance": Decimal("2.5")},
    {"fare": 12_000, "distance": Decimal(300)},
    {"fare": 800, "distance": None},
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行程[運賃 > 1000円].運賃", (12_000,)),
        ("行程[item.運賃 > 1000円].運賃", (12_000,)),
        ("行程[1].運賃", 500),
        ("行程[-1].運賃", 800),
        ("行程[4].運賃", None),
        ("行程[0]", None),
        ("件数(行程[距離 > 1])", Decimal(2)),
        ("合計(行程[運賃 < 1万円].運賃)", 1_300),
        ("行程[運賃 > 600円][距離 > 1].運賃", (12_000,)),
        ("行程.運賃[2]", 12_000),
        ("some 行 in 行程 satisfies 行.運賃 > 1万円", True),
        ("every 行 in 行程 satisfies 行.運賃 > 1万円", False),
        ("every 行 in 行程 satisfies 行.距離 > 1", None),
        ("some 行 in 行程 satisfies 行.距離 > 100", True),
        ("every 行 in 行程[距離 > 1] satisfies 行.距離 > 1", True),
        ("for 行 in 行程 return 行.運賃 + 100円", (600, 12_100, 900)),
        ("合計(for 行 in 行程 return 行.運賃 * 2)", 26_600),
        ("for n in 1..3 return n * n", (1, 4, 9)),
        ("for n in 3..1 return n", (3, 2, 1)),
        ("for a in 1..2, b in a..2 return a * 10 + b", (11, 12, 22)),
        ("件数(for d in 2026-05-30..2026-06-02 return d)", Decimal(4)),
        ("some 行 in 行程 satisfies (some 他 in 行程 satisfies 他.運賃 = 行.運賃 * 24)", True),
        ("(for 行 in 行程 return 行.運賃)[1] + 金額", 501),
        ("3 ** 2 + 1", 10),
        ("-2 ** 2", 4),
        ("4 ** 0.5", 2),
    ],
)
def test_what_goes_through_a_list(text: str, expected: Value) -> None:
    assert value_of(text, legs=LEGS, amount=1) == expected


def test_a_list_that_is_empty_or_null_is_decided_as_in_feel() -> None:
    assert value_of("some 行 in 行程 satisfies 行.運賃 > 1円", legs=[]) is False
    assert value_of("every 行 in 行程 satisfies 行.運賃 > 1円", legs=[]) is True
    assert value_of("some 行 in 行程 satisfies 行.運賃 > 1円") is None
    assert value_of("行程[運賃 > 1円]") is None


def test_the_kind_of_the_result_is_known() -> None:
    assert compile_expression("for 行 in 行程 return 行.運賃", SCOPE).type == ListType(YEN)
    assert compile_expression("行程[2].運賃", SCOPE).type == YEN
    assert compile_expression("every 行 in 行程 satisfies 行.運賃 > 1円", SCOPE).type == BOOLEAN


def test_names_of_a_loop_are_not_among_what_is_read() -> None:
    expression = compile_expression("some 行 in 行程 satisfies 行.運賃 > 金額", SCOPE)
    assert expression.reads == {"legs", "amount"}


def test_an_inner_name_hides_an_item() -> None:
    assert value_of("for 金額 in 1..2 return 金額", amount=5) == (1, 2)
    assert value_of("(for 金額 in 1..2 return 金額)[1] = 1 かつ 金額 = 5円", amount=5) is True


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("行程[運賃 > 1000].運賃", "E056", "1000"),
        ("行程[速さ > 1]", "E051", "速さ"),
        ("行程[「a」]", "E058", "["),
        ("金額[1]", "E058", "["),
        ("行程[1].速さ = 1", "E051", ".速さ"),
        ("some 行 in 行程 satisfies 行.運賃", "E058", "行.運賃"),
        ("some 行 in 金額 satisfies 行 > 1円", "E058", "some"),
        ("for n in 1..2026-01-01 return 1", "E058", "for"),
        ("some in 行程 satisfies はい", "E050", "in"),
        ("行程[運賃 > 1円", "E050", "["),
    ],
)
def test_a_mistake_is_told_at_its_column(text: str, code: str, at: str) -> None:
    found = problem_of(text)
    assert (found.code, text[found.column :].startswith(at)) == (code, True), found


def test_loops_spend_steps() -> None:
    expression = compile_expression("件数(for a in 1..10000, b in 1..10000 return a) > 0", SCOPE)
    with pytest.raises(ExpressionBudgetExceeded):
        expression.evaluate(GIVEN)


def test_what_was_given_is_as_before_after_a_loop_that_ended_early() -> None:
    text = "some 行 in 行程 satisfies 行.運賃 > 100円 かつ (some 行 in 行程 satisfies 行.運賃 > 1万円)"
    assert value_of(f"({text}) かつ 金額 = 7円", legs=LEGS, amount=7) is True
