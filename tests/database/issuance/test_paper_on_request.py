"""Paper is always had on request: the office learns of it, prints it with the run, and hands it over once."""

from urllib.parse import unquote

import pytest
from django.test import Client

from forms.models import DocumentKind, DocumentLook
from forms.selectors.issuance.batches import count_waiting_for, paper_requests_of
from forms.services.issuance.paper import ask_for_paper, paper_rows, record_run, settle_request
from integrations.models import Notice
from meguro_platform.models import User
from tests.support.issuance import PAYDAY, a_clerk, a_kind, a_person, agrees, document_of, kept, pay, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> DocumentKind:
    return a_kind()


@pytest.fixture
def reader(kind: DocumentKind) -> User:
    a_person(2)
    person = a_person(1)
    agrees(person)
    return person


def test_who_asks_for_paper_is_told_to_the_office_and_stands_in_its_run(reader: User, kind: DocumentKind) -> None:
    clerk = a_clerk(11, kind)
    batch = published(kept([pay(1), pay(2)]))
    document = document_of(batch, reader)

    ask_for_paper(document=document, now=PAYDAY)
    ask_for_paper(document=document, now=PAYDAY)
    rows = paper_rows(batch)
    record_run(batch=batch, rows=rows, person=clerk.uuid, now=PAYDAY)

    assert [row.staff_number for row in rows] == ["00000001", "00000002"]
    assert Notice.objects.filter(person=clerk, subject="紙の書類を求められています").count() == 1
    looks = DocumentLook.objects.filter(document=document, how="paper_run")
    assert [look.reason for look in looks] == ["本人が求めた紙の印刷"]
    assert [each.document for each in paper_requests_of(clerk.uuid)] == [document]


def test_what_was_handed_over_is_not_printed_again(reader: User, kind: DocumentKind) -> None:
    clerk = a_clerk(11, kind)
    batch = published(kept([pay(1)]))
    asked = ask_for_paper(document=document_of(batch, reader), now=PAYDAY)

    settle_request(request=asked.pk, person=clerk.uuid, now=PAYDAY)

    assert paper_rows(batch) == []
    assert not paper_requests_of(clerk.uuid).exists()


def test_the_office_finds_it_whatever_month_it_is_of(reader: User, kind: DocumentKind, client: Client) -> None:
    batch = published(kept([pay(1)]))
    ask_for_paper(document=document_of(batch, reader), now=PAYDAY)
    client.force_login(a_clerk(11, kind))

    listed = client.get("/issuance/").content.decode()
    page = client.get(f"/issuance/{batch.uuid}/").content.decode()
    printed = client.post(f"/issuance/{batch.uuid}/paper/")

    assert f'<a href="/issuance/{batch.uuid}/#pp">00000001　令和8年5月 例月給与の給与明細</a>' in listed
    assert "1人分を郵送順につくる" in page
    assert printed.getvalue().startswith(b"%PDF")
    assert "紙1人分.pdf" in unquote(printed["Content-Disposition"])


def test_paper_that_was_asked_for_is_counted_in_the_menu_until_it_is_handed_over(
    reader: User, kind: DocumentKind
) -> None:
    clerk = a_clerk(11, kind)
    asked = ask_for_paper(document=document_of(published(kept([pay(1)])), reader), now=PAYDAY)
    before = count_waiting_for(clerk.uuid)

    settle_request(request=asked.pk, person=clerk.uuid, now=PAYDAY)

    assert (before, count_waiting_for(clerk.uuid)) == (1, 0)


def test_whom_paper_is_handed_to_stands_in_the_list_by_name(kind: DocumentKind, client: Client) -> None:
    a_person(2, "髙橋 直子")
    batch = published(kept([pay(2)]))
    client.force_login(a_clerk(11, kind))

    page = client.get(f"/issuance/{batch.uuid}/").content.decode()

    assert 'aria-label="00000002 髙橋 直子"' in page
