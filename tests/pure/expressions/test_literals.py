"""Numbers, amounts, dates and periods are written as in an office."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from forms.expressions.values import Value
from forms.feel.outside import Duration, Unit
from forms.tokyo_time import TOKYO
from tests.pure.expressions.sample import problem_of, value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500円", 500),
        ("3千円", 3_000),
        ("1億5000万円", 150_000_000),
        ("１，５００円".replace("，", ""), 1_500),
        ("500 yen", 500),
        ("12", Decimal(12)),
        ("1.50", Decimal("1.5")),
        ("100万", Decimal(1_000_000)),
        ("8%", Decimal("0.08")),
        ("8.5％", Decimal("0.085")),
        ("2026-04-01", date(2026, 4, 1)),
        ("令和8年4月1日", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("2026年4月1日", date(2026, 4, 1)),
        ("2026-04-01T09:00", datetime(2026, 4, 1, 9, tzinfo=TOKYO)),
        ("2026-04-01T00:00Z", datetime(2026, 4, 1, 9, tzinfo=TOKYO)),
        ("7日", Duration(Unit.DAYS, 7)),
        ("2週間", Duration(Unit.DAYS, 14)),
        ("1か月", Duration(Unit.MONTHS, 1)),
        ("3ヶ月", Duration(Unit.MONTHS, 3)),
        ("1年", Duration(Unit.MONTHS, 12)),
        ("2時間", Duration(Unit.SECONDS, 7_200)),
        ("15分", Duration(Unit.SECONDS, 900)),
        ("3営業日", Duration(Unit.BUSINESS_DAYS, 3)),
        ("7 days", Duration(Unit.DAYS, 7)),
        ("1 month", Duration(Unit.MONTHS, 1)),
        ("2 hours", Duration(Unit.SECONDS, 7_200)),
        ("3 business_days", Duration(Unit.BUSINESS_DAYS, 3)),
        ("はい", True),
        ("no", False),
        ("true", True),
        ("空", None),
        ("null", None),
        ("「紛失」", "紛失"),
        ("「１２　Ａ」", "１２　Ａ"),
        ("「『引用』です」", "『引用』です"),
        ("「a」」b」", "a」b"),
        ("「」」", "」"),
        ("「」", ""),
        ('"a\\"b"', 'a"b'),
        ("[1, 2]", (Decimal(1), Decimal(2))),
    ],
)
def test_a_literal_has_its_value(text: str, value: Value) -> None:
    result = value_of(text)

    assert (type(result), result) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2026-02-30", None),
        ("2026-4-1", "「2026-04-01」と書いてください"),
        ("2026/04/01", "「2026-04-01」と書いてください"),
        ("平成40年1月1日", "2028-01-01 の書き間違いではありませんか"),
        ("1,000円", "「1000円」と書いてください"),
        ("0.5円", "500円、3千円、1億5000万円 のように書いてください"),
        ("3万2億円", "500円、3千円、1億5000万円 のように書いてください"),
        ("2026-04-01T25:00", None),
    ],
)
def test_what_looks_like_a_literal_and_is_none_is_e050(text: str, hint: str | None) -> None:
    problem = problem_of(text)

    assert (problem.code, problem.column, problem.length) == ("E050", 0, len(text))
    assert (problem.hint.ja if problem.hint else None) == hint


@pytest.mark.parametrize("text", ["「紛失", '"lost'])
def test_a_string_without_an_end_is_e050(text: str) -> None:
    assert problem_of(text).code == "E050"


def test_hundreds_of_digits_are_answered() -> None:
    """Not one by one in every way in which they can be cut into numbers."""
    assert problem_of("1" * 400).code == "E050"
