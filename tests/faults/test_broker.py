"""The broker forgets everything, or says everything three times in any order: each call is made once all the same."""

import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from celery import Celery
from django.utils import timezone

from forms.tasks import MAKE_DOCUMENTS
from integrations.tasks import DELIVER_DUE_EFFECTS, DELIVER_WITH_DOCUMENTS, PICK_UP_FILES
from tests.faults.doctor import findings
from tests.faults.hosts import host
from tests.support.machine import wait_until
from tests.support.stand_ins import RunningSystem, running_system
from tests.support.ward import cast, load_world, lost_card
from workflow.models import Case, Effect
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

CASES, TIMES, SEED = 60, 3, 20260521
PATIENCE = 90
"""Seconds."""
SAID = (
    *((DELIVER_DUE_EFFECTS, "now"),) * 5,
    (DELIVER_WITH_DOCUMENTS, "slow"),
    (MAKE_DOCUMENTS, "slow"),
    (PICK_UP_FILES, "slow"),
)
"""What a broker carries, and on which queue: "look", and nothing else."""


def test_a_broker_that_is_wiped_again_and_again_loses_no_call(tmp_path: Path) -> None:
    load_world()
    with running_system("access-control", tmp_path / "doors.sqlite") as system, host(tmp_path, system):
        wiped = 0
        for number in range(CASES):
            a_lost_card()
            wiped += wipe(tmp_path / ".data" / "broker")
            if number % 10 == 0:
                assert wait_until(lambda: done() > 0 or number == 0, PATIENCE)  # noqa: B023
        assert wait_until(lambda: wiped + wipe(tmp_path / ".data" / "broker") > 0, PATIENCE), "nothing was ever lost"

        assert_each_was_done_once(system)


def test_what_is_said_three_times_and_shuffled_is_done_once(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    chance = random.Random(SEED)
    load_world()
    with running_system("access-control", tmp_path / "doors.sqlite") as system, host(tmp_path, system):
        broker = broker_of(tmp_path / ".data" / "broker")
        for _ in range(CASES // 10):
            for _ in range(10):
                a_lost_card()
            messages = list(SAID) * TIMES
            chance.shuffle(messages)
            for name, queue in messages:
                broker.send_task(name, queue=queue)

        assert_each_was_done_once(system)


def a_lost_card() -> None:
    applicant = cast().applicant
    start_case(
        procedure="id-card-reissue", applicant=applicant, person=applicant, answers=lost_card(), now=timezone.now()
    )


def done() -> int:
    return Effect.objects.filter(status=Effect.Status.DONE).count()


def assert_each_was_done_once(system: RunningSystem) -> None:
    assert wait_until(lambda: done() == CASES, PATIENCE), Counter(Effect.objects.values_list("status", "trouble"))
    cases = {str(case): 1 for case in Case.objects.values_list("uuid", flat=True)}
    assert len(cases) == CASES
    assert Counter(entry["case"] for entry in system.entries) == cases
    assert findings() == {}


def wipe(broker: Path) -> int:
    """Everything the broker keeps; how many messages that were."""
    found = 0
    for message in [path for path in broker.rglob("*") if path.is_file()]:
        with suppress(FileNotFoundError):  # somebody took it in this moment
            message.unlink()
            found += 1
    return found


def broker_of(folder: Path) -> Celery:
    """Somebody else who speaks through the broker of a host."""
    app = Celery("speaker", broker="filesystem://")
    app.conf.broker_transport_options = {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "store_processed": False,
    }
    return app
