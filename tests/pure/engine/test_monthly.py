"""開始.毎月: on which instant of a month the calendar starts a case."""

from datetime import UTC, date, datetime

import pytest

from tests.support.trial import CALENDAR
from workflow.engine.monthly import TOKYO, due_in, months_to_see_to
from workflow.engine.values import Monthly


@pytest.mark.parametrize(
    ("day", "month", "due"),
    [
        (25, date(2026, 5, 1), (2026, 5, 25)),
        (23, date(2026, 5, 9), (2026, 5, 25)),
        (0, date(2026, 5, 1), (2026, 6, 1)),
        (0, date(2026, 6, 1), (2026, 6, 30)),
        (31, date(2026, 6, 1), (2026, 6, 30)),
        (30, date(2027, 2, 1), (2027, 3, 1)),
    ],
    ids=["open", "a Saturday", "the last, a Sunday", "the last", "a day the month has not", "both"],
)
def test_a_closed_day_moves_to_the_next_open_one(day: int, month: date, due: tuple[int, int, int]) -> None:
    assert due_in(Monthly(day=day, at="09:30"), month, CALENDAR) == datetime(*due, 9, 30, tzinfo=TOKYO)


def test_two_months_are_seen_to_by_the_clock_of_japan() -> None:
    assert months_to_see_to(datetime(2026, 12, 31, 15, 0, tzinfo=UTC)) == (date(2026, 12, 1), date(2027, 1, 1))
