"""Procedures may write all of FEEL, with every kind known beforehand."""

from datetime import date
from decimal import Decimal

import pytest

from forms.expressions.expression import compile_expression
from forms.expressions.values import Value
from forms.feel.outside import Duration, Unit
from forms.feel.types import BOOLEAN, INTEGER, YEN, ListType, RangeType
from tests.pure.expressions.sample import SCOPE, problem_of, value_of

_LEGS: list[Value] = [{"fare": 500, "distance": Decimal(1)}, {"fare": 300, "distance": Decimal(2)}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{単価: 100円, 数: 3}.単価 * 2", 200),
        ("{単価: 100円, 税込: 単価 + 10円}.税込", 110),
        ("{「手当 額」: 5円}", {"手当 額": 5}),
        ("get value({a: 1}, 「a」) = 1", True),
        ("get entries({a: 1})[1].key", "a"),
        ("for 行 in 行程 return {額: 行.運賃}", ({"額": 500}, {"額": 300})),
        ("(for 行 in 行程 return {額: 行.運賃})[額 > 400円].額", (500,)),
        ("金額 in [100円..500円)", True),
        ("金額 in (< 100円, >= 200円)", True),
        ("金額 in (< 100円, 500円)", False),
        ("金額 in > 0円", True),
        ("開始日 in [2026-04-01..2026-04-30]", True),
        ("before(開始日, [2026-05-01..2026-05-31])", True),
        ("overlaps([1..5], [3..8])", True),
        ("includes([1..10], 5)", True),
        ("[1..10].end", Decimal(10)),
        ("件数(for n in [1..4) return n)", Decimal(3)),
        ("sort(行程, function(a, b) a.運賃 < b.運賃).運賃", (300, 500)),
        ("sort(行程.運賃, function(a, b) a > b)", (500, 300)),
        ("(function(x: number) x * 2)(4)", Decimal(8)),
        ("{倍: function(x: number) x * 2, 値: 倍(4)}.値", Decimal(8)),
        ("list replace([1, 2, 3], 2, 9)", (Decimal(1), Decimal(9), Decimal(3))),
        ("substring(string: 件名, start position: 2)", "具券"),
        ("string length(string: 件名)", Decimal(3)),
        ("開始日.year", Decimal(2026)),
        ("開始日.weekday", Decimal(1)),
        ("@「2026-04-01」 = 2026-04-01", True),
        ('@"PT90M" > 1時間', True),
        ("@「P1DT2H」.hours", Decimal(2)),
        ("time(「09:30:00」).hour", Decimal(9)),
        ("time(「09:30:00」) < time(「10:00:00」)", True),
        ("years and months duration(2024-01-31, 2026-04-01)", Duration(Unit.MONTHS, 26)),
        ("date(2026, 4, 1)", date(2026, 4, 1)),
        ("date(「2026-04-01」)", date(2026, 4, 1)),
        ("number(「12.5」) + 1", Decimal("13.5")),
        ("string(12)", "12"),
        ("件名 instance of string", True),
        ("率 instance of string", False),
        ("行程[1] instance of number", False),
        ("every x in [1, 2], y in [3] satisfies x < y", True),
        ("flatten([[1], [2, 3]]) = [1, 2, 3]", True),
        ("context merge([{a: 1}, {b: 2}]) = {a: 1, b: 2}", True),
        ("is(1, 1)", True),
        ("金額 /* 起案時 */ = 200円 // 見積り", True),
        ("2時間 / 2", Duration(Unit.SECONDS, 3600)),
        ("7日 / 2日", Decimal("3.5")),
    ],
)
def test_it_computes(text: str, expected: Value) -> None:
    value = value_of(text, amount=200, first_day=date(2026, 4, 6), subject="文具券", legs=_LEGS, share=Decimal(1))
    assert value == expected


def test_a_parameter_without_a_type_is_told_to_have_one() -> None:
    hint = problem_of("(function(x) x + 1)(2)").hint
    assert hint is not None and "function(x: number)" in hint.ja


def test_the_kinds_are_known() -> None:
    assert compile_expression("{a: 金額}.a", SCOPE).type == YEN
    assert compile_expression("[1円..5円]", SCOPE).type == RangeType(YEN)
    assert compile_expression("sort(行程.運賃, function(a, b) a > b)", SCOPE).type == ListType(YEN)
    assert compile_expression("開始日.month", SCOPE).type == INTEGER
    assert compile_expression("金額 in (< 5円)", SCOPE).type == BOOLEAN


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("{a: 1}.b", "E051", ".b"),
        ("{a: 1, b: 金額 + a}", "E056", "+"),
        ("金額 in (< 100)", "E056", "100"),
        ("金額 in [1..5円]", "E056", "1"),
        ("[1..5円]", "E056", "1"),
        ("[はい..いいえ]", "E058", "["),
        ("sort(行程, function(a, b) a.運賃 + b.運賃)", "E058", "sort"),
        ("sort(行程, function(a, b) a.速さ < b.運賃)", "E051", ".速さ"),
        ("sort(行程, function(a) はい)", "E058", "sort"),
        ("(function(x: number) x)(「a」)", "E058", "function"),
        ("(function(x) x + 1)(2)", "E058", "+"),
        ("substring(text: 件名, start position: 2)", "E058", "substring"),
        ("開始日.hour", "E051", "開始日"),
        ("before(金額, [1..2], 3)", "E058", "before"),
        ("金額 instance of 円", "E058", ""),
        ("件名(1)", "E050", "("),
        ("@「昨日」", "E050", "@"),
        ("{a: 1, a: 2}", "E050", ""),
        ("件名 in [「a」..3]", "E058", ""),
        ("function(x) external {}", "E058", "function"),
    ],
)
def test_a_mistake_is_told_at_its_column(text: str, code: str, at: str) -> None:
    found = problem_of(text)
    assert (found.code, text[found.column :].startswith(at)) == (code, True), found
