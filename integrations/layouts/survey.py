"""The first look at a file: its size and hash, and in which encoding it really is."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from integrations.layouts.layout import Encoding

_CHUNK = 1 << 20
_UTF8_BOM = codecs.BOM_UTF8
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_START = 64
_FORMS = {b"PK\x03\x04": "Excel (xlsx)・ZIP", b"\xd0\xcf\x11\xe0": "Excel (xls)", b"%PDF": "PDF", b"\x1f\x8b": "gzip"}
_JAPANESE = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")

_NOT_EUC = re.compile(b"[\x80-\x8d\x90-\xa0\xff]")
"""No part of a character there; in CP932 most kanji and kana begin with one of them."""
_EUC = re.compile(b"[\xa4\xa5\xb0-\xcf][\xe0-\xfe]")
"""Frequent in EUC-JP; in CP932 a half-width kana before a rare kanji."""
_EUC_AT_LEAST = 3
_BROKEN = re.compile("[\udc80-\udcff]")
"""What bytes become that are not UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the bytes say about themselves."""

    size: int
    sha256: str
    bom: bool
    """It starts with the byte order mark of UTF-8."""
    utf16: bool
    """Its mark, or a zero in every second byte of the start."""
    euc: bool
    """It looks like EUC-JP, in which none of our layouts can be read."""
    form: str
    """What the first bytes say it is instead of text; empty when they say nothing."""
    ascii: bool
    escapes: bool
    """ISO-2022-JP switches to kanji somewhere."""
    utf8_japanese: int
    """Japanese characters that reading it as UTF-8 gives."""
    utf8_broken: int
    """Bytes that are not UTF-8."""

    def actual(self, declared: Encoding) -> Encoding:
        """The encoding it is to be read in; the declared one unless the bytes clearly tell of another.

        UTF-8 is recognised although single bytes are broken: CP932 read as UTF-8 is broken nearly everywhere.
        """
        if self.utf8_japanese > 4 * self.utf8_broken or (self.bom and not self.utf8_broken):
            return Encoding.UTF8
        if self.escapes:
            return Encoding.JIS
        if self.ascii or (declared is Encoding.UTF8 and not self.utf8_broken):
            return declared
        return Encoding.CP932 if self.utf8_broken > self.utf8_japanese or declared is Encoding.JIS else declared


def survey(stream: BinaryIO) -> Survey:
    """Read the whole stream once, in pieces, and go back to its start."""
    stream.seek(0)
    digest, size, is_ascii, escapes, japanese, broken = hashlib.sha256(), 0, True, False, 0, 0
    utf8 = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    may_be_euc, like_euc = True, 0
    start = tail = b""
    while chunk := stream.read(_CHUNK):
        start = start or chunk[:_START]
        digest.update(chunk)
        size += len(chunk)
        escapes = escapes or b"\x1b$" in tail + chunk
        tail = chunk[-1:]
        may_be_euc = may_be_euc and _NOT_EUC.search(chunk) is None
        like_euc += len(_EUC.findall(chunk)) if may_be_euc else 0
        text = utf8.decode(chunk)
        if not text.isascii():
            is_ascii = False
            japanese += len(_JAPANESE.findall(text))
            broken += len(_BROKEN.findall(text))
    broken += len(utf8.decode(b"", final=True))
    stream.seek(0)
    return Survey(
        size=size,
        sha256=digest.hexdigest(),
        bom=start.startswith(_UTF8_BOM),
        utf16=start[:2] in _UTF16_BOMS or _is_every_second_byte_zero(start),
        euc=may_be_euc and like_euc >= _EUC_AT_LEAST and broken > 0,
        form=next((form for mark, form in _FORMS.items() if start.startswith(mark)), ""),
        ascii=is_ascii and not broken,
        escapes=escapes,
        utf8_japanese=japanese,
        utf8_broken=broken,
    )


def _is_every_second_byte_zero(start: bytes) -> bool:
    """ASCII written in UTF-16: a file of ours begins with ASCII."""
    return len(start) > 3 and any(not any(start[first:8:2]) and all(start[1 - first : 8 : 2]) for first in (0, 1))


def is_utf8(line: bytes) -> bool:
    """Whether a line can only be UTF-8: it has Japanese characters then, which CP932 never has by chance."""
    try:
        return not line.isascii() and _JAPANESE.search(line.decode("utf-8")) is not None
    except UnicodeDecodeError:
        return False
