"""Whether a total is within what its layout allows, and by what it was judged."""

from datetime import date

import pytest

from forms.issuance.columns import Column, Columns
from forms.issuance.difference import compare_figures
from forms.issuance.limit import Limit, is_beyond, judged
from integrations.layouts.columns import limits_of
from tests.support.layouts import layout

MAY, APRIL = date(2026, 5, 1), date(2026, 4, 1)
LIMIT = Limit(percent=15, except_months=(4, 10))


@pytest.mark.parametrize(
    ("now", "before", "beyond"),
    [(115, 100, False), (116, 100, True), (85, 100, False), (84, 100, True), (0, 0, False), (1, 0, True)],
)
def test_exactly_the_limit_is_still_within(now: int, before: int, beyond: bool) -> None:
    assert is_beyond(15, now, before) is beyond


@pytest.mark.parametrize(
    ("now", "month", "words", "inside"),
    [
        (110, MAY, "範囲内 ±15%", True),
        (130, MAY, "範囲外 ±15%", False),
        (130, None, "範囲外 ±15%", False),
        (130, APRIL, "4月は比べない", None),
    ],
)
def test_a_total_is_judged_with_its_limit_in_words(
    now: int, month: date | None, words: str, inside: bool | None
) -> None:
    found = judged(LIMIT, now, 100, month)

    assert found is not None
    assert (found.words.ja, found.is_inside) == (words, inside)


def test_without_a_limit_nothing_is_judged() -> None:
    assert judged(None, 130, 100, MAY) is None


def test_the_payroll_layout_says_how_far_its_totals_may_be() -> None:
    limits = limits_of(layout())

    assert {key: limit.percent for key, limit in limits.items()} == {"count": 5, "gross": 15, "deduct": 15, "net": 15}
    assert limits["gross"].except_months == (4, 6, 10, 12)
    assert limits["count"].except_months == ()


def test_people_and_sums_of_a_month_are_judged_each_by_its_own_limit() -> None:
    columns = Columns((Column(key="gross", name="支給額合計", en="Total pay"),))
    here = {"支給額合計": {str(number): 200 for number in range(6)}}
    there = {"支給額合計": {str(number): 100 for number in range(6)}}

    found = compare_figures(here, there, columns=columns, limits={"count": Limit(percent=5), "gross": LIMIT}, month=MAY)

    assert found is not None and found.people_judged is not None and found.sums[0].judged is not None
    assert (found.people_judged.words.ja, found.sums[0].judged.words.ja) == ("範囲内 ±5%", "範囲外 ±15%")
    assert found.sums[0].name.en == "Total pay"
