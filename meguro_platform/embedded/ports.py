"""Finds ports on this machine that nobody listens on."""

import contextlib
import http
import http.client
import socket

HOST = "127.0.0.1"
USUAL = 8000


BACKLOG = 512


def listen(wanted: int) -> socket.socket:
    """A listening socket on the wanted port, or on any free one if somebody has that.

    We hold the socket and the web server inherits it: nobody can take the port in between, and while the server is
    started again callers wait instead of being refused.
    """
    for port in (wanted, 0):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            continue
        return listener
    raise OSError(f"no port is free on {HOST}")


def port_of(listener: socket.socket) -> int:
    """The port a socket listens on."""
    return int(listener.getsockname()[1])


def free_port() -> int:
    """A port that nobody has at this moment."""
    with listen(0) as listener:
        return port_of(listener)


def answers(port: int) -> bool:
    """Whether a web server answers on the port, and not with a fault of its own."""
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=2)) as connection:
        try:
            connection.request("HEAD", "/")
            return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
        except (OSError, http.client.HTTPException):
            return False
