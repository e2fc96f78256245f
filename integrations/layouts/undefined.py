"""Finds the bytes of a line that are no characters, for the report about them."""

from collections.abc import Iterator
from itertools import islice

from integrations.layouts.layout import Encoding

_MOST = 5


def undefined(line: bytes, encoding: Encoding) -> tuple[tuple[int, bytes], ...]:
    """The first few places with their bytes; offsets count from 0. Of JIS, whose bytes depend on switches, none."""
    match encoding:
        case Encoding.CP932:
            return tuple(islice(_cp932(line), _MOST))
        case Encoding.UTF8:
            return tuple(islice(_utf8(line), _MOST))
        case Encoding.JIS:
            return ()


def _cp932(line: bytes) -> Iterator[tuple[int, bytes]]:
    index = 0
    while index < len(line):
        byte = line[index]
        if byte < 0x80 or 0xA1 <= byte <= 0xDF:
            index += 1
        elif 0x81 <= byte <= 0x9F or 0xE0 <= byte <= 0xFC:
            if _is_character(line[index : index + 2]):
                index += 2
            else:
                yield index, line[index : index + 1]
                index += 1
        else:
            yield index, line[index : index + 1]
            index += 1


def _is_character(pair: bytes) -> bool:
    try:
        return len(pair.decode("cp932")) == 1
    except UnicodeDecodeError:
        return False


def _utf8(line: bytes) -> Iterator[tuple[int, bytes]]:
    index = 0
    while index < len(line):
        try:
            line[index:].decode("utf-8")
            return
        except UnicodeDecodeError as error:
            yield index + error.start, line[index + error.start : index + error.end]
            index += error.end
