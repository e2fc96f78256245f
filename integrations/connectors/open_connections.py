"""Connections over HTTP that stay open between calls. One is used by one thread at a time.

http.client rather than a larger library: a call costs a fifth of the processor's time, and the worker's threads share
one processor.
"""

import http.client
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from integrations.systems.connection import Connection

_PIECE = 65536


class Unreached(Exception):
    """There is no connection, so nothing was sent; the cause says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a connection leads: the name for the other side to hear, the address that was chosen for it."""

    connection: Connection
    secure: bool
    host: str
    port: int
    address: str


class OpenConnections:
    """Those that nobody uses at the moment, by where they lead."""

    def __init__(self) -> None:
        self._idle: dict[Endpoint, list[http.client.HTTPConnection]] = {}
        self._contexts: dict[Connection, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Hang up everywhere."""
        for found in self._idle.values():
            for each in found:
                each.close()

    @contextmanager
    def to(self, endpoint: Endpoint, deadline: float) -> Iterator[http.client.HTTPConnection]:
        """One that is open; it is kept for the next call if its answer was read to the end. Raises Unreached."""
        connection = self._taken(endpoint) or self._opened(endpoint, deadline)
        try:
            connection.sock.settimeout(left(deadline))
            yield connection
        except BaseException:
            connection.close()
            raise
        if connection.sock is None:
            return
        with self._lock:
            self._idle.setdefault(endpoint, []).append(connection)

    def _taken(self, endpoint: Endpoint) -> http.client.HTTPConnection | None:
        """The one used last. What the other side has closed meanwhile is readable, and is left."""
        while True:
            with self._lock:
                idle = self._idle.get(endpoint)
                connection = idle.pop() if idle else None
            if connection is None:
                return None
            watched = select.poll()
            watched.register(connection.sock, select.POLLIN)
            if not watched.poll(0):
                return connection
            connection.close()

    def _opened(self, endpoint: Endpoint, deadline: float) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
        try:
            connection.sock = socket.create_connection((endpoint.address, endpoint.port), timeout=left(deadline))
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if endpoint.secure:
                context = self._context(endpoint.connection)
                connection.sock = context.wrap_socket(connection.sock, server_hostname=endpoint.host)
        except OSError as problem:
            connection.close()
            raise Unreached(str(problem)) from problem
        return connection

    def _context(self, connection: Connection) -> ssl.SSLContext:
        with self._lock:
            if connection not in self._contexts:
                self._contexts[connection] = _verifying(connection)
            return self._contexts[connection]


def answer_of(connection: http.client.HTTPConnection, deadline: float, most: int) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and at most `most` bytes of the body, undecoded.

    A receiver that trickles a byte now and then is stopped at the deadline. Raises OSError and HTTPException.
    """
    response = connection.getresponse()
    received = bytearray()
    while piece := response.read1(_PIECE):
        received += piece
        if len(received) >= most:
            connection.close()
            break
        if left(deadline) <= _MOMENT:
            raise TimeoutError("the answer did not end in time")
    else:
        if response.length:
            raise http.client.IncompleteRead(bytes(received), response.length)
    response.close()
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        known = headers.get(name.lower())
        headers[name.lower()] = f"{known}, {value}" if known is not None else value
    return response.status, headers, bytes(received[:most])


_MOMENT = 0.001


def left(deadline: float) -> float:
    """Seconds until then; never nothing, which a socket would take for "do not wait"."""
    return max(deadline - time.monotonic(), _MOMENT)


def _verifying(connection: Connection) -> ssl.SSLContext:
    """Verifies the other side always. Raises OSError for a file that is missing or no PEM."""
    tls = connection.tls
    context = ssl.create_default_context(cafile=tls.authority or None if tls else None)
    if tls and tls.certificate:
        context.load_cert_chain(tls.certificate, tls.key or None)
    return context
