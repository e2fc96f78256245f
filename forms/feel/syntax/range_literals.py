"""The text range("[18..21)") takes: literals as bounds, either of which may be missing."""

from forms.feel.syntax.cursor import Cursor
from forms.feel.syntax.literals import number_at, string_at, temporal_value
from forms.feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from forms.feel.values import NUMBERS, Range, Value
from forms.spec import Text

_CALLS = {
    "date and time": read_date_time,
    "date": read_date,
    "time": read_time,
    "duration": read_duration,
}


def read_range(text: str) -> Range:
    """The range. Raises NotFeel for anything but literals between brackets."""
    cursor = Cursor(text)
    low_included = cursor.takes("[")
    if not low_included and not cursor.takes("(") and not cursor.takes("]"):
        raise cursor.refused()
    low = None if cursor.sees("..") else _bound(cursor)
    cursor.expect("..")
    high = None if any(cursor.sees(sign) for sign in ")[]") else _bound(cursor)
    high_included = cursor.takes("]")
    if not high_included and not cursor.takes(")") and not cursor.takes("["):
        raise cursor.refused()
    open_and_included = (low is None and low_included) or (high is None and high_included)
    if not cursor.ended() or (low is None and high is None) or open_and_included:
        raise cursor.refused(Text("範囲ではありません。", "This is no range."))
    return Range(low, high, low_included, high_included)


def _bound(cursor: Cursor) -> Value:
    negative = cursor.takes("-")
    number = number_at(cursor)
    if number is not None:
        return NUMBERS.minus(number) if negative else number
    if negative:
        raise cursor.refused()
    if (text := string_at(cursor)) is not None:
        return text
    value = temporal_value(string_at(cursor) or "") if cursor.takes("@") else _called(cursor)
    if value is None:
        raise cursor.refused()
    return value


def _called(cursor: Cursor) -> Value:
    for name, read in _CALLS.items():
        if cursor.takes_word(*name.split()) and cursor.takes("("):
            text = string_at(cursor)
            cursor.expect(")")
            return read(text or "")
    return None
