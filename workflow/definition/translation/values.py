"""How values of the language are written: periods, reminders, retries, ranges."""

import re

from workflow.definition.parser.due import ENDS, NEXT_DAY
from workflow.definition.parser.times import UNITS
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.vocabulary import Vocabulary
from workflow.engine.stages import Quorum
from workflow.engine.values import Due, Monthly, Reminder, Retry, Span

_BOUNDS = (("{}〜{}", "{} to {}"), ("{}以上", "at least {}"), ("{}以下", "at most {}"))


def span(value: Span, language: Language) -> str:
    """2営業日, 2 business_days."""
    unit = next(word for word, unit in UNITS[language].items() if unit == value.unit)
    return f"{value.amount}{unit}" if language == "ja" else f"{value.amount} {unit}"


def due(value: Due, start: str, language: Language, *, next_day: bool = False) -> str:
    """終了日から14日, 14 days after end day; `start` is the day in that language, empty where it has none."""
    ja = language == "ja"
    if end := next((end for end in ENDS[language] if (end.unit, end.amount) == (value.unit, value.amount)), None):
        return f"{start}の{end.word}" if start and ja else f"{end.word} of {start}" if start else end.word
    written = span(Span(abs(value.amount), value.unit), language)
    if not start:
        return written
    if not value.amount:
        return f"{start}の当日" if ja else f"on {start}"
    if value.amount < 0:
        return f"{start}の{written}前" if ja else f"{written} before {start}"
    after = NEXT_DAY[language] if next_day else "から" if ja else " after "
    return f"{start}{after}{written}" if ja else f"{written}{after}{start}"


def reminder(value: Reminder, language: Language) -> str:
    """1営業日ごと 最大5回, every 1 business_days at most 5 times."""
    every = span(value.every, language)
    if language == "ja":
        return every + ("ごと" if value.repeat else "") + (f" 最大{value.at_most}回" if value.at_most else "")
    most = f" at most {value.at_most} times" if value.at_most else ""
    return ("every " if value.repeat else "") + every + most


def monthly(value: Monthly, language: Language) -> str:
    """25日 09:00, day 25 09:00."""
    if language == "ja":
        return f"{value.day}日 {value.at}" if value.day else f"末日 {value.at}"
    return f"day {value.day} {value.at}" if value.day else f"last day {value.at}"


def retry(value: Retry, language: Language) -> str:
    """5回 10秒から倍々, 5 times from 10 seconds doubling."""
    first = span(value.first, language)
    if language == "ja":
        return f"{value.times}回 {first}{'から倍々' if value.doubling else 'ごと'}"
    how = f"from {first} doubling" if value.doubling else f"every {first}"
    return f"{value.times} times {how}"


def bounds(text: str, language: Language) -> str:
    """1〜100, 1円以上 as 1 to 100, at least 1円, or the other way round; amounts stay as they are written."""
    for japanese, english in _BOUNDS:
        read, write = (japanese, english) if language == "en" else (english, japanese)
        if found := re.fullmatch(read.replace("{}", "(.+?)"), text.strip()):
            return write.format(*found.groups())
    return text


def quorum(value: Quorum, language: Language) -> str:
    """全員, 2人 or 60% as all, 2 people or 60%."""
    if value.how in ("all", "majority"):
        return Vocabulary(language).word("全員" if value.how == "all" else "過半数")
    if value.how == "percent":
        return f"{value.number}%"
    return f"{value.number}人" if language == "ja" else f"{value.number} people"
