"""Threads that carry calls: few while the systems answer at once, many while they are slow.

Threads that wait for an answer cost nothing. Threads that all have something to do take the processor from each other
at every step of a call. Therefore another one begins only while calls wait for a thread and those that there are get
through few.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, TypeVar

Key = TypeVar("Key")
Result = TypeVar("Result")

_LOOK_EVERY = 0.005
"""Seconds between two looks whether more threads are needed."""
_QUICK = 2
"""Calls that a thread gets through between two looks when more threads would not help."""


class Carriers(Generic[Key, Result]):
    """Use it as a context manager; on leaving, what was not begun is left undone."""

    def __init__(self, most: int) -> None:
        """`most` threads at the same time."""
        self._most = most
        self._work: SimpleQueue[tuple[Key, Callable[[], Result]] | None] = SimpleQueue()
        self._finished: deque[tuple[Key, Result]] = deque()
        self._bell = threading.Event()
        self._threads: list[threading.Thread] = []
        self._handed = 0
        self._on_the_way = 0
        """Handed over, and not given back yet."""
        self._looked_at, self._taken_then = 0.0, 0
        self._leaving = False

    def __enter__(self) -> "Carriers[Key, Result]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving = True
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join()

    def hand(self, key: Key, work: Callable[[], Result]) -> None:
        """Have something done, which must not raise."""
        self._handed += 1
        self._on_the_way += 1
        self._work.put((key, work))

    def finished(self, within: float, *, gather: float) -> list[tuple[Key, Result]]:
        """What is done: waits for the first, and then a moment for more unless nothing else is on its way."""
        self._wait(lambda: bool(self._finished), within)
        if self._finished:
            self._wait(lambda: len(self._finished) >= self._on_the_way, gather)
        found = []
        while self._finished:
            found.append(self._finished.popleft())
        self._on_the_way -= len(found)
        return found

    def _wait(self, enough: Callable[[], bool], seconds: float) -> None:
        ends = time.monotonic() + seconds
        while True:
            self._bell.clear()
            left = ends - time.monotonic()
            if enough() or left <= 0:
                return
            self._hire()
            self._bell.wait(min(left, _LOOK_EVERY) if self._work.qsize() else left)

    def _hire(self) -> None:
        """As many threads again, when calls wait and those that there are are held up."""
        now, waiting, threads = time.monotonic(), self._work.qsize(), len(self._threads)
        if not waiting or (threads and now - self._looked_at < _LOOK_EVERY):
            return
        taken = self._handed - waiting
        if taken - self._taken_then < threads * _QUICK or not threads:
            for _ in range(min(max(threads, 1), waiting, self._most - threads)):
                thread = threading.Thread(target=self._carry, name=f"carrier {len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
        self._looked_at, self._taken_then = now, taken

    def _carry(self) -> None:
        while (asked := self._work.get()) is not None and not self._leaving:
            key, work = asked
            self._finished.append((key, work()))
            if len(self._finished) in (1, self._on_the_way):
                self._bell.set()
