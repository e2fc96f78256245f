"""How a value is written on paper: `{給料月額:金額}` prints 258,000, `{支給年月:年月}` prints 令和8年4月."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from forms.numerals import read_number
from forms.spans import days_and_hours
from forms.spec import Text
from forms.wareki import write_date, write_era_date

Format = Callable[[str], str]

_MONTH = re.compile(r"([0-9]{4})-?([0-9]{2})")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class FormatUnfit(ValueError):
    """A value can't be written in the format that its place asks for."""

    def __init__(self, expected: Text) -> None:
        super().__init__(expected.ja)
        self.expected = expected
        """What the format takes."""


@cache
def find_format(written: str) -> Format | None:
    """The format of that name (金額 or yen) or of a list of codes (1=例月,2=期末・勤勉); None where there is none."""
    if "=" in written:
        codes = _codes(written)
        return (lambda value: _decoded(codes, value)) if codes else None
    return FORMATS.get(written)


def usual_characters(format_: str) -> str:
    """What values in this format are made of, as far as nearly all of them share it."""
    return "" if "=" in format_ else _USUAL.get(FORMATS[format_], "")


def _codes(written: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in written.split(",")]
    codes = {code.strip(): word.strip() for code, equals, word in pairs if equals and code.strip()}
    return codes if len(codes) == len(pairs) else {}


def _decoded(codes: dict[str, str], value: str) -> str:
    if value not in codes:
        known = "、".join(codes)
        raise FormatUnfit(Text(f"コード（{known}）のどれか", f"one of the codes {', '.join(codes)}"))
    return codes[value]


def _plain(value: str) -> str:
    return value


def _number(value: str) -> str:
    return _grouped(_decimal(value, Text("数", "a number")))


def _yen(value: str) -> str:
    amount = _decimal(value, Text("円の金額（整数）", "an amount of whole yen"))
    if amount != amount.to_integral_value():
        raise FormatUnfit(Text("円の金額（整数）", "an amount of whole yen"))
    return _grouped(amount)


def _yen_or_blank(value: str) -> str:
    written = _yen(value)
    return "" if written == "0" else written


def _month(value: str) -> str:
    found = _MONTH.fullmatch(value)
    day = _calendar_day(found[1], found[2], "1") if found else None
    if day is None:
        raise FormatUnfit(Text("年月（2026-04 または 202604）", "a month (2026-04 or 202604)"))
    return write_era_date(day).removesuffix("1日")


def _year(value: str) -> str:
    day = _calendar_day(value, "12", "31") if len(value) == 4 and value.isascii() and value.isdigit() else None
    if day is None:
        raise FormatUnfit(Text("西暦の年（2026）", "a western year (2026)"))
    return write_era_date(day).partition("年")[0] + "年"


def _day(value: str) -> str:
    return write_era_date(_read_day(value))


def _day_and_weekday(value: str) -> str:
    return write_date(_read_day(value))


def _hours(value: str) -> str:
    return _grouped(_decimal(value, Text("時間数", "a number of hours")).normalize())


def _leave(value: str) -> str:
    found = days_and_hours(value)
    if found is None:
        raise FormatUnfit(Text("日数と時間（15-03）", "days and hours (15-03)"))
    return found.ja


FORMATS: dict[str, Format] = {
    "": _plain,
    "数": _number,
    "number": _number,
    "金額": _yen,
    "yen": _yen,
    "金額0空": _yen_or_blank,
    "yen-or-blank": _yen_or_blank,
    "年月": _month,
    "month": _month,
    "年": _year,
    "year": _year,
    "日付": _day,
    "date": _day,
    "日付曜": _day_and_weekday,
    "weekday": _day_and_weekday,
    "時間": _hours,
    "hours": _hours,
    "日時間": _leave,
    "leave": _leave,
}
"""Japanese name and English alias."""


_NUMBER_SIGNS = "0123456789,.△"
_DATE_SIGNS = "0123456789令和年月日"
_USUAL: dict[Format, str] = {
    _number: _NUMBER_SIGNS,
    _yen: _NUMBER_SIGNS,
    _yen_or_blank: _NUMBER_SIGNS,
    _hours: _NUMBER_SIGNS,
    _month: _DATE_SIGNS,
    _year: _DATE_SIGNS,
    _day: _DATE_SIGNS,
    _day_and_weekday: _DATE_SIGNS + "（）火水木金土",
    _leave: "0123456789日時間",
}


def _decimal(value: str, expected: Text) -> Decimal:
    number = read_number(value)
    if number is None:
        raise FormatUnfit(expected)
    return number


def _grouped(number: Decimal) -> str:
    """Public accounts write a negative number with △."""
    return f"{'△' if number < 0 else ''}{abs(number):,f}"


def _read_day(value: str) -> date:
    found = _DAY.fullmatch(value)
    day = _calendar_day(found[1], found[2], found[3]) if found else None
    if day is None:
        raise FormatUnfit(Text("日付（2026-04-15 または 20260415）", "a date (2026-04-15 or 20260415)"))
    return day


def _calendar_day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
