"""Amounts stay whole yen, dates follow the calendar, functions do what their name says."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from forms.expressions.values import Value
from forms.feel.outside import Duration, Unit
from forms.feel.types import YEN
from tests.pure.expressions.sample import value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("金額 + 500円", 1_500),
        ("金額 - 1万円", -9_000),
        ("金額 * 数量", 3_000),
        ("数量 * 金額", 3_000),
        ("-金額", -1_000),
        ("切捨て(金額 / 3)", 333),
        ("切上げ(金額 / 3)", 334),
        ("四捨五入(金額 * 8%)", 80),
        ("切捨て(金額 * 率)", 1_234),
        ("切捨て(金額 * 率, -2)", 1_200),
        ("切捨て(-金額 / 3)", -333),
        ("切上げ(-金額 / 3)", -334),
        ("round_down(金額 / 3)", 333),
        ("round half up(金額 / 3)", 333),
        ("floor(-金額 / 3)", -334),
        ("切捨て((金額 / 3) * 3 + 金額 / 2)", 1_500),
        ("最大(金額, 5円)", 1_000),
        ("合計(金額, 5円)", 1_005),
        ("合計(行程.運賃)", 500),
        ("最小(行程.運賃)", 200),
    ],
)
def test_amounts_are_whole_yen(text: str, value: int) -> None:
    legs: Value = [{"fare": 200}, {"fare": 300}]

    result = value_of(text, YEN, amount=1_000, quantity=3, share=Decimal("1.2345"), legs=legs)

    assert type(result) is int
    assert result == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("金額 / 残額", Decimal("2.5")),
        ("1 / 0", None),
        ("金額 / 0円", None),
        ("切捨て(金額 / 0)", None),
        ("四捨五入(2.5)", Decimal(3)),
        ("四捨五入(-2.5)", Decimal(-3)),
        ("四捨五入(2.345, 2)", Decimal("2.35")),
        ("切捨て(2.9)", Decimal(2)),
        ("0.1 + 0.2", Decimal("0.3")),
        ("件数(行程)", Decimal(2)),
        ("件数([])", Decimal(0)),
        ("合計([])", None),
        ("最大([])", None),
        ("最大(3, 1, 2)", Decimal(3)),
        ("合計(1, 2.5)", Decimal("3.5")),
        ("合計(行程.距離)", None),
    ],
)
def test_numbers_are_exact_and_what_has_no_value_is_null(text: str, value: Value) -> None:
    assert value_of(text, amount=1_000, balance=400, legs=[{"distance": Decimal(1)}, {"distance": None}]) == value


def test_an_amount_too_large_to_be_kept_is_null() -> None:
    factors = " * ".join(["金額"] + ["数量"] * 20)

    assert value_of(factors, amount=10**9, quantity=10**3) is None
    assert value_of("金額 + 金額", amount=9 * 10**17) is None
    assert value_of("金額 - 残額", amount=-9 * 10**17, balance=9 * 10**17) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("開始日 + 7日", date(2026, 2, 7)),
        ("開始日 + 1か月", date(2026, 2, 28)),
        ("開始日 - 1年", date(2025, 1, 31)),
        ("1か月 + 開始日", date(2026, 2, 28)),
        ("2024-02-29 + 1年", date(2025, 2, 28)),
        ("開始日 - 2026-01-01", Duration(Unit.DAYS, 30)),
        ("今日 + 3営業日", date(2026, 5, 14)),
        ("今日 + 5営業日", date(2026, 5, 18)),
        ("今日 - 1営業日", date(2026, 5, 8)),
        ("2026-05-09 + 0営業日", date(2026, 5, 11)),
        ("2026-05-09 + 1営業日", date(2026, 5, 11)),
        ("9999-12-31 + 1日", None),
        ("2026-01-01 - 9999年", None),
        ("9999-12-31 + 1営業日", None),
        ("今 + 2時間", datetime(2026, 5, 11, 2, 41, tzinfo=UTC)),
        ("今 + 1日", datetime(2026, 5, 12, 0, 41, tzinfo=UTC)),
        ("今 + 5営業日", datetime(2026, 5, 18, 0, 41, tzinfo=UTC)),
        ("今 - 2026-05-11T09:00", Duration(Unit.SECONDS, 41 * 60)),
        ("2日 * 3", Duration(Unit.DAYS, 6)),
        ("1日 + 2時間", Duration(Unit.SECONDS, 26 * 3600)),
        ("年(開始日)", Decimal(2026)),
        ("月(2026-03-31T23:00Z)", Decimal(4)),
        ("日付(2026-03-31T23:00Z)", date(2026, 4, 1)),
        ("年齢(2000-05-12)", Decimal(25)),
        ("年齢(2000-05-11)", Decimal(26)),
        ("年齢(2000-02-29, 2025-02-28)", Decimal(24)),
        ("年齢(2026-05-12)", None),
        ("日数(2026-05-18, 2026-05-20)", Decimal(3)),
        ("日数(2026-05-20, 2026-05-18)", Decimal(0)),
        ("営業日数(2026-05-15, 2026-05-18)", Decimal(2)),
        ("business_days_between(2026-05-18, 2026-05-20)", Decimal(3)),
        ("営業日数(2026-05-20, 2026-05-18)", Decimal(0)),
        ("日数(開始日, 終了日)", None),
    ],
)
def test_dates_follow_the_calendar(text: str, value: Value) -> None:
    result = value_of(text, first_day=date(2026, 1, 31))

    assert (type(result), result) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("空(残額)", True),
        ("empty(金額)", False),
        ("空(「」)", True),
        ("空([])", True),
        ("含む(件名, 「机」)", True),
        ("含む(件名, 「棚」)", False),
        ("含む([1, 2], 2)", True),
        ("contains(同時に失くしたもの, 「鍵」)", None),
        ("件名 + 「・」 + 件名", "机・机"),
        ("新氏名 ?? 件名", "机"),
    ],
)
def test_emptiness_contents_and_texts(text: str, value: Value) -> None:
    assert value_of(text, amount=1, subject="机") == value
