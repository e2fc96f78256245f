"""A batch of 3,500 while workers and connections are killed: everybody once, and all at the same instant."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from forms.issuance.batch import BatchStatus
from forms.issuance.consent import Act
from forms.models import Channel, Consent, IssuedDocument, IssueRow
from forms.selectors.issuance.readable import readable_documents
from meguro_platform.models import User
from tests.support.database import superuser
from tests.support.definitions import PROJECT
from tests.support.issuance import CONSENT, a_kind, an_ask, fresh, kept, pay, start, told_cases

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

PEOPLE, WORKERS, KILLS, SEED = 3_500, 3, 25, 20260515
ON_PAPER = 500
"""The last of them have not agreed."""

WORK = """
import sys, time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from django.utils import timezone
from forms.services.issuance.make_documents import make_documents
from forms.services.issuance.tick import look_after_batches
while True:
    try:
        look_after_batches(now=timezone.now())
        make_documents(clock=timezone.now)
    except Exception as error:
        print(error, flush=True)
        connection.close()
    time.sleep(0.05)
"""


def test_everybody_gets_one_document_and_all_at_the_same_instant() -> None:
    a_kind()
    people = list(everybody())
    publish_at = timezone.now() + timedelta(seconds=8)
    batch = start(an_ask(kept(pay(number) for number in range(1, PEOPLE + 1)), publish_at=publish_at), timezone.now())
    sample = [person.uuid for person in people[: PEOPLE - ON_PAPER : 150]]
    chance, seen = random.Random(SEED), set[tuple[int, ...]]()

    with told_cases(), workers() as running:
        deadline = time.monotonic() + 240
        for _ in range(KILLS):
            kill_one(running, chance)
            time.sleep(0.4)
            seen.add(readable(sample))
        while fresh(batch).status != BatchStatus.PUBLISHED and time.monotonic() < deadline:
            seen.add(readable(sample))
            time.sleep(0.2)

    assert fresh(batch).status == BatchStatus.PUBLISHED
    assert seen | {readable(sample)} <= {(0,), (1,)}
    assert readable(sample) == (1,)
    assert IssuedDocument.objects.count() == IssuedDocument.objects.values("person").distinct().count() == PEOPLE
    states = dict.fromkeys(("published", "paper"), 0)
    for state in IssueRow.objects.values_list("state", flat=True):
        states[state] += 1
    assert states == {"published": PEOPLE - ON_PAPER, "paper": ON_PAPER}


def everybody() -> Iterator[User]:
    people = [User(staff_number=f"{number:08d}", name=f"職員{number}") for number in range(1, PEOPLE + 1)]
    yield from User.objects.bulk_create(people, batch_size=1000)
    Consent.objects.bulk_create(
        Consent(
            person=person.uuid,
            consent=CONSENT,
            act=Act.AGREE.value,
            at=timezone.now() - timedelta(days=1),
            text_version=1,
            channel=Channel.SCREEN,
            recorded_by=person.uuid,
        )
        for person in people[: PEOPLE - ON_PAPER]
    )


def readable(sample: Sequence[UUID]) -> tuple[int, ...]:
    """How many documents people can read at one instant: (0,) or (1,) when it is the same for all."""
    now = timezone.now()
    return tuple(sorted({readable_documents(person, now).count() for person in sample}))


@contextmanager
def workers() -> Iterator[list[subprocess.Popen[bytes]]]:
    running = [worker() for _ in range(WORKERS)]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WORK, str(connection.settings_dict["NAME"])]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"}
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)


def kill_one(running: list[subprocess.Popen[bytes]], chance: random.Random) -> None:
    """kill -9 of a worker, which is started again, or the end of a connection in the middle of its work."""
    if chance.random() < 0.7:
        place = chance.randrange(len(running))
        running[place].send_signal(signal.SIGKILL)
        running[place].wait()
        running[place] = worker()
        return
    with connection.cursor() as cursor, superuser() as server:
        cursor.execute("SELECT pg_backend_pid()")
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = 'meguro_app' AND pid <> %s LIMIT 1",
            [connection.settings_dict["NAME"], cursor.fetchone()[0]],
        )
