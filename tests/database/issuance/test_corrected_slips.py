"""A corrected document says what changed from the version before it, to its reader and on paper."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from forms.field_type import Json
from forms.models import IssueBatch
from forms.services.issuance.corrected import before_corrections
from meguro_platform.models import User
from tests.support.documents import needs_printing, texts
from tests.support.issuance import (
    a_clerk,
    a_kind,
    a_person,
    agrees,
    an_ask,
    document_of,
    fresh,
    kept,
    pay,
    run,
    start,
    states,
    told_cases,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_cases() -> Iterator[None]:
    with told_cases():
        yield


@pytest.fixture
def clerk() -> User:
    return a_clerk(11, a_kind())


@pytest.fixture
def reader(clerk: User) -> User:
    person = a_person(1)
    agrees(person, timezone.now() - timedelta(days=900))
    return person


def a_version(number: int, *rows: dict[str, Json], corrects: str = "") -> IssueBatch:
    """A batch that was published a day ago; the later number the later."""
    at = timezone.now() - timedelta(days=10 - number)
    ask = an_ask(kept(rows), number=number, publish_at=at, corrects=corrects)
    batch = start(ask, at - timedelta(days=1))
    run(timezone.now())
    return fresh(batch)


def corrected(*numbers: int) -> tuple[IssueBatch, IssueBatch]:
    first = a_version(1, *(pay(each, base=245_000) for each in numbers))
    return first, a_version(2, *(pay(each, base=250_000, amend="1") for each in numbers), corrects=first.key)


def told(client: Client, person: User, address: str) -> list[list[str]]:
    """The rows of the table of what was corrected."""
    client.force_login(person)
    page = client.get(address).content.decode()
    found = re.search(r"<caption>訂正したところ</caption>.*?</table>", page, re.S)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", found[0]) if found else []
    return [re.findall(r">([^<>]+)<", row) for row in rows]


def test_the_reader_sees_which_amounts_changed_and_by_how_much(client: Client, reader: User) -> None:
    corrected(1)

    assert told(client, reader, "/documents/") == [
        ["給料月額", "245,000", "250,000", "＋5,000"],
        ["地域手当", "49,000", "50,000", "＋1,000"],
        ["支給額合計", "294,000", "300,000", "＋6,000"],
        ["差引支給額", "288,170", "294,170", "＋6,000"],
        ["第1口座振込", "288,170", "294,170", "＋6,000"],
    ]


def test_the_version_before_says_nothing_of_what_came_after_but_where_it_is(client: Client, reader: User) -> None:
    first, _ = corrected(1)

    assert told(client, reader, f"/documents/{document_of(first, reader).uuid}/") == []


def test_a_third_version_is_compared_with_the_second(client: Client, reader: User) -> None:
    first, _ = corrected(1)
    a_version(3, pay(1, base=250_000, note="振込先を訂正しました", amend="1"), corrects=first.key)

    assert told(client, reader, "/documents/") == [["お知らせ", "—", "振込先を訂正しました"]]


def test_the_pdf_says_the_same_and_that_of_a_first_version_nothing(client: Client, reader: User) -> None:
    needs_printing()
    first, second = corrected(1)
    client.force_login(reader)

    was, now = (
        "".join(texts(client.get(f"/documents/{document_of(each, reader).uuid}/pdf/").content)).replace("\r\n", "")
        for each in (first, second)
    )

    assert "給料月額：245,000→250,000（＋5,000）" in now
    assert "訂正（訂正前→訂正後）" in now
    assert "訂正（訂正前→訂正後）" not in was


def test_so_does_what_is_printed_for_those_who_get_paper(client: Client, clerk: User) -> None:
    needs_printing()
    a_person(2), a_person(3)
    _, second = corrected(2, 3)
    client.force_login(clerk)

    answer = client.post(f"/issuance/{second.uuid}/paper/")

    pages = texts(b"".join(answer))
    assert [page.replace("\r\n", "").count("245,000→250,000") for page in pages] == [1, 1]


def test_whoever_got_paper_first_is_not_told_on_the_screen_what_the_paper_said(client: Client, clerk: User) -> None:
    person = a_person(1)
    first = a_version(1, pay(1, base=245_000))
    assert states(first)["00000001"] == "paper"
    agrees(person)
    at = timezone.now()
    batch = start(an_ask(kept([pay(1, base=250_000)]), number=2, publish_at=at, corrects=first.key), at)
    run(at)
    client.force_login(person)

    page = client.get(f"/documents/{document_of(batch, person).uuid}/").content.decode()

    assert "250,000" in page
    assert "245,000" not in page


def test_nothing_is_looked_up_for_first_versions(
    reader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert before_corrections("x", {reader.uuid: 1}) == {}
