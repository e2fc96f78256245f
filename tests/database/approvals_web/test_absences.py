"""不在 on a person's own page: registered, taken back, and refused in a sentence that loses nothing typed."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from approvals.models import Absence
from approvals.selectors.organisation import organisation_in_force
from tests.support.ward import Cast
from workflow.models import JournalEntry

AsPerson = Callable[[UUID], Client]
TODAY = date(2026, 12, 9)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """The day on which a page is sent decides what it does."""
    with time_machine.travel(datetime(2026, 12, 9, 3, tzinfo=UTC)):
        yield


@pytest.fixture(autouse=True)
def _nobody_is_away(people: Cast) -> None:
    Absence.objects.all().delete()


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


def registers(client: Client, first: str, last: str, reason: str = "出張") -> tuple[int, str]:
    sent = {"away.first": first, "away.last": last, "away.reason": reason}
    answer = client.post("/delegations/absences/", sent)
    return answer.status_code, answer.content.decode()


def test_who_registers_it_is_away_and_reads_it_in_the_inbox(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.head)

    assert registers(client, day(0), day(2))[0] == 302

    absence = Absence.objects.get()
    assert (absence.person, absence.until) == (people.head, TODAY + timedelta(days=3))
    assert organisation_in_force().is_absent(str(people.head), TODAY)
    assert "不在の登録あり" in client.get("/inbox/").content.decode()
    entry = JournalEntry.objects.get(kind="organisation", event="absence_registered")
    assert str(people.head).encode() in bytes(entry.header)


def test_an_absence_that_has_begun_ends_with_yesterday_and_one_to_come_is_gone(
    people: Cast, as_person: AsPerson
) -> None:
    today = TODAY
    begun = Absence.objects.create(person=people.head, since=today - timedelta(days=2), until=None)
    coming = Absence.objects.create(
        person=people.head, since=today + timedelta(days=9), until=today + timedelta(days=11)
    )
    client = as_person(people.head)

    for absence in (begun, coming):
        assert client.post(f"/delegations/absences/{absence.pk}/cancel/").status_code == 302

    assert list(Absence.objects.values_list("pk", "until")) == [(begun.pk, today)]
    assert JournalEntry.objects.filter(event="absence_cancelled").count() == 2


@pytest.mark.parametrize(
    ("first", "last", "reason", "told"),
    [
        (day(3), day(1), "出張", "初日より前"),
        (day(-9), day(-8), "出張", "過ぎた日"),
        (day(0), day(4000), "出張", "3年まで"),
        ("あした", day(1), "出張", "2026-05-11"),
        (day(0), day(1), "長" * 101, "100"),
        (day(0), day(1), "出\u0007張", "制御文字"),
        (day(5), day(6), "出張", "もう不在が登録"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(
    people: Cast, as_person: AsPerson, first: str, last: str, reason: str, told: str
) -> None:
    today = TODAY
    Absence.objects.create(person=people.head, since=today + timedelta(days=6), until=today + timedelta(days=8))

    status, page = registers(as_person(people.head), first, last, reason)

    assert status == 422
    assert told in page and f'value="{last}"' in page
    assert Absence.objects.count() == 1


def test_what_the_groupware_told_is_taken_back_there(people: Cast, as_person: AsPerson) -> None:
    absence = Absence.objects.create(person=people.head, since=TODAY, until=None, told_by="グループウェア")

    answer = as_person(people.head).post(f"/delegations/absences/{absence.pk}/cancel/", follow=True)

    assert "グループウェアで取り消してください" in answer.content.decode()
    assert Absence.objects.get().until is None


def test_nobody_ends_the_absence_of_somebody_else(people: Cast, as_person: AsPerson) -> None:
    absence = Absence.objects.create(person=people.head, since=TODAY, until=None)

    as_person(people.examiner).post(f"/delegations/absences/{absence.pk}/cancel/")

    assert Absence.objects.get().until is None
