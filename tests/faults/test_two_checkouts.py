"""Two hosts with the same release work on one database: every call reaches its system exactly once."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from meguro_platform.embedded.folder import PROJECT
from tests.support.machine import environment, wait_until
from tests.support.stand_ins import SECRET, RunningSystem, running_system
from tests.support.ward import cast, load_world, lost_card
from workflow.models import Case, Effect
from workflow.services.start_case import start_case

CASES = 40
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
        MEGURO_CONNECTED_SYSTEMS=json.dumps({"入退室": {"url": system.url, "secret": SECRET}}),
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
        system.fault(kind="slow", times=CASES, seconds=0.3)  # so that one host alone is never done at once
        for name in ("east", "west"):
            (tmp_path / name).mkdir()
            running.enter_context(host(tmp_path / name, system))

        for _ in range(CASES):
            start_case(
                procedure="id-card-reissue",
                applicant=applicant,
                person=applicant,
                answers=lost_card(),
                now=timezone.now(),
            )
        settled = wait_until(lambda: not Effect.objects.exclude(status=Effect.Status.DONE).exists(), 60)

        logs = "\n".join((tmp_path / name / "log").read_text() for name in ("east", "west"))
        assert settled, logs
        done = Counter(entry["case"] for entry in system.entries)
        assert done == {str(case): 1 for case in Case.objects.values_list("uuid", flat=True)}
        assert len(done) == CASES
        assert set(Effect.objects.values_list("attempts", flat=True)) == {1}, "one host took what the other had"
        processes = {worker.split(":")[1] for worker in Effect.objects.values_list("leased_by", flat=True)}
        assert len(processes) == 2, "both hosts take part, or the test shows nothing"
