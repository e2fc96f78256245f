"""Runs commands of the set-up and says how long each took; everything is told at once, into a pipe too."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from meguro_platform.embedded.folder import PROJECT
from meguro_platform.embedded.lifeline import tied_to_me

STARTED_AT = "MEGURO_STARTED_AT"
"""Environment variable that tells a command begun again when it first began."""
STARTED = float(os.environ.pop(STARTED_AT, time.monotonic()))


class StepFailedError(Exception):
    """A command of the set-up failed; the text is for the person at the terminal."""


def say(words: str) -> None:
    """Print one line at once, with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {words}", flush=True)


class Step:
    """One command of the set-up, begun; it is told when it is finished, and dies with this process."""

    def __init__(self, words: str, command: Sequence[str | Path], more: Mapping[str, str] | None = None) -> None:
        self._words, self._command, self._began = words, command, time.monotonic()
        self._child = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=tied_to_me(),
        )

    def finish(self, *, beside: bool = False) -> None:
        """Wait for its end. Raises StepFailedError with the end of what it wrote.

        How long one took that went on beside others is not told: it was only asked now.
        """
        with self._child as child:
            try:
                output, _ = child.communicate()
            except BaseException:  # a signal: take the command and its children along
                os.killpg(child.pid, signal.SIGKILL)
                raise
        if child.returncode:
            line = " ".join(str(word) for word in self._command)
            raise StepFailedError(
                f"{self._words}: this command failed with status {child.returncode}:\n  {line}\n{output[-3000:]}"
            )
        say(f"{self._words} ({'meanwhile' if beside else f'{time.monotonic() - self._began:.1f} s'})")


def run(words: str, command: Sequence[str | Path], *, more: Mapping[str, str] | None = None) -> None:
    """Run one command quietly. Raises StepFailedError with the end of what it wrote."""
    Step(words, command, more).finish()


def spoken(command: Sequence[str | Path]) -> tuple[int, list[str]]:
    """Run one command, pass on what it writes as it comes and return its exit status and its lines."""
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=tied_to_me(),
    ) as child:
        assert child.stdout is not None
        said = b""
        try:
            while piece := os.read(child.stdout.fileno(), 65_536):
                sys.stdout.buffer.write(piece)
                sys.stdout.buffer.flush()
                said += piece
        except BaseException:  # a signal: take the command and its children along
            os.killpg(child.pid, signal.SIGKILL)
            raise
    return child.returncode, said.decode(errors="replace").splitlines()
