"""How far something long has come, and its end when it takes longer than it may."""

import subprocess
import sys
import time
from pathlib import Path

_EVERY, _LOOK = 15.0, 0.2
"""Seconds."""


class TooLong(Exception):
    """It was ended, because it had taken all the time it was given."""


def say(text: str) -> None:
    """At once, also into a file."""
    print(text, file=sys.stderr, flush=True)


def finished_reading(program: "subprocess.Popen[str]", path: Path, *, seconds: float) -> str:
    """What the program printed once it ended, saying meanwhile how far it is in this file. Raises TooLong."""
    began = said = time.monotonic()
    while program.poll() is None:
        now = time.monotonic()
        if now - said >= _EVERY or now - began > seconds:
            said, place = now, f"{path.name}: {now - began:.0f} s, {_place_in(program.pid, path):.0%} of a pass over it"
            say(place)
            if now - began > seconds:
                program.kill()
                program.wait()
                raise TooLong(f"not finished: {place}")
        time.sleep(_LOOK)
    out, err = program.communicate()
    if program.returncode:
        raise RuntimeError(err)
    return out


def _place_in(process: int, path: Path) -> float:
    """Which share of the file lies before the place it reads at; 0 when it does not have it open."""
    folder = Path("/proc") / str(process)
    try:
        for link in (folder / "fd").iterdir():
            if link.resolve() == path.resolve():
                place = (folder / "fdinfo" / link.name).read_text().split()[1]
                return int(place) / max(path.stat().st_size, 1)
    except OSError:
        pass
    return 0.0
