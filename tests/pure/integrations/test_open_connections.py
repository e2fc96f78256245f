"""Connections stay open between calls, and one that the other side has closed is not used again."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import InvalidURL
from typing import IO

import pytest

from integrations.connectors.http import HttpConnector
from integrations.connectors.open_connections import Line, ask
from integrations.reply import Reply
from tests.support.orders import an_order, connection

YES = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass(slots=True)
class Service:
    """Hangs up after so many answers."""

    url: str
    calls: list[int] = field(default_factory=list)
    """How many calls each connection brought."""
    hung_up: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


@contextmanager
def a_service(answers_per_connection: int) -> Iterator[Service]:
    listener = socket.create_server(("127.0.0.1", 0))
    service = Service(f"http://127.0.0.1:{listener.getsockname()[1]}/")

    def serve() -> None:
        while True:
            try:
                taken, _ = listener.accept()
            except OSError:
                return
            service.calls.append(0)
            with taken, taken.makefile("rb") as received:
                while service.calls[-1] < answers_per_connection and took_a_call(received):
                    service.calls[-1] += 1
                    taken.sendall(YES)
            service.hung_up.release()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def took_a_call(received: IO[bytes]) -> bool:
    length = 0
    while line := received.readline().strip().lower():
        name, _, value = line.partition(b":")
        length = int(value) if name == b"content-length" else length
    return length > 0 and len(received.read(length)) == length


def call(connector: HttpConnector, service: Service) -> None:
    reply = connector.deliver(an_order(to=connection(url=service.url)))
    assert isinstance(reply, Reply)
    assert reply.status == 204


def test_calls_one_after_another_share_a_connection() -> None:
    with a_service(answers_per_connection=10) as service, HttpConnector() as connector:
        for _ in range(4):
            call(connector, service)

    assert service.calls == [4]


def test_a_connection_that_was_closed_meanwhile_is_not_used_again() -> None:
    with a_service(answers_per_connection=1) as service, HttpConnector() as connector:
        for _ in range(3):
            call(connector, service)
            assert service.hung_up.acquire(timeout=10)

    assert service.calls == [1, 1, 1]


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/a", {"x-key": "1\r\nx-admin: yes"}),
        ("/a", {"x-key": "1\nx-admin: yes"}),
        ("/a", {"x-key": "1\0"}),
        ("/a HTTP/1.1\r\nx: y", {}),
        ("/a b", {}),
        ("/目黒", {}),
    ],
)
def test_a_value_that_would_become_a_line_of_its_own_is_not_sent(target: str, headers: dict[str, str]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with pytest.raises(InvalidURL):
            ask(Line(ours), "POST", target, headers, b"{}")

        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(1)


def test_a_request_goes_out_whole() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ask(Line(ours), "POST", "/a?b=1", {"host": "h", "x-key": "1"}, b"{}")

        assert theirs.recv(1000) == b"POST /a?b=1 HTTP/1.1\r\nhost: h\r\nx-key: 1\r\ncontent-length: 2\r\n\r\n{}"
