"""The private PostgreSQL cluster of a checkout: whoever needs it joins it, the first starts it, the last ends it."""

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from meguro_platform.embedded.binaries import choose
from meguro_platform.embedded.folder import PROJECT
from meguro_platform.embedded.keeper import KEEPER_LOCK, USERS_LOCK
from meguro_platform.embedded.server import Server, ServerFailedError

START_LOCK = "start.lock"

_FOR_OTHERS: list[subprocess.Popen[str]] = []
"""Keepers we started that go on for somebody else; only held so that Python does not complain about them."""


class Membership:
    """One user's hold on the cluster. It ends with `leave`, or with the process, however that ends."""

    def __init__(self, data: Path, *, quick: bool = False) -> None:
        """Join the cluster of this folder, starting it if nobody has. Raises NoPostgresError, ServerFailedError."""
        self.data = data
        self.quick = quick
        self.binaries = choose(data)  # a machine without PostgreSQL is told here, in this process
        data.mkdir(parents=True, exist_ok=True)
        self._hold = (data / USERS_LOCK).open("w")
        fcntl.flock(self._hold, fcntl.LOCK_SH)  # waits while the last keeper is closing
        self._keeper: subprocess.Popen[str] | None = None
        self.ensure_running()

    def ensure_running(self) -> None:
        """Start the keeper if there is none; two users who come at once start one."""
        with (self.data / START_LOCK).open("w") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            with (self.data / KEEPER_LOCK).open("w") as place:
                if not _try_alone(place):
                    return  # the keeper has it
            self._start_keeper()

    def leave(self) -> None:
        """Let go; when nobody else holds on, wait until the server has shut down."""
        was_last = _try_alone(self._hold)
        self._hold.close()
        if self._keeper is None:
            return
        if not was_last:
            _FOR_OTHERS.append(self._keeper)
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._keeper.wait(timeout=4)

    def _start_keeper(self) -> None:
        if self._keeper:
            self._keeper.wait()  # its lock is free, so it has ended or is just ending
        command = [sys.executable, "-m", "meguro_platform.embedded.keeper", str(self.data)]
        self._keeper = subprocess.Popen(
            command + (["quick"] if self.quick else []),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd=PROJECT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert self._keeper.stdout is not None
        with self._keeper.stdout as answer:
            words = answer.readline()
            if words.strip() != "ready":
                raise ServerFailedError(words + answer.read() or "the keeper of the private PostgreSQL said nothing")


def make_files(data: Path) -> None:
    """Make the cluster's files if they are not there; whoever joins meanwhile waits.

    Raises NoPostgresError, ServerFailedError.
    """
    data.mkdir(parents=True, exist_ok=True)
    with (data / START_LOCK).open("w") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        Server(data=data, binaries=choose(data)).prepare()


@contextlib.contextmanager
def in_use(data: Path, *, quick: bool = False) -> Iterator[Membership]:
    """The cluster runs inside this block."""
    membership = Membership(data, quick=quick)
    try:
        yield membership
    finally:
        membership.leave()


def _try_alone(lock: IO[str]) -> bool:
    """Whether the lock could be had alone at once; on False it may be lost altogether."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    make_files(Path(sys.argv[1]))
