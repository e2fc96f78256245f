"""Numbers, reasons and notes that can't be kept are refused with a sentence; nothing is recorded or cut off."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client
from django.utils import timezone

from forms.models import Consent, DocumentLook, IssueBatch
from tests.support.issuance import a_clerk, a_kind, a_person, agrees, an_ask, fresh, kept, pay, run, start
from workflow.models import JournalEntry

pytestmark = pytest.mark.django_db

UNFIT = ["通勤手当の\0問合せ", "通勤手当の\x1b問合せ", "長" * 501]


@pytest.fixture
def batch() -> IssueBatch:
    a_kind()
    a_person(1)
    rows = kept([pay(1), pay(99)])
    found = start(an_ask(rows, without_consent="hold", publish_at=timezone.now()), timezone.now())
    run(timezone.now())
    return fresh(found)


def sent(client: Client, batch: IssueBatch, path: str, values: Mapping[str, object]) -> int:
    client.force_login(a_clerk(11, batch.kind))
    return client.post(f"/issuance/{path or batch.uuid}/", values).status_code


@pytest.mark.parametrize("reason", UNFIT, ids=["nul", "control", "long"])
def test_a_reason_that_cannot_be_kept_is_refused(batch: IssueBatch, client: Client, reason: str) -> None:
    answers = [
        sent(client, batch, f"{batch.uuid}/look", {"number": "00000001", "reason": reason}),
        sent(client, batch, f"{batch.uuid}/rows/0", {"decision": "leave", "reason": reason}),
        sent(client, batch, "consents/payslip", {"number": "00000001", "act": "refuse", "note": reason}),
    ]

    assert answers == [422, 409, 422]
    assert not DocumentLook.objects.exists()
    assert not Consent.objects.exists()
    assert not batch.rows.exclude(reason="").exists()


def test_a_number_of_nul_is_nobodys(batch: IssueBatch, client: Client) -> None:
    answers = [
        sent(client, batch, f"{batch.uuid}/look", {"number": "\0", "reason": "通勤手当の問合せ"}),
        sent(client, batch, "consents/payslip", {"number": "\0", "act": "refuse", "note": "書庫1"}),
    ]

    assert answers == [422, 422]


@pytest.mark.parametrize("number", ["7", "9" * 30])
def test_a_row_that_is_not_there_cannot_be_decided(batch: IssueBatch, client: Client, number: str) -> None:
    answer = sent(client, batch, f"{batch.uuid}/rows/{number}", {"decision": "leave", "reason": "退職のため"})

    assert answer == 409


def test_endless_numbers_are_no_numbers(batch: IssueBatch, client: Client) -> None:
    assert sent(client, batch, f"{batch.uuid}/handed", {"row": "9" * 5_000}) == 302
    assert not batch.rows.filter(state="paper_handed").exists()
    client.force_login(a_person(1))
    for version in ("0", "2", "9" * 12, "9" * 5_000):
        answer = client.post("/documents/consents/payslip/", {"act": "refuse", "version": version})
        assert answer.status_code == 409


def test_what_was_typed_for_a_row_stays_beside_that_row_alone(client: Client) -> None:
    a_kind()
    rows = kept([pay(98), pay(99)])
    batch = start(an_ask(rows, publish_at=timezone.now()), timezone.now())
    run(timezone.now())
    client.force_login(a_clerk(11, fresh(batch).kind))

    answer = client.post(f"/issuance/{batch.uuid}/rows/1/", {"decision": "again", "reason": "採用の発令待ち"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count('value="採用の発令待ち"') == 1
    assert re.search(r'id="reason-1"[^>]*value="採用の発令待ち"', page)


def test_what_was_chosen_in_the_register_stays_chosen(client: Client) -> None:
    client.force_login(a_clerk(11, a_kind()))

    answer = client.post("/issuance/consents/payslip/", {"number": "x", "act": "withdraw", "note": "書庫1"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'name="act" value="(\w+)" checked', page) == ["withdraw"]


def test_an_explanation_for_somebody_who_has_agreed_is_not_said_to_be_recorded(client: Client) -> None:
    kind, person = a_kind(), a_person(1)
    agrees(person, timezone.now())
    client.force_login(a_clerk(11, kind))

    answer = client.post("/issuance/consents/payslip/", {"number": "00000001", "act": "notice"})

    assert answer.status_code == 422
    assert "もう説明を送ったか、答えを受けています" in answer.content.decode()
    assert not JournalEntry.objects.filter(event="sent_consent_notice").exists()
