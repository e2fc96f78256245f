"""A thousand calls of a thousand cases while workers, connections and the database server are killed."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from tests.faults.calls import SYSTEM
from tests.faults.doctor import findings
from tests.faults.kills import Killer, Process, keep_every_commit, killer
from tests.support.definitions import PROJECT
from tests.support.machine import wait_until
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import cast, load_world, lost_card
from workflow.models import Case, Effect, UserTask
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

CASES, WORKERS, SEED = 1_000, 3, 20260518
KILLS = ("worker", "connection", "worker", "server") * 3
PATIENCE = 240
"""Seconds without any progress."""


def test_a_thousand_calls_are_each_made_once_whatever_is_killed(tmp_path: Path) -> None:
    keep_every_commit()
    load_world()
    started = [a_lost_card() for _ in range(CASES)]

    with running_system("access-control", tmp_path / "doors.sqlite") as system, workers(system) as kills:
        for number, part in enumerate(KILLS):
            reached = CASES * (number + 1) // (len(KILLS) + 2)
            assert wait_until(lambda: done() >= reached, PATIENCE), left()  # noqa: B023
            kills.kill(part)
        finished = wait_until(lambda: done() == CASES, PATIENCE)
        entries = system.entries

    assert finished, left()
    assert Counter(entry["case"] for entry in entries) == {str(case): 1 for case in started}
    assert set(Case.objects.values_list("uuid", flat=True)) == set(started), "what was acknowledged is there"
    assert UserTask.objects.filter(status="open").count() == CASES, "each case waits for its head of section"
    assert Effect.objects.filter(attempts__gt=1).exists(), "no kill was felt, so the test shows nothing"
    assert findings() == {}


def a_lost_card() -> UUID:
    applicant = cast().applicant
    outcome = start_case(
        procedure="id-card-reissue", applicant=applicant, person=applicant, answers=lost_card(), now=timezone.now()
    )
    assert isinstance(outcome, Done), outcome
    return UUID(outcome.result["case"])


def done() -> int:
    return Effect.objects.filter(status=Effect.Status.DONE).count()


def left() -> Counter[tuple[str, str]]:
    return Counter(Effect.objects.values_list("status", "trouble"))


@contextmanager
def workers(system: RunningSystem) -> Iterator[Killer]:
    options = {"url": system.url, "secret": SECRET, "timeout": 20, "allow": LOOPBACK, "at_once": 48}
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"}

    def start(place: int) -> Process:
        command = [sys.executable, "-m", "tests.faults.delivering", f"worker {place}"]
        given = [str(connection.settings_dict["NAME"]), json.dumps({SYSTEM: options})]
        return subprocess.Popen([*command, *given], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)

    kills = killer([start(place) for place in range(WORKERS)], start, SEED)
    try:
        yield kills
    finally:
        for process in kills.workers:
            process.kill()
            process.wait()
