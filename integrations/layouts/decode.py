"""From bytes to characters, with the traps of CP932 shut: what is undefined there is an error here."""

import re
from collections.abc import Callable
from typing import TypeAlias

from integrations.layouts.layout import Encoding

Decoder: TypeAlias = Callable[[bytes], tuple[str, bool]]
"""The characters of a line, and whether every byte was one; U+FFFD stands for those that were not."""

_ESCAPE, _SHIFT_OUT, _SHIFT_IN = 0x1B, 0x0E, 0x0F
_SETS = {b"(B": "ascii", b"(J": "ascii", b"(H": "ascii", b"(I": "kana", b"$@": "kanji", b"$B": "kanji"}
_UNDEFINED = re.compile("[\x80\uf8f0-\uf8f3]")
"""What Python reads 80, A0, FD, FE and FF as; no Windows code page has a character there."""


def decoder(encoding: Encoding) -> Decoder:
    """The function that decodes lines of this encoding."""
    match encoding:
        case Encoding.CP932:
            return _cp932
        case Encoding.UTF8:
            return _utf8
        case Encoding.JIS:
            return _jis


def _cp932(line: bytes) -> tuple[str, bool]:
    if line.isascii():
        return line.decode("ascii"), True
    try:
        text = line.decode("cp932")
    except UnicodeDecodeError:
        return _UNDEFINED.sub("\ufffd", line.decode("cp932", "replace")), False
    return (_UNDEFINED.sub("\ufffd", text), False) if _UNDEFINED.search(text) else (text, True)


def _utf8(line: bytes) -> tuple[str, bool]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("utf-8", "replace"), False
    return text, "\ufffd" not in text


def _jis(line: bytes) -> tuple[str, bool]:
    """ISO-2022-JP as Windows writes it (CP50221): with ①, 髙 and half-width kana. Every line starts in ASCII."""
    if _ESCAPE not in line and line.isascii() and _SHIFT_OUT not in line:
        return line.decode("ascii"), True
    shifted, good = _to_cp932(line)
    text, decoded = _cp932(shifted)
    return text, good and decoded


def _to_cp932(line: bytes) -> tuple[bytes, bool]:
    """The same characters in CP932; undefined bytes become FF, which CP932 does not have."""
    out = bytearray()
    charset, kana, good, index = "ascii", False, True, 0
    while index < len(line):
        byte = line[index]
        if byte == _ESCAPE:
            name = _SETS.get(line[index + 1 : index + 3])
            good, charset, index = good and name is not None, name or "ascii", index + 3
            continue
        if byte in (_SHIFT_OUT, _SHIFT_IN):
            kana, index = byte == _SHIFT_OUT, index + 1
            continue
        if charset == "kanji" and 0x21 <= byte <= 0x7E and not kana:
            pair = line[index : index + 2]
            out += _kanji(pair)
            index += 2
            continue
        half = byte | 0x80 if (kana or charset == "kana") and 0x21 <= byte <= 0x5F else byte
        out.append(half if half < 0x80 or 0xA1 <= half <= 0xDF else 0xFF)
        index += 1
    return bytes(out), good and charset == "ascii" and not kana


def _kanji(pair: bytes) -> bytes:
    """Row and cell of JIS X 0208 as the two bytes of CP932."""
    if len(pair) < 2 or not 0x21 <= pair[1] <= 0x7E:
        return b"\xff"
    row, cell = pair[0], pair[1]
    lead = (row + 1) // 2 + (0x70 if row <= 0x5E else 0xB0)
    if row % 2:
        return bytes((lead, cell + (0x20 if cell >= 0x60 else 0x1F)))
    return bytes((lead, cell + 0x7E))
