"""Keeps the product's processes alive together, and leaves none behind.

A child that dies is started again, later each time. On the way out every child is asked, then killed with its process
group. Should this process itself be killed, the kernel ends the children (`lifeline`).
"""

import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path

from meguro_platform.embedded import forked
from meguro_platform.embedded.forked import Program
from meguro_platform.embedded.shell import StepFailedError, say

ASKED = 2.0
"""Seconds a child gets to end by itself. An idle worker may need three; killing it loses nothing, ever."""
SOON = 10.0
"""A child that lives shorter than this many seconds makes the next pause longer."""
LONGEST_PAUSE = 8.0
MOST_EARLY_DEATHS = 6
"""A child that dies early this often in a row will not get better; the whole product stops and shows why."""


@dataclass(kw_only=True)
class Child:
    """One supervised process."""

    name: str
    program: Program
    log: Path
    more: Mapping[str, str] = field(default_factory=dict)
    process: ForkProcess | None = None
    started_at: float = 0.0
    early_deaths: int = 0

    def start(self) -> None:
        """Start it in a session of its own, its output in its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = forked.start(self.name, self.program, output=log.fileno(), more=self.more)
        self.started_at = time.monotonic()

    def pause(self) -> float:
        """Seconds to wait before it may be started again."""
        return min(0.2 * float(2**self.early_deaths), LONGEST_PAUSE)

    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-25:])


class Supervisor:
    """All children of one `bootstrap.py run`."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def start(self, child: Child) -> None:
        """Start a child and answer for it from now on."""
        self.children.append(child)
        child.start()

    def look(self) -> None:
        """Start again whoever died. Raises StepFailedError when one dies at every start."""
        for child in self.children:
            if child.process is None or child.process.exitcode is None:
                continue
            lived = time.monotonic() - child.started_at
            if lived < child.pause():
                continue
            child.early_deaths = child.early_deaths + 1 if lived < SOON else 0
            if child.early_deaths > MOST_EARLY_DEATHS:
                raise StepFailedError(f"{child.name} dies at every start:\n{child.last_words()}")
            say(f"{child.name} ended with status {child.process.exitcode}; starting it again")
            child.start()

    def wait_for(self, words: str, is_there: Callable[[], bool], seconds: float) -> None:
        """Wait until something has happened, looking after the children. Raises StepFailedError when it does not."""
        deadline = time.monotonic() + seconds
        while not is_there():
            self.look()
            if time.monotonic() > deadline:
                logs = "\n".join(f"--- {child.name}\n{child.last_words()}" for child in self.children)
                raise StepFailedError(f"{words} did not happen within {seconds:.0f} s\n{logs}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask every child to end, wait a moment, then kill what is left of it and of its own children."""
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + ASKED
        for process in running:
            process.join(max(0.0, deadline - time.monotonic()))
        for process in running:
            assert process.pid is not None  # it was started; 0 would be our own group
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.join()
        self.children.clear()
