"""The functions of the standard, with the kinds of our forms."""

from decimal import Decimal

import pytest

from forms.expressions.expression import compile_expression
from forms.expressions.values import Value
from forms.feel.outside import Duration, Unit
from forms.feel.types import YEN, ChoiceType, ListType
from tests.pure.expressions.sample import SCOPE, problem_of, value_of

_LEGS: list[Value] = [{"fare": 500, "distance": Decimal(1)}, {"fare": 300, "distance": Decimal(2)}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string length(件名)", Decimal(3)),
        ("substring(件名, 2)", "具券"),
        ("starts with(件名, 「文」)", True),
        ("matches(件名, 「^[文具券]+$」)", True),
        ("replace(件名, 「券」, 「箱」)", "文具箱"),
        ("split(「a;b」, 「;」)", ("a", "b")),
        ("string join(split(「a;b」, 「;」), 「、」)", "a、b"),
        ("abs(-5円)", 5),
        ("abs(-2)", Decimal(2)),
        ("abs(-7日)", Duration(Unit.DAYS, 7)),
        ("modulo(7, 3)", Decimal(1)),
        ("sqrt(16)", Decimal(4)),
        ("sqrt(-1)", None),
        ("mean(行程.距離)", Decimal("1.5")),
        ("sort(行程.運賃)", (300, 500)),
        ("reverse(行程.運賃)", (300, 500)),
        ("append(行程.運賃, 100円)", (500, 300, 100)),
        ("index of(行程.運賃, 300円)", (Decimal(2),)),
        ("distinct values(行程.運賃)", (500, 300)),
        ("合計(concatenate(行程.運賃, 行程.運賃))", 1_600),
        ("day of week(2026-05-11)", "Monday"),
        ("index of(同時に失くしたもの, 「鍵」)", (Decimal(1),)),
        ("median(行程.距離)", Decimal("1.5")),
    ],
)
def test_a_function_of_the_standard(text: str, expected: Value) -> None:
    assert value_of(text, subject="文具券", legs=_LEGS, media=["KEY", "PC"]) == expected


def test_lists_keep_the_kind_of_their_elements() -> None:
    assert compile_expression("sort(行程.運賃)", SCOPE).type == ListType(YEN)
    kind = compile_expression("reverse(同時に失くしたもの)", SCOPE).type
    assert isinstance(kind, ListType) and isinstance(kind.of, ChoiceType)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("string length(金額)", "E058"),
        ("mean(行程.運賃)", "E058"),
        ("append(行程.運賃, 100)", "E058"),
        ("index of(同時に失くしたもの, 「かぎ」)", "E053"),
        ("substring(件名)", "E058"),
        ("sort(金額)", "E058"),
    ],
)
def test_values_of_another_kind_are_refused(text: str, code: str) -> None:
    assert problem_of(text).code == code
