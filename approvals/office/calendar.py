"""Reads calendar.yaml and public-holidays.csv: weekdays off, holidays, turn of the year, as dates for the engine."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forms.source.nodes import Node
from forms.source.position import Position
from forms.source.written import Heading, Written
from workflow.engine.calendar import BusinessCalendar

_HEADINGS = [
    Heading("calendar", "暦", True),
    Heading("zone", "時間帯", True),
    Heading("opens", "開庁", True),
    Heading("closes", "閉庁", True),
    Heading("weekdays_off", "休みの曜日", True),
    Heading("every_year", "毎年の休み"),
    Heading("years", "年", True),
    Heading("extra_closed", "臨時の休み"),
    Heading("extra_open", "臨時の開庁"),
]
_WEEKDAYS = {"月": "mon", "火": "tue", "水": "wed", "木": "thu", "金": "fri", "土": "sat", "日": "sun"}
_FIRST_YEAR, _LAST_YEAR = 1949, 2150

T = TypeVar("T")


def read_calendar(written: Written, holidays: Written) -> BusinessCalendar | None:
    """The calendar of the two files, or None with problems noted in them."""
    values = written.top(_HEADINGS)
    order = list(_WEEKDAYS.values())
    weekdays = [
        order.index(day)
        for item in written.items(values.get("weekdays_off"))
        if (day := written.one_of(item, _WEEKDAYS))
    ]
    years = _years(written, values.get("years"))
    opens, closes = (_parsed(written, values.get(key), time.fromisoformat, "08:30") for key in ("opens", "closes"))
    zone = _parsed(written, values.get("zone"), _zone, "Asia/Tokyo")
    closed = set(_dates(written, values.get("extra_closed")))
    closed.update(_public_holidays(holidays))
    closed.update(_every_year(written, values.get("every_year"), years))
    closed.difference_update(_dates(written, values.get("extra_open")))
    if written.problems or holidays.problems or opens is None or closes is None or zone is None:
        return None
    try:
        return BusinessCalendar.of(
            closed_weekdays=weekdays, closed_dates=closed, opens_at=opens, closes_at=closes, zone=zone.key
        )
    except ValueError:
        node = values["weekdays_off"]
        written.say("E013", node.position, "開いている曜日と時間がありません。", "The office would never be open.")
        return None


def _years(written: Written, node: Node | None) -> range:
    first, _, last = written.text(node).partition("〜")
    if first.isascii() and first.isdigit() and last.isascii() and last.isdigit():
        years = range(int(first), int(last) + 1)
        if years and years[0] >= _FIRST_YEAR and years[-1] <= _LAST_YEAR:
            return years
    if node is not None:
        written.say("E013", node.position, "年は「2019〜2045」のように書きます。", "Write years like 2019〜2045.")
    return range(0)


def _public_holidays(written: Written) -> Iterator[date]:
    for number, line in enumerate(written.source.text.removeprefix("\ufeff").splitlines(), start=1):
        day, comma, name = line.partition(",")
        try:
            if number > 1:
                yield date.fromisoformat(day)
        except ValueError:
            day = ""
        if not (day and comma and name):
            written.say(
                "E013",
                Position(number, 1),
                "「日付,名前」の形ではありません。",
                "This is not “date,name”.",
                "→ 2026-05-03,憲法記念日",
            )


def _every_year(written: Written, node: Node | None, years: range) -> Iterator[date]:
    for item in written.items(node):
        day = _parsed(written, item, lambda text: date.fromisoformat(f"2000-{text}"), "12-29")
        if day is not None:
            yield from (found for year in years if (found := _in_year(day, year)))


def _in_year(day: date, year: int) -> date | None:
    leap_day_missing = (day.month, day.day) == (2, 29) and (date(year, 3, 1) - timedelta(days=1)).day != day.day
    return None if leap_day_missing else day.replace(year=year)


def _dates(written: Written, node: Node | None) -> Iterable[date]:
    found = (_parsed(written, item, date.fromisoformat, "2026-05-02") for item in written.items(node))
    return [day for day in found if day]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(name) from error


def _parsed(written: Written, node: Node | None, parse: Callable[[str], T], example: str) -> T | None:
    if node is None:
        return None
    text = written.text(node)
    try:
        return parse(text)
    except ValueError:
        written.say("E013", node.position, f"「{text}」は読めません。", f"“{text}” cannot be read.", f"→ {example}")
        return None
