"""Readers of values about time: 期間, 催促, 再試行, 日付, 日時; 期日 is in `due`."""

import re
from datetime import date, datetime

from forms.source.nodes import Node
from forms.spec import Text
from workflow.definition.located import Located
from workflow.definition.parser.reading import Reading
from workflow.definition.vocabulary.entries import Language, ValueType
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.values import Monthly, Reminder, Retry, Span, TimeUnit

UNITS: dict[Language, dict[str, TimeUnit]] = {
    "ja": {
        "秒": "seconds",
        "分": "minutes",
        "時間": "hours",
        "日": "days",
        "週": "weeks",
        "週間": "weeks",
        "か月": "months",
        "年": "years",
        "営業日": "business_days",
        "開庁時間": "office_hours",
    },
    "en": {
        "seconds": "seconds",
        "minutes": "minutes",
        "hours": "hours",
        "days": "days",
        "weeks": "weeks",
        "months": "months",
        "years": "years",
        "business_days": "business_days",
        "business days": "business_days",
        "office_hours": "office_hours",
        "office hours": "office_hours",
    },
}
_SINGULAR: dict[str, TimeUnit] = {unit.removesuffix("s"): key for unit, key in UNITS["en"].items()}
_ERAS = {"令和": 2018, "平成": 1988}
_SPAN = re.compile(r"(\d{1,4})\s*([^\d\s]\D*)")
_REMINDER = {
    "ja": re.compile(r"(?P<span>\d{1,4}\s*[^\d\s]+?)(?P<repeat>ごと)?(?:\s*最大\s*(?P<most>\d{1,3})回)?"),
    "en": re.compile(r"(?P<repeat>every )?(?P<span>\d{1,4} [a-z_ ]+?)(?: at most (?P<most>\d{1,3}) times)?"),
}
_RETRY = {
    "ja": re.compile(r"(?P<times>\d{1,3})回\s+(?P<span>\d{1,4}\s*[^\d\s]+?)(?P<how>から倍々|ごと)"),
    "en": re.compile(r"(?P<times>\d{1,3}) times (?P<how>from|every) (?P<span>\d{1,4} [a-z_ ]+?)(?: doubling)?"),
}
_MONTHLY: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"(?:(?P<day>\d{1,2})日|末日)\s+(?P<at>\d{1,2}:\d{2})"),
    "en": re.compile(r"(?:day (?P<day>\d{1,2})|last day)\s+(?P<at>\d{1,2}:\d{2})"),
}
_LONGEST_MONTH, _HOURS, _MINUTES = 31, 24, 60
_EXAMPLES = {
    "monthly": {"ja": "25日 09:00、末日 17:00", "en": "day 25 09:00, last day 17:00"},
    "span": {"ja": "2営業日、30分、7日", "en": "2 business_days, 30 minutes, 7 days"},
    "reminder": {"ja": "1営業日ごと 最大5回", "en": "every 1 business_days at most 5 times"},
    "due": {
        "ja": "2営業日、終了日から14日、開始日の1営業日前、開始日の当日、月末、翌月末、年度末",
        "en": "2 business_days, 14 days after end day, 1 business_days before first day, on first day, month_end,"
        " next_month_end, fiscal_year_end",
    },
    "retry": {"ja": "3回 1分から倍々", "en": "3 times from 1 minutes doubling"},
}


_CENTURY_OF_DAYS = 36_500
_LONGEST: dict[TimeUnit, int] = {
    "seconds": _CENTURY_OF_DAYS * 86_400,
    "minutes": _CENTURY_OF_DAYS * 1_440,
    "hours": _CENTURY_OF_DAYS * 24,
    "office_hours": _CENTURY_OF_DAYS * 8,
    "days": _CENTURY_OF_DAYS,
    "business_days": _CENTURY_OF_DAYS,
    "weeks": 5_200,
    "months": 1_200,
    "years": 100,
}
"""A hundred years; a longer span is a slip of the finger, and calendars end."""


def span_of(text: str, language: Language) -> Span | None:
    """The span of time that a text says, or None."""
    match = _SPAN.fullmatch(normal(text))
    if match is None:
        return None
    name = match[2].strip()
    unit = UNITS[language].get(name) or (_SINGULAR.get(name) if language == "en" else None)
    return Span(int(match[1]), unit) if unit and 0 < int(match[1]) <= _LONGEST[unit] else None


def read_span(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """期間: a number and a unit of time."""
    if (text := reading.text(node, "期間", "span of time")) is None:
        return None
    if span := span_of(text.value, reading.vocabulary.language):
        return Located(span, text.position, text.scalar)
    say_unreadable(reading, node, text.value, "期間", "span of time", "span")
    return None


def read_reminder(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """催促: after which time, whether again and again, how often at most."""
    if (text := reading.text(node, "催促", "reminder")) is None:
        return None
    match = _REMINDER[reading.vocabulary.language].fullmatch(normal(text.value))
    span = span_of(match["span"], reading.vocabulary.language) if match else None
    if match and span and match["most"] != "0":
        most = int(match["most"]) if match["most"] else None
        return Located(Reminder(every=span, repeat=bool(match["repeat"]), at_most=most), text.position, text.scalar)
    say_unreadable(reading, node, text.value, "催促", "reminder", "reminder")
    return None


def read_retry(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """再試行: how often, the first pause, whether the pauses double."""
    if (text := reading.text(node, "再試行", "retry")) is None:
        return None
    match = _RETRY[reading.vocabulary.language].fullmatch(normal(text.value))
    span = span_of(match["span"], reading.vocabulary.language) if match else None
    if match and span and int(match["times"]) > 0:
        doubling = match["how"] in {"から倍々", "from"}
        return Located(Retry(times=int(match["times"]), first=span, doubling=doubling), text.position, text.scalar)
    say_unreadable(reading, node, text.value, "再試行", "retry", "retry")
    return None


def date_of(text: str) -> date | None:
    """The day that a text names, in either way of counting years, or None."""
    text = normal(text)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        if match := re.fullmatch(r"(令和|平成)(\d{1,2}|元)年(\d{1,2})月(\d{1,2})日", text):
            year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
            return date(year, int(match[3]), int(match[4]))
    except ValueError:
        return None
    return None


def datetime_of(text: str) -> datetime | None:
    """The wall-clock time that a text names, or None."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?", normal(text)):
        return None
    try:
        return datetime.fromisoformat(normal(text))
    except ValueError:
        return None


def read_date(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """日付; the value is its ISO text."""
    if (text := reading.text(node, "日付", "date")) is None:
        return None
    if day := date_of(text.value):
        return Located(day.isoformat(), text.position, text.scalar)
    written = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", normal(text.value))
    iso = f"{written[1]}-{int(written[2]):02}-{int(written[3]):02}" if written else ""
    if written and date_of(iso) is None:
        ja, en, hint = "という日はありません", "There is no such day", None
    else:
        ja, en = "は日付として読めません", "This is not a date"
        hint = (
            Text(f"「{iso}」", f'"{iso}"') if iso else Text("例: 2026-04-01、令和8年4月1日", "for example 2026-04-01")
        )
    reading.report("E013", node, f"「{text.value}」{ja}。", f"{en}: {text.value}.", hint)
    return None


def read_monthly(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """周期: a day of each month and a time."""
    if (text := reading.text(node, "周期", "day of each month")) is None:
        return None
    if found := _MONTHLY[reading.vocabulary.language].fullmatch(normal(text.value)):
        day, at = int(found["day"] or 0), time_of(found["at"])
        if at and day <= _LONGEST_MONTH and (day or not found["day"]):
            return Located(Monthly(day=day, at=at), text.position, text.scalar)
    say_unreadable(reading, node, text.value, "周期", "day of each month", "monthly")
    return None


def time_of(text: str) -> str:
    """HH:MM; empty for what is no time of a day."""
    hour, _, minute = text.partition(":")
    return f"{int(hour):02}:{minute}" if int(hour) < _HOURS and int(minute) < _MINUTES else ""


def read_datetime(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """日時; the value is its ISO text without an offset: the office's own time."""
    if (text := reading.text(node, "日時", "date and time")) is None:
        return None
    if moment := datetime_of(text.value):
        return Located(moment.isoformat(), text.position, text.scalar)
    hint = Text("例: 2026-04-01T09:00", "for example 2026-04-01T09:00")
    reading.report(
        "E013", node, f"「{text.value}」は日時として読めません。", f'"{text.value}" is not an instant.', hint
    )
    return None


def say_unreadable(reading: Reading, node: Node, text: str, ja: str, en: str, kind: str) -> None:
    """Report a text that is no value of a kind, with an example of one."""
    example = _EXAMPLES[kind][reading.vocabulary.language]
    hint = likely(text, reading.vocabulary.language) if kind in ("span", "due") else None
    reading.report(
        "E013",
        node,
        f"「{text}」は{ja}として読めません。",
        f'"{text}" is not a {en}.',
        hint or Text(f"例: {example}", f"for example {example}"),
    )


def likely(text: str, language: Language) -> Text | None:
    """「2営業」 most likely says 「2営業日」; so does 「開始日の2営業前」 「開始日の2営業日前」."""
    match = _PIECE[language].search(normal(text))
    units = [unit for unit in UNITS[language] if match and unit.startswith(match["unit"].strip())]
    if match is None or not units:
        return None
    piece = f"{match['amount']}{'' if language == 'ja' else ' '}{units[0]}"
    found = normal(text)[: match.start()] + piece + normal(text)[match.end() :]
    return Text(f"「{found}」", f'"{found}"')


_PIECE: dict[Language, re.Pattern[str]] = {
    "ja": re.compile(r"(?P<amount>\d{1,4})\s*(?P<unit>[^\d\s前]+)(?=前?$)"),
    "en": re.compile(r"(?P<amount>\d{1,4})\s*(?P<unit>[a-z_]+)(?=$| (?:after|before) )"),
}
