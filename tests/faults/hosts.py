"""A host of the product on the test database: a checkout and a data folder of its own, a worker, a sweep, a broker."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connection

from meguro_platform.embedded.folder import PROJECT
from tests.support.machine import environment
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem

PARTS = ("forms", "workflow", "approvals", "integrations", "meguro_platform", "definitions", "manage.py")
"""What a host needs of a checkout; packages come from the one virtual environment."""
_WORKER = "celery --app meguro_platform.celery --quiet worker --pool threads --concurrency 4 --queues now"
_QUIET = "--without-gossip --without-mingle --without-heartbeat --loglevel warning"


@contextmanager
def host(folder: Path, system: RunningSystem) -> Iterator[None]:
    """A checkout of its own with its own data folder and broker, and in it a worker and a sweep."""
    for part in PARTS:
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    for queue in ("messages", "control"):
        (folder / ".data" / "broker" / queue).mkdir(parents=True)
    database = connection.settings_dict
    settings = environment(
        folder / ".data",
        DJANGO_SETTINGS_MODULE="meguro_platform.settings.development",
        PYTHONDONTWRITEBYTECODE="1",  # of a checkout that is gone when the test ends
        DATABASE_URL=f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        MEGURO_CONNECTED_SYSTEMS=json.dumps({"入退室": {"url": system.url, "secret": SECRET, "allow": LOOPBACK}}),
    )
    commands = (("-m", *_WORKER.split(), *_QUIET.split()), ("manage.py", "sweep", "--skip-checks"))
    with ExitStack() as running:
        log = running.enter_context((folder / "log").open("wb"))
        for command in commands:
            running.callback(_end, _started(command, folder, settings, log.fileno()))
        yield


def _started(
    command: tuple[str, ...], folder: Path, settings: Mapping[str, str], log: int
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, *command], cwd=folder, env=dict(settings), stdout=log, stderr=log, start_new_session=True
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, 9)
    process.wait()
