"""What people write behind options of commands: days as everywhere else, names that can be kept."""

from argparse import ArgumentTypeError
from datetime import date

from forms.plain_text import unstorable
from forms.wareki import DateUnreadable, read_date

LONGEST_NAME = 100


def a_day(text: str) -> date:
    """2026-05-11 or 令和8年5月11日. Raises ArgumentTypeError."""
    try:
        return read_date(text)
    except DateUnreadable as unread:
        raise ArgumentTypeError(f"「{text}」は日付として読めません。2026-05-11 のように書きます。") from unread


def a_name(text: str) -> str:
    """A short name. Raises ArgumentTypeError."""
    name = text.strip()
    if not name or len(name) > LONGEST_NAME or unstorable(name):
        raise ArgumentTypeError(f"名前は1字以上{LONGEST_NAME}字以内で、制御文字や外字を使わずに書きます。")
    return name
