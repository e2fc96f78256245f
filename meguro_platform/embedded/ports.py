"""Finds ports on this machine that nobody listens on."""

import http
import http.client
import socket

HOST = "127.0.0.1"
USUAL = 8000


def free_port(wanted: int = 0) -> int:
    """The wanted port if it is free, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((HOST, port))
            except OSError:
                continue
            return int(attempt.getsockname()[1])
    raise OSError(f"no port is free on {HOST}")


def answers(port: int) -> bool:
    """Whether a web server answers on the port, and not with a fault of its own."""
    try:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        connection.request("HEAD", "/")
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
