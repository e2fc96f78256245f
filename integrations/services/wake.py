"""Tells the workers that there is something to deliver: best effort, because a sweep each second finds what was missed.

The message leaves from a thread of its own, so neither a slow nor a missing broker holds up whoever committed.
Calls that come while one message is on its way become one more message, not many.
"""

import logging
import threading
from collections.abc import Callable

from celery import current_app

logger = logging.getLogger(__name__)


class Waker:
    """The plug for `workflow.ports.Wake`; `send` publishes one "look" and may be slow or fail."""

    def __init__(self, send: Callable[[], object]) -> None:
        self._send = send
        self._asked = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self) -> None:
        """Return at once; the message follows."""
        self._asked.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():  # also after a fork, which copies no thread
                self._thread = threading.Thread(target=self._work, name="wake", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            try:
                self._send()
            except Exception:
                logger.warning("the workers could not be woken; the sweep will find the work", exc_info=True)


def _look() -> None:
    """By name, because services do not import tasks. A message nobody took for a while says nothing any more."""
    current_app.send_task("integrations.tasks.deliver_due_effects", queue="now", expires=_STALE_AFTER)


_STALE_AFTER = 10
"""Seconds."""

wake = Waker(_look)
