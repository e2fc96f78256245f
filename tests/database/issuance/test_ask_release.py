"""The second person learns that a batch waits, from the first act and again when somebody of the office asks for it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forms.models import DocumentKind, IssueBatch
from forms.selectors.issuance.batches import count_waiting_for
from integrations.models import Notice
from meguro_platform.models import User
from tests.support.issuance import a_clerk, a_kind, a_person, an_ask, fresh, kept, pay, run, start
from workflow.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> DocumentKind:
    return a_kind()


@pytest.fixture
def first(kind: DocumentKind) -> User:
    return a_clerk(11, kind)


@pytest.fixture
def second(kind: DocumentKind) -> User:
    return a_clerk(12, kind)


@pytest.fixture
def batch(first: User, second: User) -> IssueBatch:
    """Made, and nobody's acts led to it: two persons are still wanted."""
    now = timezone.now()
    rows = kept([pay(int(a_person(number).staff_number)) for number in (1, 2)])
    found = start(an_ask(rows, released_by=(), publish_at=now + timedelta(days=3)), now)
    run(now)
    return fresh(found)


def told(person: User) -> list[str]:
    return list(Notice.objects.filter(person=person, key__contains=":ask:").values_list("subject", flat=True))


def press(client: Client, person: User, batch: IssueBatch, act: str) -> str:
    client.force_login(person)
    return client.post(f"/issuance/{batch.uuid}/{act}/", follow=True).content.decode()


def an_hour_later(batch: IssueBatch) -> None:
    IssueBatch.objects.filter(pk=batch.pk).update(asked_at=timezone.now() - timedelta(hours=1))


def test_when_it_was_made_everybody_who_can_release_it_is_told(batch: IssueBatch, first: User, second: User) -> None:
    assert told(first) == told(second) == ["公開の承認を待っています: 令和8年5月 例月給与の給与明細"]
    assert batch.asked_at is not None


def test_nobody_is_told_of_what_two_peoples_acts_have_released(first: User) -> None:
    start(an_ask(kept([pay(1)])))
    run()

    assert told(first) == []


def test_the_first_persons_act_tells_the_others_only(
    client: Client, batch: IssueBatch, first: User, second: User
) -> None:
    press(client, first, batch, "release")

    assert (len(told(first)), len(told(second))) == (1, 2)


def test_the_page_says_when_they_were_told_and_asks_again(
    client: Client, batch: IssueBatch, first: User, second: User
) -> None:
    press(client, first, batch, "release")
    an_hour_later(batch)

    page = press(client, first, batch, "remind")

    assert "承認できる人にもう一度知らせました。" in page
    assert "最後に知らせたのは" in page
    assert len(told(second)) == 3
    assert JournalEntry.objects.filter(event="reminded_of_release", stream=str(first.uuid)).count() == 1


def test_within_the_hour_nobody_is_told_twice(client: Client, batch: IssueBatch, first: User, second: User) -> None:
    press(client, first, batch, "release")

    page = press(client, first, batch, "remind")

    assert "さきほど知らせました。次に知らせられるのは" in page
    assert len(told(second)) == 2
    assert not JournalEntry.objects.filter(event="reminded_of_release").exists()


def test_where_nobody_else_may_release_the_page_says_so(client: Client, batch: IssueBatch, first: User) -> None:
    User.objects.get(staff_number="00000012").groups.clear()
    an_hour_later(batch)

    assert "ほかに承認できる人がいません" in press(client, first, batch, "remind")
    assert fresh(batch).asked_at is not None


def test_what_is_released_reminds_nobody(client: Client, batch: IssueBatch, first: User, second: User) -> None:
    press(client, first, batch, "release")
    press(client, second, batch, "release")
    an_hour_later(batch)
    before = len(told(second))

    page = press(client, first, batch, "remind")

    assert "いまは承認を待っていません" in page
    assert "もう一度知らせる" not in page
    assert len(told(second)) == before


def test_taking_the_release_back_tells_the_others_that_it_waits_again(
    client: Client, batch: IssueBatch, first: User, second: User
) -> None:
    press(client, first, batch, "release")
    press(client, second, batch, "release")
    before = len(told(first))

    press(client, second, batch, "take-back")

    assert len(told(first)) == before + 1


def test_the_menu_counts_what_a_person_can_release(
    client: Client, batch: IssueBatch, first: User, second: User
) -> None:
    before = [count_waiting_for(each.uuid) for each in (first, second)]

    press(client, first, batch, "release")

    assert (before, [count_waiting_for(each.uuid) for each in (first, second)]) == ([1, 1], [0, 1])
    client.force_login(second)
    assert re.search(
        r'href="/issuance/".*?<span class="count">.*?1</span>', client.get("/").content.decode(), re.DOTALL
    )


def test_somebody_outside_the_office_cannot_remind_them(client: Client, batch: IssueBatch) -> None:
    client.force_login(a_person(50))

    assert client.post(f"/issuance/{batch.uuid}/remind/").status_code == 403
