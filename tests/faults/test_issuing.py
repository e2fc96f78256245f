"""A batch of 3,500 while workers and servers are killed: everybody once, and all at the same instant."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from forms.issuance.batch import BatchStatus
from forms.issuance.consent import Act
from forms.models import Channel, Consent, IssuedDocument, IssueRow
from forms.selectors.issuance.readable import readable_documents
from meguro_platform.models import User
from tests.faults.doctor import findings
from tests.faults.kills import Killer, Process, keep_every_commit, killer
from tests.support.definitions import PROJECT
from tests.support.issuance import CONSENT, a_kind, an_ask, fresh, kept, pay, start, told_cases
from tests.support.machine import wait_until

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

PEOPLE, WORKERS, SEED = 3_500, 3, 20260515
KILLS = ("worker", "connection", "worker", "worker", "server") * 4
ON_PAPER = 500
"""The last of them have not agreed."""
PATIENCE = 240
"""Seconds without any progress."""

WORK = """
import sys, time
import django
django.setup()
from django.db import connection, transaction
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
    keep_every_commit()
    a_kind()
    people = list(everybody())
    publish_at = timezone.now() + timedelta(seconds=8)
    batch = start(an_ask(kept(pay(number) for number in range(1, PEOPLE + 1)), publish_at=publish_at), timezone.now())
    sample = [person.uuid for person in people[: PEOPLE - ON_PAPER : 150]]
    seen = set[tuple[int, ...]]()

    def looked(enough: Callable[[], bool]) -> bool:
        seen.add(readable(sample))
        return enough()

    with told_cases(), workers() as kills:
        for number, part in enumerate(KILLS):
            made = PEOPLE * number // len(KILLS)
            assert wait_until(lambda: looked(lambda: IssuedDocument.objects.count() >= made), PATIENCE)  # noqa: B023
            kills.kill(part)
        assert wait_until(lambda: looked(lambda: fresh(batch).status == BatchStatus.PUBLISHED), PATIENCE)

    assert fresh(batch).status == BatchStatus.PUBLISHED
    assert seen | {readable(sample)} <= {(0,), (1,)}
    assert readable(sample) == (1,)
    assert IssuedDocument.objects.count() == IssuedDocument.objects.values("person").distinct().count() == PEOPLE
    states = dict.fromkeys(("published", "paper"), 0)
    for state in IssueRow.objects.values_list("state", flat=True):
        states[state] += 1
    assert states == {"published": PEOPLE - ON_PAPER, "paper": ON_PAPER}
    assert findings() == {}


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
    """How many documents people can read at one instant: (0,) or (1,) when it is the same for all.

    All are asked of one state of the database: publication may be written between two questions.
    """
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return tuple(sorted({readable_documents(person, now).count() for person in sample}))


@contextmanager
def workers() -> Iterator[Killer]:
    kills = killer([worker(place) for place in range(WORKERS)], worker, SEED)
    try:
        yield kills
    finally:
        for process in kills.workers:
            process.kill()
            process.wait()


def worker(_place: int) -> Process:
    command = [sys.executable, "-c", WORK, str(connection.settings_dict["NAME"])]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"}
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
