"""Dates, times and durations: zones, far years, properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.feel.temporal.days import Date, day_number, day_of_year, days_since_1970, week_of_year, weekday
from tests.pure.feel.sample import value_of

TRUE = """
@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H" = @"2026-03-29T03:30:00@Europe/Paris"
string(@"2026-10-25T02:30:00@Europe/Paris" + @"PT1H") = "2026-10-25T02:30:00@Europe/Paris"
@"2026-01-01T09:00:00@Asia/Tokyo".time offset = @"PT9H"
@"2026-01-01T09:00:00@Asia/Tokyo".timezone = "Asia/Tokyo"
@"09:00:00+09:00".timezone = null
@"09:00:00".time offset = null
@"2026-01-01T09:00:00@Asia/Tokyo" = @"2026-01-01T00:00:00Z"
@"2026-01-01T09:00:00+09:00" < @"2026-01-01T00:00:01Z"
@"10:30:11.5".second = 11.5
@"P1DT2H3M4S".hours = 2
@"-P1DT2H".days = -1
@"P1Y2M".months = 2
@"P1Y2M".days = null
string(@"999999999-12-31") = "999999999-12-31"
@"999999999-12-31" + @"P1D" = null
string(@"-0044-03-15") = "-0044-03-15"
date(2100, 2, 29) = null
@"2026-05-31" + @"P1M" = @"2026-06-30"
@"2026-05-31" - @"P3M" = @"2026-02-28"
@"2026-05-01" - @"2026-04-01" = @"P30D"
@"2026-05-01T00:00:00Z" - @"2026-04-01" = @"P30D"
@"2026-05-01T00:00:00" - @"2026-04-01" = null
string(duration("PT0.5S")) = "PT0.5S"
string(duration("P0D")) = "PT0S"
string(duration("P0M")) = "P0M"
string(duration("-P1Y13M")) = "-P2Y1M"
date and time("2017-12-31T24:00:00") = date and time("2018-01-01T00:00:00")
years and months duration(@"2015-12-24", @"2014-11-23") = @"-P1Y1M"
years and months duration(@"2016-01-31", @"2016-02-29") = @"P0M"
now() instance of date and time
today() = @"2026-05-11"
"""


@pytest.mark.parametrize("text", TRUE.strip().splitlines())
def test_a_fact_about_dates_holds(text: str) -> None:
    assert value_of(text) is True


def test_days_can_be_counted_in_a_loop() -> None:
    assert value_of('for d in @"2026-05-30"..@"2026-06-01" return d.day') == (30, 31, 1)


@given(st.dates())
def test_our_calendar_is_the_one_of_python(day: date) -> None:
    ours = Date(day.year, day.month, day.day)
    assert day_number((day - date(1970, 1, 1)) // timedelta(days=1)) == ours
    assert days_since_1970(ours) == (day - date(1970, 1, 1)).days
    assert weekday(ours) == day.isoweekday()
    assert day_of_year(ours) == day.timetuple().tm_yday
    assert week_of_year(ours) == day.isocalendar().week
