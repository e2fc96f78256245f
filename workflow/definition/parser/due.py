"""Reads 期日: a span of time counted from its beginning, one counted from a day of the case, or the end of a month."""

import re
from typing import NamedTuple

from forms.source.nodes import Node
from forms.spec import Text
from workflow.definition.located import Located
from workflow.definition.parser.reading import Reading
from workflow.definition.parser.times import say_unreadable, span_of
from workflow.definition.vocabulary.entries import Language, ValueType
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.values import Due, TimeUnit


class End(NamedTuple):
    """How the last day of a month or of a fiscal year is written."""

    word: str
    unit: TimeUnit
    amount: int


ENDS: dict[Language, tuple[End, ...]] = {
    "ja": (End("翌月末", "month_end", 1), End("月末", "month_end", 0), End("年度末", "fiscal_year_end", 0)),
    "en": (
        End("next_month_end", "month_end", 1),
        End("month_end", "month_end", 0),
        End("fiscal_year_end", "fiscal_year_end", 0),
    ),
}
_SPAN = r"(?P<span>[0-9０-９]{1,4}\s*[^\d\s]+?)"
_FORMS: dict[Language, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "ja": (
        ("after", re.compile(rf"(?P<start>.+?)(?:の翌日)?から\s*{_SPAN}")),
        ("before", re.compile(rf"(?P<start>.+?)の\s*{_SPAN}前")),
        ("on", re.compile(r"(?P<start>.+)の当日")),
        ("end", re.compile(r"(?:(?P<start>.+)の)?(?P<end>翌月末|月末|年度末)")),
    ),
    "en": (
        ("after", re.compile(r"(?P<span>\d{1,4} [a-z_ ]+?) after (?:the day after )?(?P<start>.+)")),
        ("before", re.compile(r"(?P<span>\d{1,4} [a-z_ ]+?) before (?P<start>.+)")),
        ("on", re.compile(r"on (?P<start>.+)")),
        ("end", re.compile(r"(?P<end>next_month_end|month_end|fiscal_year_end)(?: of (?P<start>.+))?")),
    ),
}
"""A day, and what is counted from it. The day itself never counts, so 「翌日から」 says the same as 「から」."""
NEXT_DAY: dict[Language, str] = {"ja": "の翌日から", "en": " after the day after "}
"""How a text says that the day itself does not count."""
_UNITS_OF_DAYS = frozenset({"days", "weeks", "months", "years", "business_days"})


def read_due(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """期日: 2営業日, 終了日から14日, 開始日の1営業日前, 開始日の当日, 月末."""
    if (text := reading.text(node, "期限", "deadline")) is None:
        return None
    language = reading.vocabulary.language
    if (span := span_of(text.value, language)) is not None:
        return Located(Due(span.amount, span.unit), text.position, text.scalar)
    for form, pattern in _FORMS[language]:
        if (match := pattern.fullmatch(text.value)) and (due := _due(form, match, language)) is not None:
            if due.start and due.unit not in (*_UNITS_OF_DAYS, "month_end", "fiscal_year_end"):
                _say_no_days(reading, node)
                return None
            return Located(due, text.position, text.scalar)
    say_unreadable(reading, node, text.value, "期限", "deadline", "due")
    return None


def _due(form: str, match: re.Match[str], language: Language) -> Due | None:
    said = match.groupdict()
    start = (said["start"] or "").strip()
    if form == "on":
        return Due(0, "days", start=start)
    if form == "end":
        end = next(each for each in ENDS[language] if each.word == said["end"])
        return Due(end.amount, end.unit, start=start)
    span = span_of(normal(said["span"]), language)
    return Due(-span.amount if form == "before" else span.amount, span.unit, start=start) if span else None


def _say_no_days(reading: Reading, node: Node) -> None:
    reading.report(
        "E013",
        node,
        "日付から数える期限は、日・週・か月・年・営業日で書きます。",
        "A deadline counted from a day is in days, weeks, months, years or business_days.",
        Text(
            "例: 終了日から14日、開始日の1営業日前",
            "for example 14 days after end day, 1 days before first day",
        ),
    )


def start_of(due: Located[Due]) -> Located[str] | None:
    """The expression of the day it is counted from, where it stands; None where it counts from the beginning."""
    start = due.value.start
    if not start or due.scalar is None:
        return None
    written = due.scalar.text
    at = max(0, written.find(start) if written.lstrip().startswith(start) else written.rfind(start))
    return due.part(at, start)
