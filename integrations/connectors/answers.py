"""Reads answers of HTTP/1.1 off a connection: status, headers, and the body as far as it is wanted.

Written here because http.client has each head parsed as if it were a mail, which costs a worker as much as everything
else about an answer. What does not say clearly where it ends is an error, and the connection is not used again.
"""

import re
import socket
import time
from collections.abc import Mapping
from http.client import HTTPException, IncompleteRead
from typing import NamedTuple

_PIECE = 65536
_LONGEST_HEAD = 65536
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_FOLDS = re.compile(rb"\r?\n[ \t]+")
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: .*)?", re.DOTALL)
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;.*)?")
_MOST_DIGITS = 18
"""Of a length; of thousands of digits Python makes no number."""
_NO_BODY = {204, 304}
_FINAL = 200


class Answer(NamedTuple):
    """What was read."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; of a name that came twice the values with a comma between."""
    body: bytes
    """Undecoded, and at most as much as was wanted."""
    stays: bool
    """Whether the connection may be used again."""


def read_answer(sock: socket.socket, *, until: float, most: int) -> Answer:
    """The answer to a request, other than HEAD. A receiver that trickles a byte now and then is stopped at `until`.

    Interim answers are passed over. Raises OSError, and HTTPException for what is no whole answer.
    """
    received = _Received(sock, until)
    minor, status, headers = received.head()
    while status < _FINAL:
        minor, status, headers = received.head()
    words = {word.strip().lower() for word in headers.get("connection", "").split(",")}
    stays = "keep-alive" in words if minor == b"0" else "close" not in words
    if status in _NO_BODY:
        return Answer(status, headers, b"", stays and received.is_used_up)
    coding = headers.get("transfer-encoding", "").strip().lower()
    if coding and coding != "chunked":
        raise HTTPException(f"transfer-encoding {coding}")
    if coding:
        body, whole = received.chunks(most)
    elif (written := headers.get("content-length")) is not None:
        length = _length(written)
        body = received.exactly(min(length, most))
        whole = length <= most
    else:
        body, whole = received.rest(most), False
    return Answer(status, headers, body, stays and whole and received.is_used_up)


def _length(written: str) -> int:
    """Raises HTTPException for one that two readers could take for different numbers."""
    values = {value.strip() for value in written.split(",")}
    value = values.pop()
    if values or not value.isascii() or not value.isdigit() or len(value) > _MOST_DIGITS:
        raise HTTPException(f"content-length {written}")
    return int(value)


class _Received:
    """What has come so far and was not used yet."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock, self._until = sock, until
        self._bytes = bytearray()

    @property
    def is_used_up(self) -> bool:
        return not self._bytes

    def head(self) -> tuple[bytes, int, dict[str, str]]:
        """Minor version, status and headers."""
        while (end := _HEAD_ENDS.search(self._bytes)) is None:
            if len(self._bytes) > _LONGEST_HEAD:
                raise HTTPException("the head of the answer does not end")
            self._more()
        first, *lines = _FOLDS.sub(b" ", bytes(self._bytes[: end.start()])).split(b"\n")
        del self._bytes[: end.end()]
        said = _STATUS.fullmatch(first.rstrip(b"\r"))
        if said is None:
            raise HTTPException("the answer is no HTTP")
        headers: dict[str, str] = {}
        for line in lines:
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon or not name or name != name.strip():
                raise HTTPException("a line of the head is no header")
            name, value = name.lower(), value.strip()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        return said[1], int(said[2]), headers

    def exactly(self, length: int) -> bytes:
        """Raises IncompleteRead when fewer come."""
        while len(self._bytes) < length:
            self._more()
        found = bytes(self._bytes[:length])
        del self._bytes[:length]
        return found

    def rest(self, most: int) -> bytes:
        """Everything until the other side hangs up, or as much as is wanted."""
        while len(self._bytes) < most and self._came():
            pass
        return bytes(self._bytes[:most])

    def chunks(self, most: int) -> tuple[bytes, bool]:
        """The body, and whether it was read to its end."""
        body = bytearray()
        while size := self._chunk_size():
            if len(body) + size >= most:
                return bytes(body + self.exactly(most - len(body))), False
            body += self.exactly(size)
            if self._line():
                raise HTTPException("a chunk is longer than it says")
        while self._line():
            pass
        return bytes(body), True

    def _chunk_size(self) -> int:
        said = _SIZE.fullmatch(self._line())
        if said is None:
            raise HTTPException("a chunk does not say how long it is")
        return int(said[1], 16)

    def _line(self) -> bytes:
        while (end := self._bytes.find(b"\n")) < 0:
            if len(self._bytes) > _LONGEST_HEAD:
                raise HTTPException("a line of the answer does not end")
            self._more()
        found = bytes(self._bytes[:end]).rstrip(b"\r")
        del self._bytes[: end + 1]
        return found

    def _more(self) -> None:
        if not self._came():
            raise IncompleteRead(bytes(self._bytes))

    def _came(self) -> bool:
        if time.monotonic() > self._until:
            raise TimeoutError("the answer did not end in time")
        piece = self._sock.recv(_PIECE)
        self._bytes += piece
        return bool(piece)
