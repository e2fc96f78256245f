"""The proof of a version's routes while its workers are killed: it goes on where it was, and proves everybody."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from approvals.models import RouteProof
from approvals.routing.prove import Proof, prove
from approvals.services.prove_publication import scenes_to_prove
from approvals.services.route_proofs import begin_proofs
from tests.faults.kills import keep_every_commit
from tests.support.definitions import PROJECT
from tests.support.machine import wait_until
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, cast, compiled
from workflow.engine.machine import Machine
from workflow.services.publish_definition import propose_definition

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
PATIENCE = 240
"""Seconds without any progress."""

WORK = """
import sys
from datetime import datetime
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from approvals.services import route_proofs
route_proofs.PIECE = 100
route_proofs.prove_waiting(clock=lambda: datetime.fromisoformat(sys.argv[2]))
"""
FILE = PROJECT / "definitions" / "procedures" / f"{SPENDING}.yaml"
TEXT = FILE.read_text(encoding="utf-8").replace("開始: {できる人: 全職員}", "開始: {できる人: 総務部}")


def test_killed_workers_lose_nothing_that_was_proved() -> None:
    keep_every_commit()
    spending_world()
    program = compiled(FILE.name, TEXT)
    propose_definition(program=program, source=TEXT, by=cast().stranger, note="", now=MONDAY)
    begin_proofs(now=MONDAY)
    seen = [0]

    for _ in range(3):
        with worker() as running:
            assert wait_until(lambda: proof().routes > seen[-1] or proof().finished_at is not None, PATIENCE)
            running.kill()
        seen.append(proof().routes)
    with worker() as running:
        assert running.wait(PATIENCE) == 0

    assert proof().finished_at is not None and proof().faults == []
    assert seen == sorted(seen)
    assert proof().routes == proved_at_once(Machine(program))


def proof() -> RouteProof:
    return RouteProof.objects.get()


def proved_at_once(machine: Machine) -> int:
    """Routes of the same days, by one process that nobody kills."""
    routes = 0
    for scene in scenes_to_prove(machine, MONDAY.date()):
        counted = Proof()
        assert not any(prove(machine, scene.organisation, scene.day, counted))
        routes += counted.routes
    return routes


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that proves until nothing is left."""
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"}
    running = subprocess.Popen([sys.executable, "-c", WORK, name, MONDAY.isoformat()], cwd=PROJECT, env=environment)
    try:
        yield running
    finally:
        running.kill()
        running.wait()
