"""Reads the text of one item: whole numbers, amounts, dates, codes. Nothing is guessed or corrected."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import re2

from forms.spec import Text
from integrations.layouts import codes
from integrations.layouts.findings import Code
from integrations.layouts.layout import Encoding, Item, ItemType
from integrations.layouts.misfit import Misfit, why_no_number

Value: TypeAlias = str | int | Decimal | date
Convert: TypeAlias = Callable[[str], Value]

_WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
_FRACTION = re.compile(r"-?[0-9]+(?:\.([0-9]+))?", re.ASCII)
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_WIDE_OR_BLANK = re.compile(r"[０-９\s]")
_PRINTABLE = re.compile(r"[ -~]*")
_KANA = re.compile("[ -~｡-ﾟ\n]*")
_WIDE_KANA = re.compile("[ -~｡-ﾟ\n\u3000-\u3002\u3041-\u30ff]*")
_FIRST_YEAR = "1900"
"""Before it nobody in a file was born: 080415 is a year of an era."""
_NARROW = re.compile("[!-~｡-ﾟ]")


def converter(item: Item, encoding: Encoding) -> Convert:
    """The function that reads a text that is not empty. It raises Misfit."""
    fits = _CONVERTERS[item.type](item)
    convert = _fixed(item, fits) if item.value is not None else fits
    if item.type in _TEXTS:
        return _short(item, encoding, _matching(item, convert))
    return _matching(item, convert)


def warner(item: Item) -> Callable[[str], Code | None]:
    """The function that says what is odd, though not wrong, about a text of full-width characters or kana."""
    if item.type is ItemType.WIDE:
        return lambda text: codes.NARROW if _NARROW.search(text) else None
    return lambda text: codes.WIDE_KANA if not _KANA.fullmatch(text) else None


def _fixed(item: Item, convert: Convert) -> Convert:
    def read(text: str) -> Value:
        if text != item.value:
            ja, en = f"「{item.value}」ではありません。", f"It is not “{item.value}”."
            raise Misfit(codes.FIXED_VALUE, Text(ja, en))
        return convert(text)

    return read


def _short(item: Item, encoding: Encoding, convert: Convert) -> Convert:
    """Text of at most the length in bytes; most texts are so short that nobody has to count."""
    widest = 4 if encoding is Encoding.UTF8 else 2
    codec = "utf-8" if encoding is Encoding.UTF8 else "cp932"

    def read(text: str) -> Value:
        if len(text) * widest > item.length and (size := len(text.encode(codec, "replace"))) > item.length:
            ja = f"長さが{item.length}バイトを超えます({size}バイト)。"
            raise Misfit(codes.LENGTH, Text(ja, f"It has {size} bytes, {item.length} at most."))
        return convert(text)

    return read


def _matching(item: Item, convert: Convert) -> Convert:
    if item.pattern is None:
        return convert
    pattern = re2.compile(item.pattern)

    def read(text: str) -> Value:
        if not pattern.fullmatch(text):
            ja, en = f"決められた形({item.pattern})ではありません。", f"It does not have the form {item.pattern}."
            raise Misfit(codes.PATTERN, Text(ja, en))
        return convert(text)

    return read


def _text(item: Item) -> Convert:
    return str


def _ascii(item: Item) -> Convert:
    def read(text: str) -> Value:
        if not _PRINTABLE.fullmatch(text):
            raise Misfit(
                codes.TYPE, Text("半角の英数字・記号でない文字があります。", "There are other characters than ASCII.")
            )
        return text

    return read


def _kana(item: Item) -> Convert:
    def read(text: str) -> Value:
        if not _WIDE_KANA.fullmatch(text):
            raise Misfit(codes.TYPE, Text("カナでない文字があります。", "There are other characters than kana."))
        return text

    return read


def _digits(item: Item) -> Convert:
    def read(text: str) -> Value:
        if not _DIGITS.fullmatch(text):
            raise Misfit(codes.TYPE, why_no_number(text))
        return _of_length(text, item.length)

    return read


def _of_length(text: str, length: int) -> str:
    if len(text) != length:
        ja = f"{length}桁ではなく{len(text)}桁です。先頭の0が落ちていないか確かめてください。"
        en = f"It has {len(text)} digits, not {length}. Leading zeros may be lost."
        raise Misfit(codes.LENGTH, Text(ja, en))
    return text


def _number(item: Item) -> Convert:
    length, signed = item.length, item.signed

    def read(text: str) -> Value:
        if not _WHOLE.fullmatch(text):
            raise Misfit(codes.TYPE, why_no_number(text))
        _check_size(text, length, signed)
        return int(text)

    return read


def _decimal(item: Item) -> Convert:
    def read(text: str) -> Value:
        found = _FRACTION.fullmatch(text)
        if found is None:
            raise Misfit(codes.TYPE, why_no_number(text))
        if len(found[1] or "") > item.places:
            ja, en = f"小数は{item.places}桁までです。", f"At most {item.places} digits after the point."
            raise Misfit(codes.TYPE, Text(ja, en))
        _check_size(text, item.length, item.signed)
        return Decimal(text)

    return read


def _check_size(text: str, length: int, signed: bool) -> None:
    if len(text) > length:
        raise Misfit(codes.LENGTH, Text(f"{length}桁を超えます。", f"It has more than {length} digits."))
    if text[0] == "-" and not signed:
        raise Misfit(codes.TYPE, Text("負の数は書けない項目です。", "This item has no negative numbers."))


def _day(text: str, length: int, none: Text) -> date:
    """A day, or the first day of a month: digits only, or with - or / between them when the length has room for it."""
    digits = text
    if length in {7, 10} and len(text) == length and text[4] in "-/" and text[7:8] in {"", text[4]}:
        digits = text.replace(text[4], "")
    elif length in {7, 10} and _DIGITS.fullmatch(text):
        digits = ""
    if _WIDE_OR_BLANK.search(digits):
        raise Misfit(codes.TYPE, why_no_number(digits))
    try:
        if _DIGITS.fullmatch(digits) and len(digits) in {6, 8} and len(text) == length and digits >= _FIRST_YEAR:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:] or "1"))
    except ValueError:
        pass
    raise Misfit(codes.TYPE, none)


def _date(item: Item) -> Convert:
    example = "20260415" if item.length == 8 else "2026-04-15"
    none = Text(
        f"ある日付ではありません({example}のように書きます)。", f"There is no such day (written like {example})."
    )
    return lambda text: _day(text, item.length, none)


def _month(item: Item) -> Convert:
    example = "202604" if item.length == 6 else "2026-04"
    none = Text(
        f"ある年月ではありません({example}のように書きます)。", f"There is no such month (written like {example})."
    )
    return lambda text: _day(text, item.length, none)


def _time(item: Item) -> Convert:
    def read(text: str) -> Value:
        good = _DIGITS.fullmatch(text) and len(text) == 6 and text[:2] < "24" and text[2:4] < "60" and text[4:] < "60"
        if not good:
            raise Misfit(codes.TYPE, Text("ある時刻ではありません(193015のように書きます)。", "There is no such time."))
        return text

    return read


def _choice(item: Item) -> Convert:
    def read(text: str) -> Value:
        if text not in item.choices:
            allowed = "・".join(item.choices)
            raise Misfit(codes.CHOICE, Text(f"使えるコードは {allowed} です。", f"The codes are {allowed}."))
        return text

    return read


_TEXTS = frozenset({ItemType.TEXT, ItemType.WIDE, ItemType.ASCII, ItemType.KANA})
_CONVERTERS: dict[ItemType, Callable[[Item], Convert]] = {
    ItemType.TEXT: _text,
    ItemType.WIDE: _text,
    ItemType.ASCII: _ascii,
    ItemType.KANA: _kana,
    ItemType.DIGITS: _digits,
    ItemType.INTEGER: _number,
    ItemType.YEN: _number,
    ItemType.DECIMAL: _decimal,
    ItemType.MONTH: _month,
    ItemType.DATE: _date,
    ItemType.TIME: _time,
    ItemType.CHOICE: _choice,
}
