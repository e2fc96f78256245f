"""What is written once stays as it was, whoever asks."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from psycopg.errors import RaiseException

from forms.errors import AppendOnly
from forms.models import Attachment, Submission, UnsentFile
from forms.selectors.submissions import revisions_of
from forms.services.submission_rows import submission_row
from tests.support.database import superuser

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
CASE = uuid.UUID(int=7)


def a_submission(revision: int = 1, **answers: object) -> Submission:
    return Submission.objects.create(case=CASE, revision=revision, answers=answers, written_by=None, at=NOW)


def an_attachment() -> Attachment:
    return Attachment.objects.create(
        sha256="a" * 64, name="写真.jpg", size=1, type="image/jpeg", owner=uuid.uuid4(), attached_at=NOW
    )


@pytest.mark.parametrize("make", [a_submission, an_attachment])
def test_the_model_refuses_to_change_or_delete_a_row(make: type) -> None:
    row = make()

    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    with pytest.raises(AppendOnly):
        type(row).objects.all().update(id=9)
    with pytest.raises(AppendOnly):
        type(row).objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE forms_submission SET id = id",
        "DELETE FROM forms_submission",
        "TRUNCATE forms_submission",
        "UPDATE forms_attachment SET id = id",
        "TRUNCATE forms_attachment",
    ],
)
def test_the_application_has_no_right_to_change_a_row(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE forms_submission SET id = id", "Cannot update or delete rows"),
        ("DELETE FROM forms_submission", "Cannot update or delete rows"),
        ("UPDATE forms_attachment SET id = id", "Cannot update rows"),
        ("DELETE FROM forms_attachment", "a file that was sent stays"),
    ],
)
def test_the_trigger_refuses_even_the_database_administrator(statement: str, refusal: str) -> None:
    a_submission()
    an_attachment()

    with superuser(connection.settings_dict["NAME"]) as administrator, pytest.raises(RaiseException, match=refusal):
        administrator.execute(statement)


def test_a_file_that_was_sent_is_never_declared_unsent() -> None:
    sent = an_attachment()

    with pytest.raises(DatabaseError, match="unsent from the beginning or never"), transaction.atomic():
        UnsentFile.objects.create(uuid=sent.uuid, owner=sent.owner, size=1, wanted_at=NOW)
    other = UnsentFile.objects.create(uuid=uuid.uuid4(), owner=sent.owner, size=1, wanted_at=NOW)
    with pytest.raises(DatabaseError, match="unsent from the beginning or never"), transaction.atomic():
        UnsentFile.objects.filter(pk=other.pk).update(uuid=sent.uuid)


def test_a_revision_is_written_once() -> None:
    a_submission(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_submission(1)


def test_the_row_for_the_cases_statement_is_what_the_model_reads() -> None:
    row = submission_row(case=str(CASE), revision=3, answers={"氏名": "髙橋\n花子"}, written_by=str(CASE), at=NOW)

    with connection.cursor() as cursor:
        columns = ", ".join(f'"{column}"' for column in row)
        cursor.execute(f"INSERT INTO forms_submission ({columns}) VALUES (%s, %s, %s, %s, %s)", [*row.values()])

    assert revisions_of(CASE)[0].answers == {"氏名": "髙橋\n花子"}
    assert revisions_of(CASE)[0].written_by == CASE


def test_answers_are_told_from_the_oldest_to_the_newest() -> None:
    a_submission(4, a="四")
    a_submission(1, a="一")

    assert [revision.revision for revision in revisions_of(CASE)] == [1, 4]
