"""Text for programs that read only CP932 (Shift JIS of Windows), and what it cannot write."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

SAME = str.maketrans("〜−—‖¢£¬", "～－―∥￠￡￢")
"""Pairs that are one character of the Japanese standard and two of Unicode: CP932 knows the second."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A character that CP932 does not have."""

    character: str
    number: str
    """What stands in its place: 〔U+20BB7〕."""
    times: int


def lacking(text: str) -> list[Lacking]:
    """What of the text CP932 does not have, the most frequent first."""
    counted = Counter(each for each in text.translate(SAME) if not _has(each))
    return [Lacking(each, _number(each), times) for each, times in counted.most_common()]


def written(text: str) -> bytes:
    """The text in CP932; what it does not have stands there as its number."""
    return "".join(_pieces(text)).encode("cp932")


def _pieces(text: str) -> Iterator[str]:
    for each in text.translate(SAME):
        yield each if _has(each) else _number(each)


def _number(character: str) -> str:
    return f"〔U+{ord(character):04X}〕"


def _has(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
