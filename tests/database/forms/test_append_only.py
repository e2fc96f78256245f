"""What is written once stays as it was, whoever asks."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg.errors import RaiseException

from forms.errors import AppendOnly
from forms.models import Attachment, Submission
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


@pytest.mark.parametrize("table", ["forms_submission", "forms_attachment"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_has_no_right_to_change_a_row(table: str, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["forms_submission", "forms_attachment"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_trigger_refuses_even_the_database_administrator(table: str, statement: str) -> None:
    a_submission()
    an_attachment()

    with (
        superuser(connection.settings_dict["NAME"]) as administrator,
        pytest.raises(RaiseException, match="Cannot update or delete rows"),
    ):
        administrator.execute(statement.format(table))


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
