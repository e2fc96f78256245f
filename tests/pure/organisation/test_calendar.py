"""The office's days are counted as the ward's rules say."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.engine.calendar import BusinessCalendar
from workflow.engine.values import Due, Span

NEW_YEAR = [date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)]
GOLDEN_WEEK = [date(2026, 4, 29), date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6)]


def a_calendar() -> BusinessCalendar:
    return BusinessCalendar.of(
        closed_weekdays=[5, 6],
        closed_dates=[*GOLDEN_WEEK, *NEW_YEAR],
        opens_at=time(8, 30),
        closes_at=time(17, 15),
        zone="Asia/Tokyo",
    )


def tokyo(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


def test_both_ends_of_a_leave_are_counted() -> None:
    assert a_calendar().business_days_between(date(2026, 5, 18), date(2026, 5, 20)) == 3


def test_holidays_and_weekends_are_not_counted() -> None:
    assert a_calendar().business_days_between(date(2026, 4, 29), date(2026, 5, 7)) == 3


def test_nothing_lies_between_days_in_the_wrong_order() -> None:
    assert a_calendar().business_days_between(date(2026, 5, 20), date(2026, 5, 18)) == 0


def test_the_day_itself_is_not_counted() -> None:
    due = a_calendar().deadline(tokyo("2026-05-11T09:00"), Span(1, "business_days"))

    assert due == tokyo("2026-05-12T17:15")


def test_a_deadline_is_told_in_utc() -> None:
    due = a_calendar().deadline(tokyo("2026-05-11T09:00"), Span(1, "business_days"))

    assert due.tzinfo is UTC


def test_a_night_in_utc_is_already_the_next_day_at_the_office() -> None:
    due = a_calendar().deadline(datetime(2026, 5, 11, 23, 0, tzinfo=UTC), Span(1, "business_days"))

    assert due == tokyo("2026-05-13T17:15")


def test_work_that_arrives_on_saturday_begins_to_count_on_monday() -> None:
    due = a_calendar().deadline(tokyo("2026-05-16T10:00"), Span(1, "business_days"))

    assert due == tokyo("2026-05-18T17:15")


def test_the_turn_of_the_year_is_closed() -> None:
    assert a_calendar().add_business_days(date(2026, 12, 28), 1) == date(2027, 1, 4)


def test_a_deadline_in_days_on_a_closed_day_ends_on_the_next_open_day() -> None:
    due = a_calendar().deadline(tokyo("2026-05-08T09:00"), Span(1, "days"))

    assert due == tokyo("2026-05-11T17:15")


def test_a_month_from_the_31st_ends_on_the_last_day_of_a_shorter_month() -> None:
    due = a_calendar().deadline(tokyo("2026-08-31T09:00"), Span(1, "months"))

    assert due == tokyo("2026-09-30T17:15")


def test_minutes_run_on_at_night() -> None:
    due = a_calendar().deadline(tokyo("2026-05-11T23:50"), Span(15, "minutes"))

    assert due == tokyo("2026-05-12T00:05")


def test_office_hours_stop_at_close_of_business() -> None:
    due = a_calendar().deadline(tokyo("2026-05-08T16:15"), Span(2, "office_hours"))

    assert due == tokyo("2026-05-11T09:30")


def test_office_hours_that_begin_after_close_start_next_morning() -> None:
    due = a_calendar().deadline(tokyo("2026-05-11T20:00"), Span(1, "office_hours"))

    assert due == tokyo("2026-05-12T09:30")


def test_the_version_is_the_content() -> None:
    other = BusinessCalendar.of(
        closed_weekdays=[5, 6],
        closed_dates=[*GOLDEN_WEEK, *NEW_YEAR, date(2026, 5, 12)],
        opens_at=time(8, 30),
        closes_at=time(17, 15),
        zone="Asia/Tokyo",
    )

    assert a_calendar().version == a_calendar().version
    assert other.version != a_calendar().version


def test_an_office_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="open weekday"):
        BusinessCalendar.of(
            closed_weekdays=range(7), closed_dates=[], opens_at=time(8), closes_at=time(9), zone="Asia/Tokyo"
        )


def test_a_day_beyond_all_years_is_an_overflow() -> None:
    with pytest.raises(OverflowError):
        a_calendar().deadline(tokyo("2026-05-11T09:00"), Span(9000, "years"))


days = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


@given(first=days, length=st.integers(min_value=0, max_value=120))
def test_counting_agrees_with_looking_at_each_day(first: date, length: int) -> None:
    calendar = a_calendar()
    last = first + timedelta(days=length)

    one_by_one = sum(calendar.is_open(first + timedelta(days=step)) for step in range(length + 1))

    assert calendar.business_days_between(first, last) == one_by_one


@given(day=days, count=st.integers(min_value=1, max_value=60))
def test_the_day_reached_is_open_and_exactly_that_many_days_later(day: date, count: int) -> None:
    calendar = a_calendar()

    reached = calendar.add_business_days(day, count)

    assert calendar.is_open(reached)
    assert calendar.business_days_between(day + timedelta(days=1), reached) == count


UNITS = ("days", "weeks", "months", "years", "month_end", "fiscal_year_end", "business_days")
instants = st.integers(min_value=0, max_value=2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
spans = st.builds(Span, st.integers(min_value=1, max_value=30), st.sampled_from((*UNITS, "office_hours")))


@given(start=instants, span=spans)
def test_a_deadline_never_falls_on_a_closed_day_nor_outside_the_hours_of_the_office(
    start: datetime, span: Span
) -> None:
    calendar = a_calendar()

    due = calendar.deadline(start, span)

    here = due.astimezone(calendar.zone)
    assert calendar.is_open(here.date())
    assert calendar.opens_at < here.time() <= calendar.closes_at
    assert due > start


@given(start=instants, span=spans, later=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_what_begins_later_is_never_due_earlier(start: datetime, span: Span, later: timedelta) -> None:
    assert a_calendar().deadline(start, span) <= a_calendar().deadline(start + later, span)


@given(start=instants, span=spans)
def test_whoever_has_longer_is_never_due_earlier(start: datetime, span: Span) -> None:
    longer = Span(span.amount + 1, span.unit)

    assert a_calendar().deadline(start, span) <= a_calendar().deadline(start, longer)


@given(start=instants, span=st.builds(Span, st.integers(min_value=1, max_value=30), st.sampled_from(UNITS)))
def test_the_hour_at_which_something_arrives_changes_no_deadline_in_days(start: datetime, span: Span) -> None:
    calendar = a_calendar()
    morning = datetime.combine(calendar.local_day(start), time(0), calendar.zone)

    assert calendar.deadline(start, span) == calendar.deadline(morning, span)


@given(first=days, amount=st.integers(min_value=1, max_value=20), reverse=st.booleans())
def test_days_before_a_day_of_the_form_are_open_and_lie_before_it(first: date, amount: int, reverse: bool) -> None:
    calendar = a_calendar()
    begins = datetime.combine(first, time(), calendar.zone)

    due = calendar.deadline(begins, Due(-amount, "business_days", closed="previous" if reverse else "next"))

    assert calendar.is_open(calendar.local_day(due))
    assert calendar.local_day(due) < first
    assert calendar.business_days_between(calendar.local_day(due), first - timedelta(days=1)) == amount


@pytest.mark.parametrize(
    ("start", "due", "end"),
    [
        ("2026-02-28T09:00", Due(1, "months"), "2026-03-31"),  # March 1 begins a whole month (civil code, article 143)
        ("2026-04-30T09:00", Due(1, "months"), "2026-06-01"),  # May 31 is a Sunday
        ("2026-05-11T09:00", Due(-3, "business_days"), "2026-05-01"),  # Golden Week lies between
        ("2026-05-11T09:00", Due(0, "month_end"), "2026-06-01"),
        ("2026-05-11T09:00", Due(0, "month_end", closed="previous"), "2026-05-29"),
        ("2026-05-11T09:00", Due(0, "month_end", closed="as_is"), "2026-05-31"),
        ("2026-05-11T09:00", Due(1, "month_end"), "2026-06-30"),
        ("2026-03-31T09:00", Due(0, "fiscal_year_end"), "2026-03-31"),
        ("2026-04-01T09:00", Due(0, "fiscal_year_end"), "2027-03-31"),
        ("2026-05-11T09:00", Due(-1, "months"), "2026-04-13"),  # April 11 is a Saturday
    ],
)
def test_a_deadline_by_the_calendar_ends_at_close_of_the_right_day(start: str, due: Due, end: str) -> None:
    assert a_calendar().deadline(tokyo(start), due) == tokyo(f"{end}T17:15")
