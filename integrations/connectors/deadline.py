"""A limit for a whole conversation: the time-out of a socket begins anew with every byte that trickles in."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Limit:
    """How to hang up; whoever opens a connection says it as soon as there is one."""

    def __init__(self) -> None:
        self.hang_up: Callable[[], object] = lambda: None
        self.is_over = threading.Event()

    def end(self) -> None:
        self.is_over.set()
        with suppress(Exception):  # it may be closed already, or in this moment
            self.hang_up()


@contextmanager
def limited(seconds: float) -> Iterator[Limit]:
    """Hang up after so long; what that leads to is whatever the library makes of it."""
    limit = Limit()
    timer = threading.Timer(seconds, limit.end)
    timer.daemon = True
    timer.start()
    try:
        yield limit
    finally:
        timer.cancel()


@contextmanager
def within(seconds: float) -> Iterator[Limit]:
    """Hang up after so long. Raises TimeoutError in place of whatever that led to."""
    with limited(seconds) as limit:
        try:
            yield limit
        except Exception as problem:
            if limit.is_over.is_set():
                raise TimeoutError("it was not over in time") from problem
            raise
