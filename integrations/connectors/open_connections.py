"""Connections over HTTP that stay open between calls. One is used by one thread at a time.

Requests are written here and answers read by `answers`, rather than by a larger library: a call costs a tenth of the
processor's time, and the worker's threads share one processor.
"""

import http.client
import re
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from integrations.systems.connection import Connection


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


@dataclass(slots=True)
class Line:
    """A connection that is open."""

    sock: socket.socket
    stays: bool = True
    """Whether it may be used again: its last answer was read to the end, and the other side keeps it open."""


class OpenConnections:
    """Those that nobody uses at the moment, by where they lead."""

    def __init__(self) -> None:
        self._idle: dict[Endpoint, list[Line]] = {}
        self._contexts: dict[Connection, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Hang up everywhere."""
        for found in self._idle.values():
            for each in found:
                each.sock.close()

    @contextmanager
    def to(self, endpoint: Endpoint, deadline: float) -> Iterator[Line]:
        """One that is open; it is kept for the next call if it stays. Raises Unreached."""
        line = self._taken(endpoint) or self._opened(endpoint, deadline)
        try:
            line.sock.settimeout(left(deadline))
            yield line
        except BaseException:
            line.sock.close()
            raise
        if not line.stays:
            line.sock.close()
            return
        with self._lock:
            self._idle.setdefault(endpoint, []).append(line)

    def _taken(self, endpoint: Endpoint) -> Line | None:
        """The one used last. What the other side has closed meanwhile is readable, and is left."""
        while True:
            with self._lock:
                idle = self._idle.get(endpoint)
                line = idle.pop() if idle else None
            if line is None:
                return None
            watched = select.poll()
            watched.register(line.sock, select.POLLIN)
            if not watched.poll(0):
                return line
            line.sock.close()

    def _opened(self, endpoint: Endpoint, deadline: float) -> Line:
        try:
            sock = socket.create_connection((endpoint.address, endpoint.port), timeout=left(deadline))
        except OSError as problem:
            raise Unreached(str(problem)) from problem
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if endpoint.secure:
                sock = self._context(endpoint.connection).wrap_socket(sock, server_hostname=endpoint.host)
        except OSError as problem:
            sock.close()
            raise Unreached(str(problem)) from problem
        return Line(sock)

    def _context(self, connection: Connection) -> ssl.SSLContext:
        with self._lock:
            if connection not in self._contexts:
                self._contexts[connection] = _verifying(connection)
            return self._contexts[connection]


def ask(line: Line, method: str, target: str, headers: Mapping[str, str], body: bytes) -> None:
    """Send a request in one piece. Raises OSError, and InvalidURL for a head that would become another request."""
    lines = (f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()))
    head = "\r\n".join((*lines, f"content-length: {len(body)}", "", ""))
    breaks = len(lines) + 2
    if _UNFIT_TARGET.search(target) or head.count("\r") != breaks or head.count("\n") != breaks or "\0" in head:
        raise http.client.InvalidURL("a line of the request holds characters that end it")
    line.sock.sendall(head.encode("latin-1") + body)


_UNFIT_TARGET = re.compile(r"[^\x21-\x7e]")


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
