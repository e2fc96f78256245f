"""Two hosts with the same release work on one database: every call reaches its system exactly once."""

import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.utils import timezone

from tests.faults.hosts import host
from tests.support.machine import wait_until
from tests.support.stand_ins import running_system
from tests.support.ward import cast, load_world, lost_card
from workflow.models import Case, Effect
from workflow.services.start_case import start_case

FEWEST = 40
"""Cases that are started in any event; more follow until each host has delivered something."""
PATIENCE = 60
"""Seconds."""


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
