"""Numbers, amounts, dates and periods as they are written in expressions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from forms.feel.outside import Unfit, taking
from forms.feel.temporal.durations import DaysTime, YearsMonths
from forms.feel.temporal.times import DAY, SECOND
from forms.feel.types import BUSINESS_DAYS, DATE, DATETIME, DAYS, HOURS, INTEGER, MONTHS, NUMBER, YEN, Type
from forms.feel.values import Value
from forms.numerals import read_number, read_yen
from forms.spec import Text
from forms.tokyo_time import TOKYO
from forms.wareki import DateUnreadable, read_date

_STARTS = frozenset("0123456789明大昭平令")
_NUMBER = r"[0-9]++(?:\.[0-9]++)?"
_WITH_UNITS = rf"(?:{_NUMBER}[百千]?[万億兆]?)++"
"""Nothing is given back: in how many ways thirty digits can be cut into numbers is not asked."""
_LONGEST_NUMBER = 30
_MOST_UNITS = 10**6
_UNITS: tuple[tuple[str, Type, Callable[[int], Value], int], ...] = (
    (r"営業日|\s*business_days?\b", BUSINESS_DAYS, Decimal, 1),
    (r"日間?|\s*days?\b", DAYS, DaysTime, DAY),
    (r"週間?|\s*weeks?\b", DAYS, DaysTime, 7 * DAY),
    (r"[かヶカヵケ箇]月|\s*months?\b", MONTHS, YearsMonths, 1),
    (r"年間?|\s*years?\b", MONTHS, YearsMonths, 12),
    (r"時間|\s*hours?\b", HOURS, DaysTime, 3600 * SECOND),
    (r"分間?|\s*minutes?\b", HOURS, DaysTime, 60 * SECOND),
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value read from the text."""

    value: Value
    type: Type
    end: int
    """Index after it."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that looks like a literal and is none; says why and what was probably meant."""

    message: Text
    hint: Text | None
    end: int


def read_literal(text: str, index: int) -> Literal | Unreadable | None:
    """The number, amount, date or period that starts at `index`; None when something else starts there."""
    if text[index : index + 1] not in _STARTS:
        return None
    for pattern, read in _FORMS:
        if found := pattern.match(text, index):
            return read(found)
    return None


def _iso_datetime(found: re.Match[str]) -> Literal | Unreadable:
    try:
        instant = datetime.fromisoformat(found[0])
        aware = instant if instant.tzinfo else instant.replace(tzinfo=TOKYO)
        return Literal(taking(DATETIME)(aware), DATETIME, found.end())
    except (ValueError, Unfit):
        return _no_such_day(found)


def _iso_date(found: re.Match[str]) -> Literal | Unreadable:
    try:
        return Literal(taking(DATE)(date.fromisoformat(found[0])), DATE, found.end())
    except ValueError:
        return _no_such_day(found)


def _kanji_date(found: re.Match[str]) -> Literal | Unreadable:
    try:
        return Literal(taking(DATE)(read_date(found[0])), DATE, found.end())
    except DateUnreadable as unreadable:
        return _no_such_day(found, unreadable.meant)


def _no_such_day(found: re.Match[str], meant: date | None = None) -> Unreadable:
    hint = Text(f"{meant} の書き間違いではありませんか", f"Did you mean {meant}?") if meant else None
    message = Text(f"「{found[0]}」という日はありません。", f"There is no day {found[0]}.")
    return Unreadable(message, hint, found.end())


def _loose_date(found: re.Match[str]) -> Unreadable:
    year, month, day = re.split(r"[-/]", found[0])
    right = f"{year}-{month:0>2}-{day:0>2}"
    return Unreadable(
        Text(f"「{found[0]}」は日付として読めません。", f"{found[0]} is not a date."),
        Text(f"「{right}」と書いてください", f"Write {right}"),
        found.end(),
    )


def _grouped(found: re.Match[str]) -> Unreadable:
    right = found[0].replace(",", "")
    return Unreadable(
        Text("数の中にコンマは書けません。", "A number has no commas."),
        Text(f"「{right}」と書いてください", f"Write {right}"),
        found.end(),
    )


def _yen(found: re.Match[str]) -> Literal | Unreadable:
    amount = read_yen(found[1])
    if amount is None or amount != amount.to_integral_value() or amount >= Decimal(10) ** 15:
        return _no_number(found)
    return Literal(amount, YEN, found.end())


def _number(found: re.Match[str]) -> Literal | Unreadable:
    amount = read_number(found[1])
    if amount is None or len(found[1]) > _LONGEST_NUMBER:
        return _no_number(found)
    if found[2]:
        return Literal(amount / 100, NUMBER, found.end())
    whole = amount == amount.to_integral_value()
    return Literal(amount, INTEGER if whole else NUMBER, found.end())


def _no_number(found: re.Match[str]) -> Unreadable:
    return Unreadable(
        Text(f"「{found[0]}」は数として読めません。", f"{found[0]} is not a number."),
        Text("500円、3千円、1億5000万円 のように書いてください", "Write 500円 or 1億5000万円"),
        found.end(),
    )


def _period(type_: Type, made: Callable[[int], Value], size: int) -> Callable[[re.Match[str]], Literal | Unreadable]:
    def read(found: re.Match[str]) -> Literal | Unreadable:
        if len(found[1]) > len(str(_MOST_UNITS)):
            return _no_number(found)
        return Literal(made(int(found[1]) * size), type_, found.end())

    return read


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Literal | Unreadable]], ...] = (
    (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"),
        _iso_datetime,
    ),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"), _iso_date),
    (re.compile(r"(?:(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,3})|[0-9]{4})年[0-9]{1,2}月[0-9]{1,2}日"), _kanji_date),
    (re.compile(r"[0-9]{4}([-/])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"), _loose_date),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+円"), _grouped),
    *((re.compile(rf"([0-9]+)(?:{words})"), _period(type_, made, size)) for words, type_, made, size in _UNITS),
    (re.compile(rf"({_WITH_UNITS})(?:円|\s*yen\b)"), _yen),
    (re.compile(rf"({_WITH_UNITS})(\s*%)?"), _number),
)
