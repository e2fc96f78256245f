"""Numbers, texts and @-literals."""

import re
from decimal import Decimal

from forms.feel.syntax.characters import NUMBER, STRING
from forms.feel.syntax.cursor import Cursor
from forms.feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from forms.feel.values import NUMBERS, Value
from forms.spec import Text

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_SINGLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def number_at(cursor: Cursor) -> Decimal | None:
    """The number that starts here; goes past it."""
    found = NUMBER.match(cursor.text, cursor.skip())
    if found is None:
        return None
    value = NUMBERS.create_decimal(found[0])
    if not value.is_finite():
        raise cursor.refused(Text("数が大きすぎます。", "The number is too large."))
    cursor.at = found.end()
    return value


def string_at(cursor: Cursor) -> str | None:
    """The text between quotation marks that starts here; goes past it."""
    if not cursor.sees('"'):
        return None
    found = STRING.match(cursor.text, cursor.at)
    if found is None:
        raise cursor.refused(Text("文字が閉じていません。", "The text is not closed."))
    cursor.at = found.end()
    return unescaped(found[1])


def unescaped(written: str) -> str:
    """The text with its escape sequences read. A backslash before any other character stays."""
    if "\\" not in written:
        return written
    read = _ESCAPE.sub(_character, written)
    read = _SURROGATES.sub(lambda pair: (pair[1] + pair[2]).encode("utf-16", "surrogatepass").decode("utf-16"), read)
    return _LONE_SURROGATE.sub("\ufffd", read)


def temporal_value(text: str) -> Value:
    """What @"text" stands for; None when it is no date, time or duration."""
    return read_date(text) or read_time(text) or read_duration(text) or read_date_time(text)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else found[0]
    return _SINGLE.get(found[3], found[0])
