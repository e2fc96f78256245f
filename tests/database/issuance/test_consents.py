"""The ledger of consents decides what anybody can read, up to the instant of publication."""

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from forms.errors import IssuanceRefused
from forms.issuance.consent import Act, ConsentState
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import Channel, Consent, DocumentKind, IssueBatch, PaperRequest
from forms.selectors.issuance.readable import readable_documents
from forms.selectors.issuance.standings import standing_of
from forms.services.issuance.consents import answer, notify
from forms.services.issuance.load_kind import load_kind
from forms.services.issuance.paper import ask_for_paper
from integrations.models import Notice
from meguro_platform.models import User
from tests.support.issuance import (
    CONSENT,
    NOW,
    OFFICE,
    PAYDAY,
    a_clerk,
    a_kind,
    a_person,
    agrees,
    document_of,
    issued,
    kept,
    pay,
    published,
    run,
    states,
)

pytestmark = pytest.mark.django_db

BEFORE = PAYDAY - timedelta(hours=1)


@pytest.fixture
def kind() -> DocumentKind:
    return a_kind()


@pytest.fixture
def reader(kind: DocumentKind) -> User:
    person = a_person(1)
    agrees(person)
    return person


def says(person: User, act: Act, at: object = BEFORE, **more: object) -> Consent:
    return answer(consent=CONSENT, person=person.uuid, act=act, version=1, by=person.uuid, now=at, **more)  # type: ignore[arg-type]


def reads(person: User) -> bool:
    return readable_documents(person.uuid, PAYDAY).exists()


def test_who_withdraws_before_publication_gets_paper(reader: User) -> None:
    batch = issued(kept([pay(1)]))

    says(reader, Act.WITHDRAW)

    assert states(batch) == {"00000001": "paper"}
    assert not reads(reader)


def test_a_withdrawal_that_a_worker_did_not_see_counts_all_the_same(reader: User) -> None:
    """Its entry was committed while the document was being made, so nobody turned the row to paper."""
    batch = issued(kept([pay(1)]))
    Consent.objects.create(
        person=reader.uuid,
        consent=CONSENT,
        act=Act.WITHDRAW.value,
        at=BEFORE,
        text_version=1,
        channel=Channel.SCREEN,
        recorded_by=reader.uuid,
    )

    assert states(batch) == {"00000001": "made"}
    assert not reads(reader)
    run(PAYDAY)
    assert states(batch) == {"00000001": "paper"}


def test_what_could_be_read_stays_readable_after_a_withdrawal(reader: User) -> None:
    published(kept([pay(1)]))

    says(reader, Act.WITHDRAW, PAYDAY + timedelta(days=1))

    assert readable_documents(reader.uuid, PAYDAY + timedelta(days=2)).exists()


def test_silence_until_the_deadline_is_consent_and_the_notice_is_its_basis(kind: DocumentKind) -> None:
    person, clerk = a_person(1), a_clerk(11, kind)
    notify(consent=CONSENT, people=[person.uuid], by=clerk.uuid, now=NOW - timedelta(days=30))

    batch = published(kept([pay(1)]))

    document = document_of(batch, person)
    assert reads(person)
    assert (document.basis, document.basis_entry) == ("deemed", Consent.objects.get(person=person.uuid))


def test_nobody_is_deemed_to_agree_to_a_kind_where_the_law_does_not_say_so(kind: DocumentKind) -> None:
    person, clerk = a_person(1), a_clerk(11, kind)
    spec = KindSpec.from_json(_json(kind))
    assert spec.consent is not None
    text = _changed(spec, version=2, deemed=False)
    load_kind(kind=text, office=OFFICE, now=NOW - timedelta(days=40))
    notify(consent=CONSENT, people=[person.uuid], by=clerk.uuid, now=NOW - timedelta(days=30))

    batch = published(kept([pay(1)]))

    assert states(batch) == {"00000001": "paper"}


def test_a_changed_explanation_takes_a_new_version(kind: DocumentKind) -> None:
    with pytest.raises(IssuanceRefused, match="raise the version"):
        load_kind(kind=_changed(KindSpec.from_json(_json(kind)), version=1, deemed=False), office=OFFICE, now=NOW)


def test_nobody_agrees_to_an_explanation_that_was_replaced_while_reading(kind: DocumentKind) -> None:
    load_kind(kind=_changed(KindSpec.from_json(_json(kind)), version=2, deemed=True), office=OFFICE, now=NOW)

    with pytest.raises(IssuanceRefused, match="has changed to version 2"):
        says(a_person(1), Act.AGREE)


def test_a_notice_goes_to_those_who_have_not_answered_and_only_once(reader: User, kind: DocumentKind) -> None:
    other, clerk = a_person(2), a_clerk(11, kind)

    for _ in range(2):
        notify(consent=CONSENT, people=[reader.uuid, other.uuid], by=clerk.uuid, now=NOW)

    assert list(Notice.objects.values_list("person", flat=True)) == [other.uuid]


def test_what_came_on_paper_says_who_recorded_it_and_where_it_lies(kind: DocumentKind) -> None:
    person, clerk = a_person(1), a_clerk(11, kind)
    sent = {"consent": CONSENT, "person": person.uuid, "act": Act.AGREE, "version": 1, "by": clerk.uuid, "now": NOW}
    with pytest.raises(IssuanceRefused, match="where the paper is kept"):
        answer(**sent, channel=Channel.PAPER)  # type: ignore[arg-type]

    entry = answer(**sent, channel=Channel.PAPER, note="書庫1")  # type: ignore[arg-type]

    assert (entry.recorded_by, entry.note) == (clerk.uuid, "書庫1")
    assert standing_of(CONSENT, person.uuid, NOW).state is ConsentState.EXPLICIT


def test_paper_on_request_changes_no_consent_and_is_asked_once(reader: User) -> None:
    document = document_of(published(kept([pay(1)])), reader)

    for _ in range(2):
        ask_for_paper(document=document, now=PAYDAY)

    assert PaperRequest.objects.count() == 1
    assert standing_of(CONSENT, reader.uuid, PAYDAY).consents
    assert IssueBatch.objects.get().rows.get().state == "published"


def _json(kind: DocumentKind) -> str:
    return json.dumps(kind.spec)


def _changed(spec: KindSpec, **values: object) -> KindSpec:
    assert spec.consent is not None
    return replace(spec, consent=replace(spec.consent, **values))
