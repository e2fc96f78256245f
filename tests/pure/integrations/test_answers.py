"""Answers of other systems are read as they are sent, in whatever pieces, and never past what was wanted."""

import socket
import threading
import time
from http.client import HTTPException, HTTPResponse
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.connectors.answers import Answer, read_answer

MOST = 1000
WHOLE = {
    "with its length": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    "nothing": b"HTTP/1.1 204 No Content\r\n\r\n",
    "no words for the status": b"HTTP/1.1 429\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n",
    "in chunks": b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\n{"a\r\nA\r\n":1234567}\r\n0\r\n\r\n',
    "chunks and a trailer": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 1\r\n\r\n",
    "until it hangs up": b"HTTP/1.1 200 OK\r\n\r\n{}",
    "old": b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "old and kept": b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\n{}",
    "the last one": b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    "after an interim one": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n",
    "lines that end otherwise": b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
    "a folded line": b"HTTP/1.1 409 Conflict\r\nX-Why: one\r\n  two\r\nContent-Length: 0\r\n\r\n",
    "a name twice": b"HTTP/1.1 200 OK\r\nVia: a\r\nvia: b\r\nContent-Length: 0\r\n\r\n",
    "too long": b"HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + b"x" * 3000,
    "too long in chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nBB8\r\n"
    + b"x" * 3000
    + b"\r\n0\r\n\r\n",
}
BROKEN = {
    "none": b"",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "half a body": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{",
    "half a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
    "a chunk without its length": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}\r\n",
    "a chunk longer than it says": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    "no last chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length of thousands of digits": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5_000 + b"\r\n\r\n{}",
    "a length that is none": b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}",
    "an unknown coding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    "a line that is no header": b"HTTP/1.1 200 OK\r\nhello\r\n\r\n",
    "a blank before the colon": b"HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}",
    "an endless head": b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000,
}


def answer(content: bytes, pieces: tuple[int, ...] = ()) -> Answer:
    """As it is read when it comes in these pieces."""
    ours, theirs = socket.socketpair()

    def send() -> None:
        rest = content
        try:
            for length in pieces:
                theirs.sendall(rest[:length])
                rest = rest[length:]
            theirs.sendall(rest)
            theirs.shutdown(socket.SHUT_WR)
        except OSError:
            return

    sender = threading.Thread(target=send)
    with ours, theirs:
        sender.start()
        try:
            return read_answer(ours, until=time.monotonic() + 10, most=MOST)
        finally:
            ours.close()
            sender.join()


@pytest.mark.parametrize("name", WHOLE)
def test_it_says_what_the_library_says(name: str) -> None:
    class Given:
        def makefile(self, *_: Any) -> Any:
            import io

            return io.BytesIO(WHOLE[name])

    library = HTTPResponse(Given(), method="POST")  # type: ignore[arg-type]
    library.begin()
    found = answer(WHOLE[name])

    assert (found.status, found.body) == (library.status, library.read()[:MOST])
    assert sorted(found.headers) == sorted({key.lower() for key, _ in library.getheaders()})
    assert found.stays == (not library.will_close and len(found.body) < MOST)


@given(name=st.sampled_from(sorted(WHOLE)), pieces=st.lists(st.integers(1, 40), max_size=6))
def test_the_pieces_in_which_it_comes_make_no_difference(name: str, pieces: list[int]) -> None:
    assert answer(WHOLE[name], tuple(pieces)) == answer(WHOLE[name])


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_whole_answer_is_an_error(name: str) -> None:
    with pytest.raises((HTTPException, OSError)):
        answer(BROKEN[name])


def test_a_connection_on_which_more_came_than_was_asked_for_is_not_used_again() -> None:
    assert not answer(WHOLE["with its length"] + b"HTTP/1.1 200 OK\r\n").stays


@given(content=st.binary(max_size=200))
def test_anything_at_all_is_an_answer_or_an_error(content: bytes) -> None:
    try:
        found = answer(b"HTTP/1.1 200 OK\r\n" + content)
    except (HTTPException, OSError):
        return
    assert found.status == 200
