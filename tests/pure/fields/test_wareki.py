"""Dates in both calendars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.wareki import FIRST_DAY, LAST_DAY, DateUnreadable, read_date, write_date, write_era_date, write_short_date

DAYS = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    "written",
    [
        "R8.12.8", "r8.12.8", "R08.12.08", "R8/12/8", "Ｒ８．１２．８", "令和8年12月8日", "令和８年１２月８日",
        "令和8.12.8", "㋿8年12月8日", "2026-12-08", "2026-12-8", "2026/12/8", "2026.12.8", "2026年12月8日",
        "２０２６－１２－０８",
        "令和8年12月8日（火）", "2026-12-08(火)", "令和8年12月8日(火曜日)", " 2026-12-08 ",
    ],
)  # fmt: skip
def test_a_date_is_read_in_both_calendars(written: str) -> None:
    assert read_date(written) == date(2026, 12, 8)


@pytest.mark.parametrize(
    "written",
    [
        "", "あした", "8.12.8", "2026-02-30", "10000-01-01", "20226-01-01", "1600-01-01", "令和0年1月1日", "infinity",
        "2026-12/08", "٢٠٢٦-12-08", "明治5年1月1日", "2026-12-08T10:00", "x" * 100,
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(written: str) -> None:
    with pytest.raises(DateUnreadable):
        read_date(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("平成32年4月1日", date(2020, 4, 1)),
        ("令和元年4月30日", date(2019, 4, 30)),
        ("昭和64年1月8日", date(1989, 1, 8)),
        ("2026-12-08(水)", date(2026, 12, 8)),
    ],
)
def test_an_era_or_weekday_that_does_not_fit_offers_the_right_one(written: str, meant: date) -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date(written)

    assert refused.value.meant == meant


def test_the_first_year_of_an_era_is_called_gannen() -> None:
    assert write_era_date(date(2019, 5, 1)) == "令和元年5月1日"
    assert read_date("令和元年5月1日") == read_date("令和1年5月1日") == date(2019, 5, 1)


def test_a_date_is_written_for_text_and_for_tables() -> None:
    assert write_date(date(2026, 12, 9)) == "令和8年12月9日（水）"
    assert write_date(date(2026, 12, 9), "en") == "Wed 9 Dec 2026"
    assert write_short_date(date(2026, 12, 9)) == "R8.12.9"


@given(DAYS)
def test_every_date_that_is_written_is_read_back(day: date) -> None:
    assert read_date(write_date(day)) == read_date(write_short_date(day)) == read_date(day.isoformat()) == day


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        day = read_date(text)
    except DateUnreadable:
        return

    assert FIRST_DAY <= day <= LAST_DAY
