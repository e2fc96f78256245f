"""Reads the cells of questions, each by the kind of its column and never by its look."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from unicodedata import normalize

from forms.expressions.literals import Literal, read_literal
from forms.expressions.plain import plain_text
from forms.expressions.suggestions import did_you_mean
from forms.feel.outside import handed_out
from forms.feel.types import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT, YEN, ChoiceType, Type
from forms.numerals import read_yen
from forms.spec import Text
from forms.tables.questions import Anything, OneOf, Point, Span, Test, Within

ORDERED = (NUMBER, INTEGER, YEN, DATE, DATETIME)
_DASHES = frozenset({"-", "−", "ー", "―", "—", "–", "‐", "‑"})
_EMPTY = "空"
_OTHERS = "以外"
_OTHER_THAN = "other than "
_YES_NO = {"はい": True, "いいえ": False, "yes": True, "no": False, "true": True, "false": False}
_FROM = {"以上": True, "以降": True, "以後": True, "から": True, "超": False, "より後": False, "を超え": False}
_TO = {"以下": True, "以前": True, "まで": True, "未満": False, "より前": False}
_FROM_WORDS, _TO_WORDS = "|".join(_FROM), "|".join(_TO)
_BETWEEN = re.compile(rf"(?=.*(?:{_TO_WORDS})\Z)(?P<low>.+?)(?P<from>{_FROM_WORDS}),?(?P<high>.+?)(?P<to>{_TO_WORDS})")
_ONE_SIDED = re.compile(rf"(?P<value>.+?)(?P<word>{_FROM_WORDS}|{_TO_WORDS})")
_WAVE = re.compile(r"(?P<low>[^~〜]+)[~〜](?P<high>[^~〜]+)")
_SIGNED = re.compile(r"(?P<sign><=|>=|<|>|=)\s*(?P<value>.+)")
_BRACKETS = re.compile(r"(?P<open>[\[(\]])(?P<low>.+?)\.\.(?P<high>.+?)(?P<close>[\])\[])")
_SIGNS = {"≦": "<=", "≧": ">=", "≤": "<=", "≥": ">="}


class CellUnreadable(Exception):
    """A cell is no question for its column; says why."""

    def __init__(self, code: str, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.ja)
        self.code = code
        self.message = message
        self.hint = hint


def can_be_asked(kind: Type) -> bool:
    """A table may have a column of this kind."""
    return isinstance(kind, ChoiceType) or kind in ORDERED or kind in (TEXT, BOOLEAN)


def is_dash(text: str) -> bool:
    return normalize("NFKC", text).strip() in _DASHES


def read_question(text: str, kind: Type) -> Test:
    """What the cell asks. Raises CellUnreadable."""
    if is_dash(text):
        return Anything()
    text = _in_japanese(text)
    if not text:
        message = Text("何も書かれていません。", "The cell is empty.")
        raise CellUnreadable("E043", message, Text("何でもよいなら - と書きます", "Write - for any value"))
    if kind in ORDERED:
        return _ordered(text, kind)
    if kind == BOOLEAN:
        return _yes_or_no(text)
    return _named(text, kind)


def _in_japanese(text: str) -> str:
    """The words of an English table: empty, other than x."""
    if text.startswith(_OTHER_THAN):
        text = text.removeprefix(_OTHER_THAN) + _OTHERS
    return re.sub(r"(?<![^,、\s])empty(?![^,、\s以])", _EMPTY, text)


def read_point(text: str, kind: Type) -> Point | None:
    """A number, amount or day as it may stand in a cell of this kind."""
    plain = plain_text(text.strip()).text
    found = read_literal(plain, 0)
    value = handed_out(found.value, found.type) if isinstance(found, Literal) and found.end == len(plain) else None
    if kind == YEN:
        amount = read_yen(plain) if value is None or isinstance(value, Decimal) else value
        return int(amount) if isinstance(amount, Decimal | int) and amount == int(amount) else None
    if kind == DATE:
        return value if isinstance(value, date) and not isinstance(value, datetime) else None
    if kind == DATETIME:
        return value if isinstance(value, datetime) else None
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return value if isinstance(value, Decimal) and (whole or kind == NUMBER) else None


def _ordered(text: str, kind: Type) -> Test:
    written = normalize("NFKC", text).strip()
    for sign, plain in _SIGNS.items():
        written = written.replace(sign, plain)
    excluded = written.endswith(_OTHERS)
    parts = [part.strip() for part in written.removesuffix(_OTHERS).split("、")]
    spans = tuple(_span(part, kind, text) for part in parts if part != _EMPTY)
    says_empty = _EMPTY in parts
    return Within(spans, excluded, says_empty is not excluded if says_empty else False)


def _span(text: str, kind: Type, whole: str) -> Span:
    def point(written: str) -> Point:
        value = read_point(written, kind)
        if value is None:
            raise _no_point(written, whole, kind)
        return value

    if found := _BRACKETS.fullmatch(text):
        span = Span(point(found["low"]), point(found["high"]), found["open"] == "[", found["close"] == "]")
    elif found := _BETWEEN.fullmatch(text):
        span = Span(point(found["low"]), point(found["high"]), _FROM[found["from"]], _TO[found["to"]])
    elif found := _WAVE.fullmatch(text):
        span = Span(point(found["low"]), point(found["high"]))
    elif found := _SIGNED.fullmatch(text):
        span = _by_sign(found["sign"], point(found["value"]))
    elif found := _ONE_SIDED.fullmatch(text):
        value, word = point(found["value"]), found["word"]
        upper = Span(high=value, high_included=_TO.get(word, False))
        span = Span(low=value, low_included=_FROM[word]) if word in _FROM else upper
    else:
        value = point(text)
        span = Span(value, value)
    if span.low is not None and span.high is not None and not _in_order(span):
        message = Text(f"「{text}」に入る値はありません。", f"No value lies in {text}.")
        raise CellUnreadable("E043", message, Text("小さい方を先に書きます", "Write the smaller bound first"))
    return span


def _by_sign(sign: str, value: Point) -> Span:
    if sign == "=":
        return Span(value, value)
    if sign[0] == "<":
        return Span(high=value, high_included=sign == "<=")
    return Span(low=value, low_included=sign == ">=")


def _in_order(span: Span) -> bool:
    if span.low == span.high:
        return span.low_included and span.high_included
    return span.low < span.high  # type: ignore[operator]


def _yes_or_no(text: str) -> Test:
    parts = _parts(text, ())
    values = frozenset(_YES_NO[part] for part in parts if part in _YES_NO)
    unread = [part for part in parts if part not in _YES_NO and part != _EMPTY]
    if unread:
        raise CellUnreadable(
            "E043",
            Text(f"「{unread[0]}」は はい・いいえ ではありません。", f"{unread[0]} is neither yes nor no."),
            Text("はい、いいえ、空、- のどれかを書きます", "Write yes, no, 空 or -"),
        )
    return OneOf(values, empty=_EMPTY in parts)


def _named(text: str, kind: Type) -> Test:
    """Choices by their names, or texts."""
    names = [choice.name for choice in kind.choices] if isinstance(kind, ChoiceType) else []
    known = {_plain(name): name for name in names}
    excluded = text.endswith(_OTHERS) and _plain(text) not in known
    parts = _parts(text.removesuffix(_OTHERS) if excluded else text, known)
    says_empty = _EMPTY in parts and _EMPTY not in known
    written = [part for part in parts if part != _EMPTY or _EMPTY in known]
    if isinstance(kind, ChoiceType):
        ids = {_plain(choice.name): choice.id for choice in kind.choices}
        for part in written:
            if part not in ids:
                raise _no_choice(part, names)
        values: Iterable[str] = (ids[part] for part in written)
    else:
        values = written
    return OneOf(frozenset(values), excluded, says_empty is not excluded if says_empty else False)


def _parts(text: str, known: Iterable[str]) -> list[str]:
    """The words between 、 and commas, without 「」; a choice that has a 、 in its name is one word."""
    if _plain(text) in known:
        return [_plain(text)]
    return [_plain(part) for part in re.split("[、,，]", text) if part.strip()]


def _plain(text: str) -> str:
    word = normalize("NFKC", text).strip()
    return word[1:-1] if len(word) > 1 and word[0] in '「"' and word[-1] in '」"' else word


def _no_choice(written: str, names: list[str]) -> CellUnreadable:
    shown = "、".join(names[:8]) + (" など" if len(names) > 8 else "")
    listing = Text(f"選択肢は {shown} です", f"The choices are {', '.join(names[:8])}")
    message = Text(f"「{written}」は選択肢にありません。", f"“{written}” is not among the choices.")
    return CellUnreadable("E042", message, did_you_mean(written, names) or listing)


_FORMS: dict[Type, Text] = {
    YEN: Text("50万円未満、50万円以上500万円未満 のように書きます", "Write it like 50万円未満"),
    DATE: Text("2026-04-01以降、令和8年4月1日〜令和9年3月31日 のように書きます", "Write it like 2026-04-01以降"),
    DATETIME: Text("2026-04-01T09:00以降 のように書きます", "Write it like 2026-04-01T09:00以降"),
}
_NUMBERS = Text("10以上、5〜10、3 のように書きます", "Write it like 10以上 or 5〜10")


def _no_point(written: str, whole: str, kind: Type) -> CellUnreadable:
    shown = written.strip() or whole
    message = Text(f"「{shown}」は{kind.label.ja}として読めません。", f"{shown} is no {kind.label.en}.")
    return CellUnreadable("E043", message, _FORMS.get(kind, _NUMBERS))
