"""Cuts a stream into lines, never holding more of a line than a record may have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MOST_BYTES = 65_536
"""Of one line and of one record."""
END_OF_FILE = b"\x1a"
"""What old systems write behind the last line, once or up to the end of a block; it is no part of it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end."""

    number: int
    content: bytes
    end: bytes
    """CRLF, LF, or nothing at the end of the file."""
    complete: bool = True
    """False when it was longer than MOST_BYTES and only its start is here."""


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of the stream from where it stands."""
    number = 0
    while raw := stream.readline(MOST_BYTES):
        number += 1
        complete = raw.endswith(b"\n") or len(raw) < MOST_BYTES
        if not complete:
            while (rest := stream.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                pass
        content, end = _without_end(raw)
        if not end and content.endswith(END_OF_FILE):
            content = content.rstrip(END_OF_FILE)
            if not content:
                return
        yield Line(number, content, end, complete)


def _without_end(raw: bytes) -> tuple[bytes, bytes]:
    if raw.endswith(b"\r\n"):
        return raw[:-2], b"\r\n"
    if raw.endswith(b"\n"):
        return raw[:-1], b"\n"
    return raw, b""
