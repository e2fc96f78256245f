"""Dates in the Japanese and the western calendar, read and written."""

import re
from dataclasses import dataclass
from datetime import date

from forms.numerals import half_width

WEEKDAYS = "月火水木金土日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Era:
    """A Japanese era (元号) and its first day."""

    name: str
    letter: str
    first_day: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 10, 23)),
)
"""The newest first."""

FIRST_DAY = date(1873, 1, 1)
"""Before this day Japan counted months by the moon, so a date says nothing certain."""
LAST_DAY = date(2199, 12, 31)
"""Later years are taken for slips of the finger (20226)."""

_SIGNS = {"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"}
_WEEKDAY = re.compile(r"\s*\(([月火水木金土日])(?:曜日?)?\)$")
_ERA_NAMES = "|".join(era.name for era in ERAS)
_ERA_LETTERS = "".join(era.letter + era.letter.lower() for era in ERAS)
_ERA_YEAR = rf"(?P<era>{_ERA_NAMES}|[{_ERA_LETTERS}])\s*(?P<year>元|[0-9]{{1,3}})"
_WESTERN_YEAR = r"(?P<year>[0-9]{4})"
_IN_KANJI = r"\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"
_IN_SIGNS = r"(?P<sign>[./-])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
_FORMS = tuple(re.compile(year + rest) for year in (_ERA_YEAR, _WESTERN_YEAR) for rest in (_IN_KANJI, _IN_SIGNS))


class DateUnreadable(ValueError):
    """A text is not a date. `meant` is the date it probably means, where that is likely."""

    def __init__(self, meant: date | None = None) -> None:
        super().__init__("not a date")
        self.meant = meant


def era_of(day: date) -> Era | None:
    """The era a day belongs to; None before Meiji."""
    return next((era for era in ERAS if day >= era.first_day), None)


def read_date(text: str) -> date:
    """The day that is written as 令和8年12月8日, R8.12.8, 2026-12-08, 2026/12/8 or 2026年12月8日; a weekday may follow.

    Full-width digits are read too. Raises DateUnreadable: for what is no day of the calendar, for an era that did not
    reach that day (平成32年; the day in the right era is offered), for a weekday that does not fit, and outside
    FIRST_DAY to LAST_DAY.
    """
    plain = half_width(text[:40]).strip()
    for sign, name in _SIGNS.items():
        plain = plain.replace(sign, name)
    weekday = _WEEKDAY.search(plain)
    if weekday:
        plain = plain[: weekday.start()]
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None or len(text) > 40:
        raise DateUnreadable
    day = _day(match)
    if weekday and WEEKDAYS[day.weekday()] != weekday[1]:
        raise DateUnreadable(day)
    return day


def _day(match: re.Match[str]) -> date:
    parts = match.groupdict()
    name = parts.get("era")
    written = 1 if parts["year"] == "元" else int(parts["year"])
    era = next((era for era in ERAS if name and name.upper() in (era.name, era.letter)), None)
    try:
        day = date(era.first_day.year + written - 1 if era else written, int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise DateUnreadable from None
    if not FIRST_DAY <= day <= LAST_DAY or (era and not written):
        raise DateUnreadable
    if era and era_of(day) is not era:
        raise DateUnreadable(day)
    return day


def write_date(day: date, language: str = "ja") -> str:
    """For running text: 令和8年12月9日（水）, in English Wed 9 Dec 2026."""
    if language == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{write_era_date(day)}（{WEEKDAYS[day.weekday()]}）"


def write_era_date(day: date) -> str:
    """令和8年12月9日, 令和元年5月1日; before Meiji the western year."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年{day.month}月{day.day}日"
    year = day.year - era.first_day.year + 1
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def write_short_date(day: date) -> str:
    """For tables and seals: R8.12.9."""
    era = era_of(day)
    if era is None:
        return f"{day.year}.{day.month}.{day.day}"
    return f"{era.letter}{day.year - era.first_day.year + 1}.{day.month}.{day.day}"
