"""Workers and systems that stop, hang, answer nonsense or forget to answer: each call is done exactly once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from integrations.models import Attempt
from tests.faults.calls import SYSTEM, key_of, order
from tests.support.definitions import PROJECT
from tests.support.machine import wait_until
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from workflow.models import Effect

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
PATIENCE = 90
"""Seconds."""


@contextmanager
def worker(name: str, system: RunningSystem) -> Iterator["subprocess.Popen[bytes]"]:
    options = {"url": system.url, "secret": SECRET, "timeout": 20, "allow": LOOPBACK}
    command = [sys.executable, "-m", "tests.faults.delivering", name, str(connection.settings_dict["NAME"])]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"}
    process = subprocess.Popen([*command, json.dumps({SYSTEM: options})], cwd=PROJECT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[RunningSystem]:
    with running_system("access-control", tmp_path / "doors.sqlite") as system:
        yield system


def all_done() -> bool:
    return not Effect.objects.exclude(status=Effect.Status.DONE).exists()


def done_by(system: RunningSystem) -> Counter[str]:
    return Counter(entry["key"] for entry in system.entries)


def test_a_worker_that_slept_through_its_lease_changes_nothing_when_it_wakes(doors: RunningSystem) -> None:
    """Its calls were taken over and are on their way again; what it brings is out of date."""
    doors.fault(kind="slow", times=16, seconds=8)
    with worker("sleeper", doors) as sleeper:
        order(16, timeout=15)
        assert wait_until(lambda: Effect.objects.filter(leased_by="sleeper").count() == 16, PATIENCE)
        time.sleep(2)  # until threads have begun them all: what was not begun by then would not be sent any more
        sleeper.send_signal(signal.SIGSTOP)
        doors.fault(kind="slow", times=16, seconds=6)
        with worker("heir", doors):
            heirs = Effect.objects.filter(leased_by="heir", leased_until__isnull=False)
            taken = wait_until(lambda: heirs.count() == 16, PATIENCE)
            assert taken, "the leases never ended"
            sleeper.send_signal(signal.SIGCONT)
            said = Attempt.objects.filter(number=1, ended_at__isnull=False)
            assert wait_until(lambda: said.count() == 16, PATIENCE), "whoever woke up never said what it brought"
            assert wait_until(all_done, PATIENCE)

    settled = Effect.objects.values_list("pk", "settled_at")
    by_the_heir = Attempt.objects.filter(number=2).values_list("effect", "ended_at")
    assert set(settled) == set(by_the_heir), "whoever woke up wrote into calls that another worker holds"
    assert set(Effect.objects.values_list("leased_by", "attempts", "fence")) == {("heir", 2, 2)}
    assert done_by(doors) == {key_of(number): 1 for number in range(16)}


def test_whatever_a_system_does_each_call_is_done_once(doors: RunningSystem) -> None:
    """Broken, busy, hanging up, doing it without an answer, nonsense, slow: one after the other, then as usual.

    Between troubles it shows life, so that its breaker stays closed however many calls are on their way at a time.
    """
    for kind in ("error", "drop", "swallow", "garbage"):
        doors.fault(kind=kind, times=9, seconds=1 if kind == "swallow" else 0)
        doors.fault(kind="busy", times=2, seconds=1)
        doors.fault(kind="slow", times=2, seconds=2)

    with worker("one", doors), worker("other", doors):
        order(120)
        finished = wait_until(all_done, PATIENCE)

    assert finished, Counter(Effect.objects.values_list("status", "trouble"))
    assert done_by(doors) == {key_of(number): 1 for number in range(120)}
    assert Effect.objects.filter(attempts__gt=1).count() >= 9, "no call was tried again, so the test shows nothing"


def test_a_system_that_goes_away_and_comes_back_gets_every_call_once(tmp_path: Path) -> None:
    ledger = tmp_path / "doors.sqlite"
    with running_system("access-control", ledger) as system:
        port = int(system.url.rstrip("/").rpartition(":")[2])
        with worker("one", system), worker("other", system):
            order(400)
            assert wait_until(lambda: Effect.objects.filter(status="done").count() >= 50, PATIENCE)
            system.process.kill()
            system.process.wait()
            left = Effect.objects.exclude(status="done").count()
            assert wait_until(lambda: Effect.objects.exclude(trouble="").exists(), PATIENCE), "nobody noticed"
            with running_system("access-control", ledger, port=port) as again:
                finished = wait_until(all_done, PATIENCE)
                done = done_by(again)

    assert left > 0, "everything was done before the system went away"
    assert finished, Counter(Effect.objects.values_list("status", "trouble"))
    assert done == {key_of(number): 1 for number in range(400)}
