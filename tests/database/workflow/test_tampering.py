"""What somebody with rights on the database could do to the journal, and that verification names it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.support.database import superuser
from tests.support.disposal import destroy_first_payload
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world
from workflow.models import Case, JournalPayload, UserTask
from workflow.selectors import journal
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def case(people: Cast) -> Case:
    """A case with two journal entries."""
    outcome = start_case(
        procedure="id-card-reissue",
        applicant=people.applicant,
        person=people.applicant,
        answers=damaged_card(),
        now=MONDAY,
    )
    assert isinstance(outcome, Done)
    task = UserTask.objects.get(case=outcome.result["case"])
    complete_user_task(task=task.uuid, person=people.head, verdict="checked", now=MONDAY)
    return Case.objects.get(uuid=outcome.result["case"])


@pytest.fixture
def intruder() -> Iterator[psycopg.Connection]:
    """Somebody with every right, who first switches the triggers off."""
    with superuser(connection.settings_dict["NAME"]) as raw:
        raw.execute("SET session_replication_role = replica")
        yield raw


@pytest.mark.parametrize("verb", ["UPDATE workflow_journalentry SET event = 'x'", "DELETE FROM workflow_journalentry"])
def test_the_application_may_not_change_the_journal(case: Case, verb: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_the_application_may_not_choose_the_number_of_an_entry(case: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workflow_journalentry (id, kind, stream, seq, event, at, header, hash, command_digest)"
            " VALUES (999999, 'case', 'x', 1, 'start', now(), '', '', '')"
        )


def test_a_payload_is_deleted_only_with_a_tombstone(case: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalPayload.objects.filter(entry__stream=str(case.uuid)).delete()


TAMPERING: dict[str, str] = {
    "an edited header": "UPDATE workflow_journalentry SET header = header || ' ' WHERE stream = %(case)s AND seq = 1",
    "an edited payload": "UPDATE workflow_journalpayload SET body = body || ' ' WHERE entry_id = "
    "(SELECT id FROM workflow_journalentry WHERE stream = %(case)s AND seq = 2)",
    "a missing first entry": "DELETE FROM workflow_journalentry WHERE stream = %(case)s AND seq = 1",
    "a missing last entry": "DELETE FROM workflow_journalentry WHERE stream = %(case)s AND seq = 2",
    "a payload gone without a record": "DELETE FROM workflow_journalpayload WHERE entry_id = "
    "(SELECT id FROM workflow_journalentry WHERE stream = %(case)s AND seq = 1)",
    "something in the state that nobody reads": "UPDATE workflow_case SET state = "
    "jsonb_set(state, '{recalled}', 'true') WHERE uuid = %(case)s::uuid",
    "answers changed behind the journal": "UPDATE workflow_case SET state = "
    "jsonb_set(state, '{answers,reason}', '\"LOST\"') WHERE uuid = %(case)s::uuid",
    "a case ended behind the journal": "UPDATE workflow_case SET status = 'ended', outcome = '交付済', ended_at = now()"
    " WHERE uuid = %(case)s::uuid",
    "a task closed behind the journal": "UPDATE workflow_usertask SET status = 'completed', closed_at = now()"
    " WHERE case_id = %(case)s::uuid",
}


@pytest.mark.parametrize("sql", TAMPERING.values(), ids=TAMPERING.keys())
def test_verification_finds(case: Case, intruder: psycopg.Connection, sql: str) -> None:
    intruder.execute(sql, {"case": str(case.uuid)})
    intruder.commit()

    case.refresh_from_db()
    assert check_case(case) != []


def test_what_nobody_touched_verifies(case: Case) -> None:
    assert check_case(case) == []


def test_a_lawfully_destroyed_payload_leaves_a_chain_that_verifies(case: Case) -> None:
    destroy_first_payload(case)

    assert check_case(case) == []


def sent_back(case: Case, people: Cast) -> None:
    task = UserTask.objects.get(case=case, status="open")
    done = complete_user_task(task=task.uuid, person=people.examiner, verdict="send_back", now=MONDAY, comment="理由")
    assert isinstance(done, Done), done


def test_a_case_that_has_gone_on_since_it_was_read_is_no_fault(case: Case, people: Cast) -> None:
    sent_back(case, people)

    assert check_case(case) == []


def test_an_act_in_the_middle_of_a_check_is_no_fault(case: Case, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    check_stream = journal.check_stream

    def meanwhile(kind: str, stream: str, head: str) -> list[journal.Finding]:
        with ThreadPoolExecutor(1) as somebody:
            somebody.submit(sent_back, case, people).result()
            somebody.submit(lambda: connection.close()).result()
        return check_stream(kind, stream, head)

    monkeypatch.setattr(journal, "check_stream", meanwhile)

    assert check_case(case) == []
    assert Case.objects.get(pk=case.pk).journal_seq == case.journal_seq + 1
