"""The disk of the database fills up at every single write: nothing is done by half, and all of it is done afterwards.

PostgreSQL answers with its own error at the chosen write. A scenario begins with no room at all and gets a little more
each time, until it ends without meeting the full disk.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.utils import timezone

from forms.issuance.batch import BatchStatus
from forms.models import IssuedDocument
from forms.selectors.issuance.readable import readable_documents
from forms.services.stored_content import read_content
from integrations.connectors.connectors import Connectors
from integrations.models import ArrivedFile, Notice
from integrations.services.deliver import deliver_due
from integrations.services.pick_up import pick_up_files
from meguro_platform.models import User
from tests.faults.calls import SYSTEM, key_of, order
from tests.faults.doctor import findings
from tests.support.full_disk import full_disk, says_disk_full
from tests.support.issuance import (
    NOW,
    PAYDAY,
    a_kind,
    a_person,
    agrees,
    an_ask,
    fresh,
    kept,
    pay,
    run,
    start,
    told_cases,
)
from tests.support.payroll_arrivals import a_month, payroll_system
from tests.support.payroll_case import payroll_office
from tests.support.stand_ins import LOOPBACK, SECRET, running_system
from tests.support.ward import MONDAY, cast, damaged_card, load_world
from workflow.models import Case, Effect, JournalEntry
from workflow.services.dispatch import Done
from workflow.services.request import NO_KEY, CommandKey
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def room_for(act: Callable[[], object]) -> Iterator[bool]:
    """The act with room for no write, one, two …: whether it met the full disk. Ends when it does not."""
    met, room = True, 0
    while met:
        met = False
        with full_disk(after=room):
            try:
                act()
            except OperationalError as error:
                assert says_disk_full(error), error
                met = True
        yield met
        room += 1


def application(person: UUID, key: CommandKey = NO_KEY) -> object:
    """Somebody reports a damaged card."""
    return start_case(
        procedure="id-card-reissue", applicant=person, person=person, answers=damaged_card(), now=MONDAY, key=key
    )


def test_a_command_is_recorded_whole_or_not_at_all_and_its_key_stays_free() -> None:
    load_world()
    applicant, key = cast().applicant, CommandKey.of("k-1", "an application")

    def send() -> object:
        return application(applicant, key)

    journal = JournalEntry.objects.count()
    for met in room_for(send):
        if met:
            assert (Case.objects.count(), JournalEntry.objects.count()) == (0, journal)
    again = send()

    assert isinstance(again, Done)
    assert (again.again, Case.objects.count()) == (True, 1)
    assert findings() == {}


def test_whoever_acts_is_told_in_a_sentence_and_can_act_again() -> None:
    load_world()
    applicant = cast().applicant
    assert isinstance(application(applicant), Done)
    case = Case.objects.get()
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(uuid=applicant))

    address, typed = f"/cases/{case.number}/withdraw/", {"act.comment": "見つかった", "act.key": "k-1"}
    with full_disk(after=0):
        refused = client.post(address, typed)
    done = client.post(address, typed)

    assert refused.status_code == 503
    assert "データベースの置き場所に空きがない" in refused.content.decode()
    assert done.status_code == 302
    assert Case.objects.get().outcome == "取下げ"


def test_every_call_is_made_once(tmp_path: Path) -> None:
    """Also when the system did it and the worker could not write it down."""
    made = 0
    with running_system("access-control", tmp_path / "doors.sqlite") as doors:
        options = {"url": doors.url, "secret": SECRET, "timeout": 10, "allow": LOOPBACK}
        with override_settings(CONNECTED_SYSTEMS={SYSTEM: options}), Connectors() as connector:

            def look() -> None:
                deliver_due(worker="one", connector=connector, clock=timezone.now)

            def next_calls() -> None:
                nonlocal made
                order(3, first=made)
                made += 3

            next_calls()
            for met in room_for(look):
                if met:
                    next_calls()
                past = timezone.now() - timedelta(seconds=1)
                Effect.objects.exclude(leased_until=None).update(leased_until=past)
                Effect.objects.filter(status="waiting").update(next_at=past)
            for _ in range(3):
                look()
        done = Counter(entry["key"] for entry in doors.entries)

    assert done == {key_of(number): 1 for number in range(made)}
    assert set(Effect.objects.values_list("status", flat=True)) == {"done"}
    assert made > 9, "the disk was never full in between"


def test_a_file_that_arrives_is_kept_once_and_whole(tmp_path: Path) -> None:
    payroll_office()
    file = a_month()
    with payroll_system(tmp_path / "payroll") as outgoing, override_settings(MEDIA_ROOT=str(tmp_path / "kept")):
        outgoing.put(file)
        for _ in room_for(lambda: pick_up_files(now=MONDAY)):
            assert ArrivedFile.objects.count() <= 1
        pick_up_files(now=MONDAY)
        (row,) = ArrivedFile.objects.all()
        content = read_content(row.sha256)
        left = outgoing.left

    assert (row.status, content, left) == ("waiting", file.content, set())
    assert Notice.objects.values("key").distinct().count() == 1


def test_a_month_is_readable_for_everybody_or_for_nobody() -> None:
    people = [a_person(number) for number in range(1, 4)]
    a_kind()
    for person in people:
        agrees(person)
    batch = start(an_ask(kept(pay(number) for number in range(1, 4))))

    def readable() -> list[int]:
        return [readable_documents(person.uuid, PAYDAY).count() for person in people]

    with told_cases():
        for at in (NOW, PAYDAY):
            for _ in room_for(partial(run, at)):
                assert readable() in ([0, 0, 0], [1, 1, 1])
    with suppress(OperationalError):
        run(PAYDAY)

    assert fresh(batch).status == BatchStatus.PUBLISHED
    assert readable() == [1, 1, 1]
    assert IssuedDocument.objects.count() == 3
    assert findings() == {}
