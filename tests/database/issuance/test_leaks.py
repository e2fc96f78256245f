"""Nobody but its person reads a document, by whatever page, and nothing of it lies on the disk.

Role by way: test_leak_matrix.py.
"""

import logging
import re
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone
from guardian.shortcuts import assign_perm

from forms.models import DocumentKind, DocumentLook, IssueBatch
from integrations.models import Notice
from meguro_platform.models import User
from meguro_platform.services.access_tokens import issue_token
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
)
from tests.support.salary_search import everywhere_on_disk, kept_in_cache, sessions_with
from workflow.models import JournalEntry, JournalPayload

pytestmark = pytest.mark.django_db

SALARY = 387_654
"""A base salary that stands nowhere else."""
WRITTEN = ("387654", "387,654", "459354", "459,354", "465184", "465,184")
"""The same, and what is computed of it, as anything might write it."""


@pytest.fixture
def owner() -> User:
    return a_person(1, "佐藤 彩")


@pytest.fixture
def batch(owner: User) -> IssueBatch:
    return a_published_batch(owner)


def a_published_batch(owner: User) -> IssueBatch:
    """A month that was published this morning to its owner and on paper to somebody else."""
    a_kind()
    agrees(owner, timezone.now() - timedelta(days=30))
    on_paper = a_person(2)
    rows = kept([pay(int(person.staff_number), base=SALARY) for person in (owner, on_paper)])
    found = start(an_ask(rows, publish_at=timezone.now() - timedelta(hours=1)), timezone.now() - timedelta(days=1))
    run(timezone.now())
    return fresh(found)


def test_somebody_elses_document_is_as_if_it_did_not_exist(batch: IssueBatch, owner: User, client: Client) -> None:
    document = document_of(batch, owner)
    client.force_login(a_person(50))

    for address in (f"/documents/{document.uuid}/", f"/documents/{document.uuid}/pdf/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/documents/{document.uuid}/paper/").status_code == 404
    assert client.get(f"/api/v1/documents/{document.uuid}/").status_code == 404


def test_a_program_reads_the_documents_of_its_own_person(batch: IssueBatch, owner: User, client: Client) -> None:
    token = issue_token(person=owner.uuid, now=timezone.now())
    headers = {"authorization": f"Bearer {token}"}

    listed = client.get("/api/v1/documents/", headers=headers).json()
    one = client.get(f"/api/v1/documents/{listed[0]['uuid']}/", headers=headers).json()

    assert [(each["kind"], each["period"], each["version"]) for each in listed] == [("payslip", "2026-05", 1)]
    assert one["values"]["base"] == SALARY
    assert DocumentLook.objects.get(viewer=owner.uuid).how == "api"


def test_its_person_reads_it_and_prints_it(batch: IssueBatch, owner: User, client: Client) -> None:
    client.force_login(owner)
    document = document_of(batch, owner)

    page = client.get(f"/documents/{document.uuid}/")
    pdf = client.get(f"/documents/{document.uuid}/pdf/")

    assert "387,654" in page.content.decode()
    assert pdf.content.startswith(b"%PDF")
    for answer in (page, pdf):
        assert "no-store" in answer["Cache-Control"]
    assert list(DocumentLook.objects.order_by("id").values_list("how", flat=True)) == ["view", "pdf"]


def test_before_the_hour_even_its_person_gets_nothing(owner: User, client: Client) -> None:
    a_kind()
    agrees(owner, timezone.now() - timedelta(days=30))
    later = timezone.now() + timedelta(hours=1)
    batch = start(an_ask(kept([pay(1, base=SALARY)]), publish_at=later), timezone.now())
    run(timezone.now())
    document = document_of(batch, owner)
    client.force_login(owner)

    assert client.get(f"/documents/{document.uuid}/").status_code == 404
    assert client.get(f"/documents/{document.uuid}/pdf/").status_code == 404
    assert "387,654" not in client.get("/documents/").content.decode()


def test_who_receives_paper_reads_nothing_on_the_screen(batch: IssueBatch, client: Client) -> None:
    person = a_person(2)
    client.force_login(person)

    assert client.get(f"/documents/{document_of(batch, person).uuid}/").status_code == 404


def test_the_office_sees_no_content_without_a_reason(batch: IssueBatch, owner: User, client: Client) -> None:
    clerk = a_clerk(11, batch.kind)
    client.force_login(clerk)
    whole = f"/issuance/{batch.uuid}/"

    pages = [client.get(address).content.decode() for address in ("/issuance/", whole, f"{whole}look/")]
    refused = client.post(f"{whole}look/", {"number": "00000001", "reason": "  "})
    looked = client.post(f"{whole}look/", {"number": "00000001", "reason": "通勤手当の問合せ"})

    assert not any(each in page for page in [*pages, refused.content.decode()] for each in WRITTEN)
    assert refused.status_code == 422
    assert "387,654" in looked.content.decode()
    look = DocumentLook.objects.get(document=document_of(batch, owner))
    assert (look.viewer, look.reason) == (clerk.uuid, "通勤手当の問合せ")


def test_its_person_sees_who_looked_and_why(batch: IssueBatch, owner: User, client: Client) -> None:
    client.force_login(a_clerk(11, batch.kind))
    client.post(f"/issuance/{batch.uuid}/look/", {"number": "00000001", "reason": "通勤手当の問合せ"})
    client.force_login(owner)

    page = client.get("/documents/").content.decode()

    assert "給与係11" in page
    assert "通勤手当の問合せ" in page


def test_an_office_handles_its_own_kinds_only(batch: IssueBatch, client: Client) -> None:
    other = DocumentKind.objects.create(key="other", template="other.html", spec={"name": {"ja": "ほか"}})
    stranger = a_person(60)
    group = Group.objects.create(name="documents:other")
    assign_perm("forms.handle_documentkind", group, other)
    stranger.groups.add(group)
    client.force_login(stranger)

    assert client.get("/issuance/").status_code == 200
    assert client.get(f"/issuance/{batch.uuid}/").status_code == 404
    assert client.post(f"/issuance/{batch.uuid}/release/").status_code == 404


def test_many_looks_of_one_person_are_made_known(batch: IssueBatch, client: Client) -> None:
    watcher, curious = a_clerk(12, batch.kind), a_clerk(11, batch.kind)
    numbers = range(100, 110)
    for number in numbers:
        a_person(number)
    more = start(an_ask(kept([pay(number) for number in numbers]), number=9, publish_at=None), timezone.now())
    run(timezone.now())
    client.force_login(curious)

    for number in numbers:
        client.post(f"/issuance/{more.uuid}/look/", {"number": f"{number:08d}", "reason": "確かめたいので"})

    assert Notice.objects.filter(person=watcher, subject__contains="10人の書類").count() == 1


def test_every_look_stands_in_the_journal_of_whoever_looked(batch: IssueBatch, owner: User, client: Client) -> None:
    clerk = a_clerk(11, batch.kind)
    client.force_login(owner)
    client.get("/documents/")
    client.force_login(clerk)
    client.post(f"/issuance/{batch.uuid}/look/", {"number": "00000001", "reason": "通勤手当の問合せ"})
    client.get(f"/issuance/{batch.uuid}/comparison/")
    client.post(f"/issuance/{batch.uuid}/paper/")

    def events(person: User) -> list[str]:
        found = JournalEntry.objects.filter(kind="person", stream=str(person.uuid)).order_by("seq")
        return [event for event in found.values_list("event", flat=True) if event != "answered_consent"]

    assert events(owner) == ["viewed_document"]
    assert events(clerk) == ["viewed_document", "printed_paper_run"]


def test_mail_cache_journal_and_notices_say_nothing(batch: IssueBatch, owner: User, client: Client) -> None:
    client.force_login(owner)
    client.get("/documents/")
    client.get(f"/documents/{document_of(batch, owner).uuid}/pdf/")

    said = [str(message.message()) for message in mail.outbox]
    said += [bytes(payload.body).decode() for payload in JournalPayload.objects.all()]
    said += [notice.subject + notice.text for notice in Notice.objects.all()]
    said += kept_in_cache()

    assert [text for text in said if any(each in text for each in WRITTEN)] == []


def test_no_word_that_is_sent_in_the_life_of_a_batch_tells_a_figure(owner: User, client: Client) -> None:
    """Asked for its release, late, asked again, published, not read, asked for paper, looked into by the office."""
    kind, now = a_kind(), timezone.now()
    agrees(owner, now - timedelta(days=30))
    first, second = a_clerk(11, kind), a_clerk(12, kind)
    rows = kept([pay(1, base=SALARY), pay(99, base=SALARY)])
    found = start(an_ask(rows, released_by=(), publish_at=now + timedelta(hours=1)), now)
    run(now)
    for person, act in ((first, "release"), (second, "remind"), (second, "release")):
        client.force_login(person)
        client.post(f"/issuance/{found.uuid}/{act}/")
        IssueBatch.objects.filter(pk=found.pk).update(asked_at=now - timedelta(hours=2))
    client.post(f"/issuance/{found.uuid}/rows/1/", {"decision": "leave", "reason": "退職した人"})
    IssueBatch.objects.filter(pk=found.pk).update(readable_from=now - timedelta(days=8))
    run(timezone.now())
    client.post(f"/issuance/{found.uuid}/look/", {"number": "00000001", "reason": "通勤手当の問合せ"})
    client.force_login(owner)
    client.get("/documents/")
    client.post(f"/documents/{document_of(found, owner).uuid}/paper/")

    notices = list(Notice.objects.values_list("subject", "text"))

    told = " ".join(subject for subject, _ in notices)
    kinds = ("公開の承認を待っています", "準備ができていません", "届きました", "まだ見ていません", "紙の書類を求め")
    assert [words for words in kinds if words not in told] == []
    said = [subject + text for subject, text in notices]
    said += [bytes(payload.body).decode() for payload in JournalPayload.objects.all()]
    assert [text for text in said if any(each in text for each in WRITTEN)] == []
    assert sessions_with(WRITTEN) == []


def test_addresses_and_titles_name_nobody(batch: IssueBatch, owner: User, client: Client) -> None:
    client.force_login(owner)

    page = client.get("/documents/").content.decode()

    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title is not None
    assert "佐藤" not in title[1]
    assert "00000001" not in " ".join(re.findall(r'href="([^"]*)"', page))


@pytest.mark.django_db(transaction=True)
def test_nothing_on_the_disk_can_be_searched_for_a_salary(
    owner: User,
    client: Client,
    caplog: pytest.LogCaptureFixture,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Database files, write-ahead log, stored files, logs and the folder for temporary files."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    a_kind()
    agrees(owner, timezone.now() - timedelta(days=30))
    ask = an_ask(kept([pay(1, base=SALARY)]), publish_at=timezone.now() - timedelta(hours=1))
    batch = start(ask, timezone.now() - timedelta(days=1))
    run(timezone.now())
    client.force_login(owner)
    client.get("/documents/")
    client.get(f"/documents/{document_of(batch, owner).uuid}/pdf/")

    assert everywhere_on_disk(WRITTEN, settings.MEDIA_ROOT, tmp_path) == []
    assert not any(each in caplog.text for each in WRITTEN)
