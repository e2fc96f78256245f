"""Gapless document numbers, one counter per series and fiscal year."""

from datetime import datetime
from zoneinfo import ZoneInfo

from workflow.ports import NumberRegister
from workflow.selectors.hot_cursor import HotCursor

_TOKYO = ZoneInfo("Asia/Tokyo")
_FISCAL_YEAR_BEGINS = 4


def fiscal_year(now: datetime) -> int:
    """The fiscal year of an instant, by Japanese time: it begins on 1 April."""
    day = now.astimezone(_TOKYO)
    return day.year if day.month >= _FISCAL_YEAR_BEGINS else day.year - 1


def draw_number(cursor: HotCursor, register: NumberRegister, now: datetime) -> str:
    """Draw the next number. The counter stays locked until commit, so it is drawn last and leaves no gap."""
    year = fiscal_year(now)
    cursor.execute(
        "INSERT INTO workflow_numberseries (series, fiscal_year, last) VALUES (%s, %s, 1)"
        " ON CONFLICT (series, fiscal_year) DO UPDATE SET last = workflow_numberseries.last + 1 RETURNING last",
        [register.counter, year],
    )
    row = cursor.one()
    assert row is not None
    return register.written(year, row[0])
