"""The columns of the rows that documents are made of, as whoever brings the rows describes them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from forms.field_type import Json
from forms.spans import days_and_hours
from forms.spec import Text
from forms.wareki import write_date, write_era_date

_FIRST_YEAR = "1900"

ColumnKind = Literal["text", "yen", "number", "date", "month", "leave"]


class Column(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One column: its key in the rows and how people read it."""

    key: str
    name: str
    en: str = ""
    group: str = ""
    """Columns of one group stand together: 支給, 控除, 本人 …"""
    group_en: str = ""
    kind: ColumnKind = "text"
    choices: Mapping[str, Text] = {}
    """What codes mean."""


class Columns(Struct, frozen=True):
    """The columns of a batch in the order of the file; a column is found by its key or its name."""

    all: tuple[Column, ...] = ()

    def find(self, wanted: str) -> Column | None:
        """The column of this key, else of this name."""
        by_key = next((column for column in self.all if column.key == wanted), None)
        return by_key or next((column for column in self.all if column.name == wanted), None)

    def value(self, row: Mapping[str, Json], wanted: str) -> Json:
        """What a row has in the column; a row may know columns that nobody described."""
        column = self.find(wanted)
        return row.get(column.key) if column else row.get(wanted)

    def text(self, row: Mapping[str, Json], wanted: str) -> str:
        """The same as text, empty for nothing."""
        value = self.value(row, wanted)
        return "" if value is None else str(value)

    def groups(self) -> list[tuple[str, list[Column]]]:
        """The columns by group, groups in the order of their first column."""
        found: dict[str, list[Column]] = {}
        for column in self.all:
            found.setdefault(column.group, []).append(column)
        return list(found.items())


def columns_of_rows(rows: Iterable[Mapping[str, Json]]) -> Columns:
    """Columns for rows that nobody described: every key in the order it first comes."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return Columns(tuple(Column(key=key, name=key) for key in keys))


def shown(value: Json, column: Column, language: str = "ja") -> str:
    """A value as people read it: 248,898 · 12.50 · 令和8年5月15日（金） · 20日7時間 · what a code means."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    text = str(value)
    if text in column.choices:
        return column.choices[text].in_language(language)
    if column.kind == "month" and (month := month_of(text)) is not None:
        return write_month(month, language)
    if column.kind == "leave":
        told = days_and_hours(text)
        return told.in_language(language) if told else text
    return _day(text, language) if column.kind == "date" else text


def write_month(month: date, language: str = "ja") -> str:
    """令和8年5月, May 2026."""
    return f"{month:%B %Y}" if language == "en" else write_era_date(month).removesuffix("1日")


def _day(text: str, language: str) -> str:
    try:
        return write_date(date.fromisoformat(text), language)
    except ValueError:
        return text


def month_of(text: str) -> date | None:
    """The first day of a month written 202611 or 2026-11; None for anything else, and before documents had months."""
    digits = text.replace("-", "")[:6]
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits[4:]) <= 12:
        return None
    return date(int(digits[:4]), int(digits[4:]), 1) if digits[:4] >= _FIRST_YEAR else None


def year_of(text: str) -> date | None:
    """The first day of a year written 2026; None for anything else."""
    is_year = len(text) == 4 and text.isascii() and text.isdigit() and text >= _FIRST_YEAR
    return date(int(text), 1, 1) if is_year else None


def write_year(year: date, language: str = "ja") -> str:
    """令和8年, 2026: as the year is called at its end."""
    return (
        str(year.year) if language == "en" else write_era_date(year.replace(month=12, day=31)).partition("年")[0] + "年"
    )


def month_before(month: date, months: int) -> date:
    """The month so many months earlier."""
    years, at = divmod(month.year * 12 + month.month - 1 - months, 12)
    return date(years, at + 1, 1)
