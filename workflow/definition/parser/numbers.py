"""Readers of numbers: 数, 人数, 行数, 大きさ, 範囲, 成立."""

import re
from decimal import Decimal
from typing import Literal

from forms.source.likely import LikelyWord
from forms.source.nodes import Node
from forms.spec import Text
from workflow.definition.located import Located
from workflow.definition.parser.reading import Reading
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.stages import Quorum

_SIZE = re.compile(r"(\d{1,6})\s*(kB|KB|MB|GB)")
_BYTES = {"kB": 1_000, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_AMOUNT = r"(-?\d{1,15}(?:,\d{3})*(?:\.\d{1,10})?)(千|万|億)?円?"
_MULTIPLIER = {"": 1, "千": 1_000, "万": 10_000, "億": 100_000_000}
_RANGE = re.compile(rf"{_AMOUNT}\s*(?:[〜~]|to)\s*{_AMOUNT}")
_ONE_SIDED = {
    "ja": (re.compile(rf"{_AMOUNT}以上"), re.compile(rf"{_AMOUNT}以下")),
    "en": (re.compile(rf"at least {_AMOUNT}"), re.compile(rf"at most {_AMOUNT}")),
}
_EXACT = re.compile(_AMOUNT)
_AT_MOST = re.compile(r"^(\d{1,15}(?:,\d{3})*(?:[千万億]?円)?)[^\d〜~-]*(?:以内|以下|まで)$")
"""How people write the most there may be."""


def read_number(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """数: a whole number from 0."""
    if (text := reading.text(node, "数", "number")) is None:
        return None
    if re.fullmatch(r"\d{1,9}", normal(text.value)):
        return Located(int(normal(text.value)), text.position, text.scalar)
    digits = "".join(re.findall(r"\d+", normal(text.value)))
    reading.report(
        "E013",
        node,
        f"「{text.value}」は数として読めません。",
        f'"{text.value}" is not a number.',
        Text(f"「{digits}」", f'"{digits}"') if digits else Text("例: 3", "for example 3"),
    )
    return None


def read_row_count(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """行数: how many rows, `200行`."""
    if (text := reading.text(node, "行数", "number of rows")) is None:
        return None
    unit = "行" if reading.vocabulary.language == "ja" else " rows"
    if match := re.fullmatch(rf"(\d{{1,6}}){unit}", normal(text.value)):
        return Located(int(match[1]), text.position, text.scalar)
    hint = Text(f"例: 200{unit}", f"for example 200{unit}")
    ja, en = f"「{text.value}」は行数として読めません。", f'"{text.value}" is not a number of rows.'
    reading.report("E013", node, ja, en, hint)
    return None


def read_people_count(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """人数: how many people at most, `2人まで`."""
    if (text := reading.text(node, "人数", "number of people")) is None:
        return None
    ja = reading.vocabulary.language == "ja"
    if match := re.fullmatch(r"(\d{1,2})人まで" if ja else r"up to (\d{1,2}) people", normal(text.value)):
        return Located(int(match[1]), text.position, text.scalar)
    digits = (re.search(r"\d{1,2}", normal(text.value)) or ["2"])[0]
    hint = Text(f"例: {digits}人まで", f"for example up to {digits} people")
    message = f"「{text.value}」は人数として読めません。", f'"{text.value}" is not a number of people.'
    reading.report("E013", node, *message, hint)
    return None


def read_size(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """大きさ: a size of a file; the value is in bytes."""
    if (text := reading.text(node, "大きさ", "size")) is None:
        return None
    if match := _SIZE.fullmatch(normal(text.value)):
        return Located(int(match[1]) * _BYTES[match[2]], text.position, text.scalar)
    digits = re.search(r"\d+", normal(text.value))
    reading.report(
        "E013",
        node,
        f"「{text.value}」は大きさとして読めません。",
        f'"{text.value}" is not a size.',
        Text(f"「{digits[0]}MB」", f'"{digits[0]}MB"') if digits else Text("例: 5MB", "for example 5MB"),
    )
    return None


def read_range(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """範囲: smallest and largest as decimal texts, either may be open."""
    if (text := reading.text(node, "範囲", "range")) is None:
        return None
    bounds = _bounds(normal(text.value).replace("〜", "~"), reading.vocabulary.language)
    if bounds and not (bounds[0] and bounds[1] and Decimal(bounds[0]) > Decimal(bounds[1])):
        return Located(bounds, text.position, text.scalar)
    most = _AT_MOST.search(normal(text.value)) if reading.vocabulary.language == "ja" else None
    example = "10〜1000、1以上、1000以下" if reading.vocabulary.language == "ja" else "10 to 1000, at least 1"
    reading.report(
        "E013",
        node,
        f"「{text.value}」は範囲として読めません。",
        f'"{text.value}" is not a range.',
        _at_most(text.value, most[1]) if most else Text(f"例: {example}", f"for example {example}"),
    )
    return None


def _at_most(written: str, amount: str) -> LikelyWord:
    meant = f"{amount}以下"
    return LikelyWord(f"「{meant}」と書いてください", f'write "{meant}"', written=written, meant=meant)


def _bounds(text: str, language: str) -> tuple[str | None, str | None] | None:
    if match := _RANGE.fullmatch(text):
        return _decimal(match[1], match[2]), _decimal(match[3], match[4])
    smallest, largest = _ONE_SIDED[language]
    if match := smallest.fullmatch(text):
        return _decimal(match[1], match[2]), None
    if match := largest.fullmatch(text):
        return None, _decimal(match[1], match[2])
    if match := _EXACT.fullmatch(text):
        return _decimal(match[1], match[2]), _decimal(match[1], match[2])
    return None


def _decimal(digits: str, multiplier: str | None) -> str:
    return format(Decimal(digits.replace(",", "")) * _MULTIPLIER[multiplier or ""], "f")


def read_quorum(reading: Reading, type_: ValueType, node: Node) -> object | None:
    """成立: 全員, 過半数, n人 or n%."""
    ja = reading.vocabulary.language == "ja"
    if (text := reading.text(node, "成立", "quorum")) is None:
        return None
    word = reading.vocabulary.japanese(normal(text.value))
    if word in ("全員", "過半数"):
        return Located(Quorum("all" if word == "全員" else "majority"), text.position, text.scalar)
    count = re.fullmatch(r"([1-9]\d{0,3})(人|%)" if ja else r"([1-9]\d{0,3}) ?(people|%)", normal(text.value))
    if count and (count[2] != "%" or int(count[1]) <= 100):
        how: Literal["percent", "count"] = "percent" if count[2] == "%" else "count"
        return Located(Quorum(how, int(count[1])), text.position, text.scalar)
    reading.report(
        "E013",
        node,
        f"「{text.value}」は成立として読めません。",
        f'"{text.value}" is not a quorum.',
        Text("書けるもの: 全員・過半数・2人・60%", "expected: all, majority, 2 people, 60%"),
    )
    return None
