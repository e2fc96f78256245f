"""Reaching systems over HTTP, against servers that behave badly."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from integrations.connectors.http import HttpConnector
from integrations.errors import Trouble
from integrations.message import LARGEST_BODY
from integrations.reply import NoReply, Reply
from tests.support.orders import an_order, connection


@contextmanager
def a_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A listener that takes one connection and does `answer`."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.recv(65536)
            answer(connection)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def post(url: str, seconds: float = 10) -> Reply | NoReply:
    with HttpConnector() as connector:
        return connector.deliver(an_order(to=connection(url=url), seconds=seconds))


def trouble_of(url: str, seconds: float = 10) -> Trouble:
    reply = post(url, seconds)
    assert isinstance(reply, NoReply)
    return reply.trouble


def test_an_answer_is_read() -> None:
    with a_server(lambda c: c.sendall(b"HTTP/1.1 429 Busy\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}")) as url:
        reply = post(url)

    assert reply == Reply(status=429, headers={"retry-after": "3", "content-length": "2"}, body=b"{}")


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert trouble_of(f"http://127.0.0.1:{port}/") is Trouble.UNREACHABLE


def test_an_unknown_host_is_unreachable() -> None:
    assert trouble_of("http://nobody.invalid/") is Trouble.UNREACHABLE


def test_silence_times_out() -> None:
    done = Event()
    with a_server(lambda _: assert_set(done)) as url:
        assert trouble_of(url, seconds=0.2) is Trouble.TIMED_OUT
        done.set()


def assert_set(done: Event) -> None:
    assert done.wait(10)


def test_an_answer_that_trickles_is_given_up_at_the_deadline() -> None:
    done = Event()

    def trickle(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(60):
            if done.wait(0.05):
                return
            connection.sendall(b" ")

    with a_server(trickle) as url:
        assert trouble_of(url, seconds=0.3) is Trouble.TIMED_OUT
        done.set()


def test_hanging_up_is_cut_off() -> None:
    with a_server(lambda _: None) as url:
        assert trouble_of(url) is Trouble.CUT_OFF


def test_half_an_answer_is_cut_off() -> None:
    with a_server(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{")) as url:
        assert trouble_of(url) is Trouble.CUT_OFF


def test_an_answer_that_is_no_http_is_cut_off() -> None:
    with a_server(lambda c: c.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")) as url:
        assert trouble_of(url) is Trouble.CUT_OFF


def test_an_endless_answer_is_not_read_to_the_end() -> None:
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        try:
            for _ in range(1000):
                connection.sendall(b"x" * 65536)
        except OSError:
            return

    with a_server(flood) as url:
        reply = post(url)

    assert isinstance(reply, Reply)
    assert len(reply.body) == LARGEST_BODY + 1


def test_a_compressed_answer_is_not_unpacked() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n"
    with a_server(lambda c: c.sendall(head + b"\x1f\x8b\x08\x00")) as url:
        reply = post(url)

    assert isinstance(reply, Reply)
    assert reply.body == b"\x1f\x8b\x08\x00"


def test_a_redirect_is_not_followed() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
    with a_server(lambda c: c.sendall(head)) as url:
        reply = post(url)

    assert isinstance(reply, Reply)
    assert reply.status == 302


def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    with a_server(lambda c: c.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")) as url:
        assert post(url) == Reply(status=204)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "入退室", ""])
def test_an_address_that_is_none_is_not_connected(url: str) -> None:
    assert trouble_of(url) is Trouble.NOT_CONNECTED
