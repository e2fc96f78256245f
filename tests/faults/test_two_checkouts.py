"""Two hosts with the same release work on one database: every call reaches its system exactly once."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from meguro_platform.embedded.folder import PROJECT
from tests.support.machine import environment, wait_until
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import cast, load_world, lost_card
from workflow.models import Case, Effect
from workflow.services.start_case import start_case

FEWEST = 40
"""Cases that are started in any event; more follow until each host has delivered something."""
PATIENCE = 60
"""Seconds."""
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


@pytest.mark.django_db(transaction=True)
def test_two_checkouts_deliver_every_call_once(tmp_path: Path) -> None:
    load_world()
    applicant = cast().applicant
    with ExitStack() as running:
        system = running.enter_context(running_system("access-control", tmp_path / "doors.sqlite"))
        for name in ("east", "west"):
            (tmp_path / name).mkdir()
            running.enter_context(host(tmp_path / name, system))

        ends, started = time.monotonic() + PATIENCE, 0
        while (started < FEWEST or len(hosts_that_took_part()) < 2) and time.monotonic() < ends:
            start_case(
                procedure="id-card-reissue",
                applicant=applicant,
                person=applicant,
                answers=lost_card(),
                now=timezone.now(),
            )
            started += 1
            time.sleep(0.05)
        settled = wait_until(lambda: not Effect.objects.exclude(status=Effect.Status.DONE).exists(), PATIENCE)

        logs = "\n".join((tmp_path / name / "log").read_text() for name in ("east", "west"))
        assert len(hosts_that_took_part()) == 2, f"both hosts take part, or the test shows nothing: {logs}"
        assert settled, logs
        done = Counter(entry["case"] for entry in system.entries)
        assert done == {str(case): 1 for case in Case.objects.values_list("uuid", flat=True)}
        assert len(done) == started
        assert set(Effect.objects.values_list("attempts", flat=True)) == {1}, "one host took what the other had"


def hosts_that_took_part() -> set[str]:
    """The processes that delivered something: host names are equal here, so it is their numbers."""
    workers = Effect.objects.filter(status=Effect.Status.DONE).values_list("leased_by", flat=True).distinct()
    return {worker.split(":")[1] for worker in workers}
