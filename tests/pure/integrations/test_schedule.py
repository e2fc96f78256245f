"""By when files are expected: written in both languages, over closed days and short months."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.office.office import office_at
from forms.tokyo_time import TOKYO
from integrations.systems.schedule import due_after, due_before, read_schedule

CALENDAR = office_at(Path(__file__).parents[3] / "definitions" / "organisation").calendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("written", "now", "before", "after"),
    [
        ("毎日 22:40", "2026-12-09T09:50", "2026-12-08T22:40", "2026-12-09T22:40"),
        ("毎日 22:40", "2026-12-09T22:40", "2026-12-09T22:40", "2026-12-10T22:40"),
        ("開庁日 09:30", "2026-12-07T09:00", "2026-12-04T09:30", "2026-12-07T09:30"),  # a Monday
        ("office_days 9:30", "2027-01-01T12:00", "2026-12-28T09:30", "2027-01-04T09:30"),
        ("毎月10日 19:00まで", "2026-12-09T09:50", "2026-11-10T19:00", "2026-12-10T19:00"),
        ("monthly 31 19:00", "2026-12-01T00:00", "2026-11-30T19:00", "2026-12-28T19:00"),  # closed from the 29th on
        ("毎月3日 08:00", "2027-01-02T00:00", "2026-12-28T08:00", "2027-02-03T08:00"),
    ],
)
def test_what_was_due_last_and_what_is_due_next(written: str, now: str, before: str, after: str) -> None:
    schedule = read_schedule(written)
    assert schedule is not None

    found = (due_before(schedule, at(now), CALENDAR), due_after(schedule, at(now), CALENDAR))

    assert found == (at(before), at(after))


@pytest.mark.parametrize("text", ["", "毎日", "毎月32日 10:00", "毎月0日 10:00", "毎日 25:00", "毎週 10:00", "22:40"])
def test_what_is_no_schedule(text: str) -> None:
    assert read_schedule(text) is None


@given(
    st.sampled_from(["毎日 22:40", "開庁日 09:30", "毎月1日 00:00", "毎月31日 23:59"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2039, 1, 1)),  # noqa: DTZ001
)
def test_now_always_lies_between_the_last_and_the_next(written: str, moment: datetime) -> None:
    schedule, now = read_schedule(written), moment.replace(tzinfo=TOKYO)
    assert schedule is not None

    assert due_before(schedule, now, CALENDAR) <= now < due_after(schedule, now, CALENDAR)
