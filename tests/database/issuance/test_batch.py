"""A batch from the case's row to the end: who gets what, when it becomes readable, how it closes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from msgspec import convert, structs

from forms.errors import IssuanceRefused
from forms.issuance.batch import BatchStatus
from forms.issuance.kind import DocumentKind as KindSpec
from forms.models import Consent, DocumentKind, IssueBatch, IssuedContent, IssuedDocument, IssueRow
from forms.ports import connect, ports
from forms.selectors.issuance.readable import readable_documents
from forms.services.issuance.batch_row import called_back_values
from forms.services.issuance.exceptions import decide_exception
from forms.services.issuance.load_kind import load_kind
from forms.services.issuance.paper import hand_over
from forms.services.issuance.release import release, take_back_release
from forms.spec import Text
from integrations.models import Notice
from meguro_platform.models import User
from tests.support.issuance import (
    NOW,
    OFFICE,
    PAYDAY,
    a_clerk,
    a_kind,
    a_person,
    agrees,
    an_ask,
    columns,
    fresh,
    issued,
    kept,
    pay,
    published,
    run,
    start,
    states,
)

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def kind() -> DocumentKind:
    return a_kind()


@pytest.fixture
def two() -> tuple[User, User]:
    """One who agreed, one who said nothing."""
    with_consent, without = a_person(1), a_person(2)
    agrees(with_consent)
    return with_consent, without


def reads(person: User, at: datetime = PAYDAY) -> int:
    return readable_documents(person.uuid, at).count()


def test_who_agreed_reads_it_at_the_hour_and_not_a_second_before(two: tuple[User, User]) -> None:
    issued(kept([pay(1), pay(2)]))

    assert reads(two[0], PAYDAY - SECOND) == 0
    assert reads(two[0], PAYDAY) == 1


def test_publication_needs_no_process_to_run_at_that_hour(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]))

    assert batch.status == BatchStatus.RELEASED
    assert reads(two[0], PAYDAY + timedelta(days=1)) == 1


def test_who_did_not_agree_gets_paper_and_reads_nothing(two: tuple[User, User]) -> None:
    batch = published(kept([pay(1), pay(2)]))

    assert states(batch) == {"00000001": "published", "00000002": "paper"}
    assert reads(two[1]) == 0


def test_without_consent_a_row_may_be_held(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]), without_consent="hold")

    assert IssueRow.objects.get(batch=batch, number=1).problem == "no_consent"


def test_rows_of_the_case_itself_are_taken_too(two: tuple[User, User]) -> None:
    names = {column.key: column.name for column in columns()}
    rows = tuple({names[key]: value for key, value in pay(number).items()} for number in (1, 2))

    batch = published(rows)

    assert states(batch) == {"00000001": "published", "00000002": "paper"}


def test_unknown_and_doubled_numbers_are_set_apart_and_the_others_go_on(two: tuple[User, User]) -> None:
    batch = published(kept([pay(1), pay(2), pay(2), pay(77), pay(3, emp_no="")]))

    problems = list(batch.rows.order_by("number").values_list("problem", flat=True))
    assert problems == ["", "twice", "twice", "unknown_person", "no_number"]
    assert reads(two[0]) == 1


def test_the_same_row_of_a_case_again_is_the_same_batch(two: tuple[User, User]) -> None:
    ask = an_ask(kept([pay(1), pay(2)]))

    assert start(ask).pk == start(ask).pk
    run()
    run()

    assert IssuedDocument.objects.count() == 2


def test_a_document_keeps_which_consent_it_rests_on(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]))

    agreed = Consent.objects.get(person=two[0].uuid)
    by_person = {document.person: document for document in IssuedDocument.objects.filter(batch=batch)}
    assert by_person[two[0].uuid].basis == "explicit"
    assert by_person[two[0].uuid].basis_entry == agreed
    assert by_person[two[0].uuid].basis_at == PAYDAY
    assert (by_person[two[1].uuid].basis, by_person[two[1].uuid].basis_entry) == ("paper", None)


def test_one_persons_acts_are_not_enough(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]), released_by=(str(two[0].uuid), str(two[0].uuid)))

    assert batch.status == BatchStatus.CHECKED
    assert reads(two[0], PAYDAY + timedelta(days=9)) == 0


def test_the_second_person_is_another_one(two: tuple[User, User], kind: DocumentKind) -> None:
    operator, approver = a_clerk(11, kind), a_clerk(12, kind)
    batch = issued(kept([pay(1), pay(2)]), released_by=())

    release(batch=batch.pk, person=operator.uuid, now=NOW)
    with pytest.raises(IssuanceRefused):
        release(batch=batch.pk, person=operator.uuid, now=NOW)
    released = release(batch=batch.pk, person=approver.uuid, now=NOW)

    assert (released.readable_from, released.operator, released.approver) == (PAYDAY, operator.uuid, approver.uuid)


def test_the_database_refuses_one_person_in_both_parts(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]))

    with pytest.raises(IntegrityError, match="batch_released_by_two"), transaction.atomic():
        IssueBatch.objects.filter(pk=batch.pk).update(approver=batch.operator)


def test_a_release_can_be_taken_back_until_the_hour(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]))

    take_back_release(batch=batch.pk, person=two[1].uuid, now=PAYDAY - SECOND)

    assert reads(two[0], PAYDAY) == 0


def test_after_the_hour_nothing_is_taken_back(two: tuple[User, User]) -> None:
    batch = published(kept([pay(1), pay(2)]))

    with pytest.raises(IssuanceRefused):
        take_back_release(batch=batch.pk, person=two[1].uuid, now=PAYDAY)


def test_a_late_release_publishes_at_once_and_for_all(two: tuple[User, User], kind: DocumentKind) -> None:
    batch = issued(kept([pay(1), pay(2)]), released_by=(str(two[1].uuid),))
    late = PAYDAY + timedelta(hours=3)

    release(batch=batch.pk, person=a_clerk(12, kind).uuid, now=late)

    assert (reads(two[0], late - SECOND), reads(two[0], late)) == (0, 1)


def test_a_batch_that_was_called_back_leaves_nothing_behind(two: tuple[User, User]) -> None:
    batch = issued(kept([pay(1), pay(2)]))

    IssueBatch.objects.filter(key=batch.key).update(**called_back_values(NOW))
    run(PAYDAY)

    assert reads(two[0], PAYDAY + timedelta(days=1)) == 0
    assert not IssuedContent.objects.exists()
    assert not IssueRow.objects.exists()


def test_after_publication_the_database_refuses_a_call_back(two: tuple[User, User]) -> None:
    batch = published(kept([pay(1), pay(2)]))

    with pytest.raises(IntegrityError, match="not_called_back_after"), transaction.atomic():
        IssueBatch.objects.filter(key=batch.key).update(**called_back_values(PAYDAY))


def test_people_are_told_and_reminded_as_often_as_asked(two: tuple[User, User]) -> None:
    published(kept([pay(1), pay(2)]))
    for day in range(1, 29):
        run(PAYDAY + timedelta(days=day))

    assert Notice.objects.filter(person=two[0], subject__contains="届きました").count() == 1
    assert Notice.objects.filter(person=two[0], subject__contains="まだ見ていません").count() == 3
    assert not Notice.objects.filter(person=two[1]).exists()


def test_notices_speak_of_the_kind_of_document_they_are_about(two: tuple[User, User], kind: DocumentKind) -> None:
    slip = structs.replace(convert(kind.spec, KindSpec), name=Text("源泉徴収票", "Withholding slip"))
    load_kind(kind=slip, office=OFFICE, now=NOW)
    published(kept([pay(1), pay(2)]))

    notice = Notice.objects.get(person=two[0], subject__contains="届きました")
    assert "源泉徴収票" in notice.subject
    assert notice.text == "「自分の書類」の画面の「源泉徴収票」で見られます。"


def test_notices_say_nothing_of_what_a_document_says(two: tuple[User, User]) -> None:
    published(kept([pay(1, base=387_654), pay(2)]))

    said = " ".join(notice.subject + notice.text for notice in Notice.objects.all())
    assert "給与明細" in said
    assert "387" not in said


def test_it_closes_when_all_is_read_or_late_or_handed_over(two: tuple[User, User]) -> None:
    batch = published(kept([pay(1), pay(2)]))

    hand_over(batch=batch, numbers=[1], person=two[1].uuid, now=PAYDAY)
    run(PAYDAY + timedelta(days=29))
    batch = fresh(batch)
    assert batch.status == BatchStatus.PUBLISHED
    run(PAYDAY + timedelta(days=30))
    batch = fresh(batch)

    assert states(batch) == {"00000001": "unread", "00000002": "paper_handed"}
    assert (batch.status, batch.outcome) == (BatchStatus.CLOSED, "issued")


def test_the_case_is_told_once_how_its_batch_ended(two: tuple[User, User], told: list[dict[str, Any]]) -> None:
    batch = published(kept([pay(1), pay(77)]), receipt=None)
    run(PAYDAY + timedelta(days=1))

    assert (batch.status, batch.outcome) == (BatchStatus.CLOSED, "partly_held")
    assert told == [{"key": batch.key, "outcome": "partly_held", "counts": {"held": 1, "published": 1}, "now": PAYDAY}]


def test_a_batch_whose_case_could_not_be_told_is_tried_again(two: tuple[User, User]) -> None:
    plugged = ports()
    connect(replace(plugged, batch_changed=_nobody_listens))
    batch = published(kept([pay(1)]), receipt=None)
    connect(plugged)
    assert batch.status == BatchStatus.PUBLISHED

    run(PAYDAY)

    assert fresh(batch).status == BatchStatus.CLOSED


def _nobody_listens(**what: Any) -> None:
    raise RuntimeError("the case is locked")


def test_paper_is_handed_over_after_the_release_only(two: tuple[User, User], kind: DocumentKind) -> None:
    batch = issued(kept([pay(1), pay(2)]), released_by=())

    with pytest.raises(IssuanceRefused):
        hand_over(batch=batch, numbers=[1], person=two[1].uuid, now=NOW)


def test_when_the_register_knows_the_person_the_row_is_made(two: tuple[User, User], kind: DocumentKind) -> None:
    batch, clerk = published(kept([pay(1), pay(77)])), a_clerk(11, kind)
    with pytest.raises(IssuanceRefused):
        decide_exception(
            batch=batch.pk, number=1, decision="again", reason="採用の登録待ち", person=clerk.uuid, now=PAYDAY
        )
    late = a_person(77)
    agrees(late)

    decide_exception(batch=batch.pk, number=1, decision="again", reason="採用を登録した", person=clerk.uuid, now=PAYDAY)
    run(PAYDAY)

    assert reads(late) == 1


def test_a_row_without_consent_can_be_sent_on_paper_with_a_reason(two: tuple[User, User], kind: DocumentKind) -> None:
    batch, clerk = issued(kept([pay(1), pay(2)]), without_consent="hold"), a_clerk(11, kind)
    with pytest.raises(IssuanceRefused, match="reason"):
        decide_exception(batch=batch.pk, number=1, decision="paper", reason=" ", person=clerk.uuid, now=NOW)

    decide_exception(batch=batch.pk, number=1, decision="paper", reason="本人の希望", person=clerk.uuid, now=NOW)
    run()

    assert states(batch)["00000002"] == "paper"


def test_a_correction_is_a_new_version_and_the_old_one_stays(two: tuple[User, User]) -> None:
    first = published(kept([pay(1), pay(2)]), receipt=None)
    fixed = PAYDAY + timedelta(days=3)

    issued(kept([pay(1, base=250_000)]), number=2, corrects=first.key, publish_at=None, now=fixed)
    run(fixed)

    versions = readable_documents(two[0].uuid, fixed).order_by("version").values_list("version", "root")
    assert list(versions) == [(1, first.key), (2, first.key)]


def test_a_closed_batch_is_marked_when_it_is_corrected(two: tuple[User, User]) -> None:
    first = published(kept([pay(1)]), receipt=None)
    assert first.status == BatchStatus.CLOSED

    issued(kept([pay(1)]), number=2, corrects=first.key, publish_at=None, now=PAYDAY)
    run(PAYDAY)
    first = fresh(first)

    assert first.status == BatchStatus.CORRECTED


def test_after_its_time_a_document_can_not_be_read(two: tuple[User, User]) -> None:
    published(kept([pay(1), pay(2)]))

    years = PAYDAY.replace(year=PAYDAY.year + 7)
    assert (reads(two[0], years - SECOND), reads(two[0], years)) == (1, 0)


def test_well_before_the_hour_the_office_is_told_of_what_is_not_ready(
    two: tuple[User, User], kind: DocumentKind
) -> None:
    clerk = a_clerk(11, kind)
    issued(kept([pay(1), pay(2)]), released_by=())

    run(PAYDAY - timedelta(hours=49))
    late = Notice.objects.filter(person=clerk, key__endswith=":late")
    assert not late.exists()
    run(PAYDAY - timedelta(hours=47))
    run(PAYDAY - timedelta(hours=46))

    assert Notice.objects.filter(person=clerk, subject__contains="準備ができていません").count() == 1


@pytest.mark.parametrize(
    "table",
    ["forms_issueddocument", "forms_consent", "forms_consenttext", "forms_documentlook", "forms_sampledrow"],
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_issued_and_answered_can_not_be_changed(table: str, statement: str) -> None:
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
