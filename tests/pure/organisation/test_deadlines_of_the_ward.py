"""Deadlines by the ward's own calendar, counted by hand: turn of the year, month ends, opening and closing."""

from datetime import UTC, datetime

import pytest

from meguro_platform.wiring import office
from workflow.engine.values import Due, Span


@pytest.mark.parametrize(
    ("start", "due", "end"),
    [
        # open until December 28, closed from the 29th to January 3; January 4 is a Monday
        ("2026-12-25T10:00", Due(3, "business_days"), "2027-01-05T17:15"),
        ("2026-12-28T17:16", Due(1, "business_days"), "2027-01-04T17:15"),
        ("2026-12-30T10:00", Due(1, "business_days"), "2027-01-04T17:15"),
        ("2026-12-18T09:00", Due(14, "days"), "2027-01-04T17:15"),
        ("2026-12-21T09:00", Due(1, "weeks"), "2026-12-28T17:15"),
        ("2026-12-22T09:00", Due(1, "weeks"), "2027-01-04T17:15"),
        # a month is counted from the next day on (civil code, articles 140 and 143)
        ("2026-11-30T09:00", Due(1, "months"), "2027-01-04T17:15"),
        ("2026-12-31T09:00", Due(1, "months"), "2027-02-01T17:15"),
        ("2027-01-30T09:00", Due(1, "months"), "2027-03-01T17:15"),
        ("2028-01-30T09:00", Due(1, "months"), "2028-02-29T17:15"),
        ("2024-02-29T09:00", Due(1, "years"), "2025-02-28T17:15"),
        # three holidays in a row: for the aged, the day between, the equinox
        ("2026-09-18T09:00", Due(1, "business_days"), "2026-09-24T17:15"),
        # before and after a day of the form
        ("2027-01-06T00:00", Due(-3, "business_days"), "2026-12-28T17:15"),
        ("2027-01-02T00:00", Due(0, "days"), "2027-01-04T17:15"),
        ("2027-01-02T00:00", Due(0, "days", closed="previous"), "2026-12-28T17:15"),
        ("2027-03-31T00:00", Due(-1, "months", closed="previous"), "2027-02-26T17:15"),
        ("2026-12-10T09:00", Due(0, "month_end"), "2027-01-04T17:15"),
        ("2026-12-10T09:00", Due(0, "month_end", closed="previous"), "2026-12-28T17:15"),
        # 開庁時間
        ("2026-12-28T16:30", Span(2, "office_hours"), "2027-01-04T09:45"),
        ("2026-12-28T17:14", Span(1, "office_hours"), "2027-01-04T09:29"),
        ("2026-12-28T17:15", Span(1, "office_hours"), "2027-01-04T09:30"),
        ("2027-01-04T08:29", Span(1, "office_hours"), "2027-01-04T09:30"),
        ("2027-01-04T08:30", Span(9, "office_hours"), "2027-01-05T08:45"),
    ],
)
def test_a_deadline_is_the_one_counted_by_hand(start: str, due: Due | Span, end: str) -> None:
    expected = datetime.fromisoformat(f"{end}+09:00").astimezone(UTC)

    assert office().calendar.deadline(datetime.fromisoformat(f"{start}+09:00"), due) == expected
