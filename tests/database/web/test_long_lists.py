"""Every list with ten thousand rows costs what it costs with some hundreds: a page of it, and the same statements."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from approvals.models import InboxEntry
from approvals.services.grants import recompute_groups
from approvals.services.index_cases import index_cases
from meguro_platform.models import User
from tests.support.card_story import a_case
from tests.support.database import superuser
from tests.support.platform_people import auditor, operator, says_why
from tests.support.ward import MONDAY, Cast, cast, load_world
from workflow.models import Case, UserTask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

FEW, MANY = 250, 10_000
COPIES = """
INSERT INTO workflow_case
SELECT copied.* FROM generate_series(%(first)s, %(last)s) n, workflow_case original, jsonb_populate_record(
    original, jsonb_build_object('uuid', md5('case' || n)::uuid, 'number', 'C-' || n,
        'started_at', original.started_at + n * interval '1 minute')
) copied WHERE original.uuid = %(case)s;

INSERT INTO workflow_usertask
SELECT copied.* FROM generate_series(%(first)s, %(last)s) n, workflow_usertask original, jsonb_populate_record(
    original, jsonb_build_object('uuid', md5('task' || n)::uuid, 'case_id', md5('case' || n)::uuid)
) copied WHERE original.case_id = %(case)s AND original.status = 'open';

INSERT INTO approvals_inbox_entry
SELECT copied.* FROM generate_series(%(first)s, %(last)s) n, approvals_inbox_entry original, jsonb_populate_record(
    original, jsonb_build_object('id', nextval('approvals_inbox_entry_id_seq'), 'task_id', md5('task' || n)::uuid,
        'case_id', md5('case' || n)::uuid)
) copied WHERE original.case_id = %(case)s AND original.person = %(head)s;

INSERT INTO approvals_case_reader (case_id, subject)
SELECT md5('case' || n)::uuid, subject FROM generate_series(%(first)s, %(last)s) n, approvals_case_reader
WHERE case_id = %(case)s;

INSERT INTO approvals_case_words
SELECT copied.* FROM generate_series(%(first)s, %(last)s) n, approvals_case_words original,
jsonb_populate_record(original, jsonb_build_object('case_id', md5('case' || n)::uuid)) copied
WHERE original.case_id = %(case)s;

INSERT INTO approvals_later_view (case_id, person, step, unit, post, reason, created_at)
SELECT md5('case' || n)::uuid, %(head)s, '所属長確認', '', '', (ARRAY['absent', 'shown'])[1 + n %% 2], now()
FROM generate_series(%(first)s, %(last)s) n;

INSERT INTO workflow_incident (case_id, incident, node, kind, detail, opened_at)
SELECT md5('case' || n)::uuid, '000001', 'x', 'call_failed', '応答がない', now()
FROM generate_series(%(first)s, %(last)s) n;

INSERT INTO integrations_notice (person_id, case_id, key, subject, text, at)
SELECT %(head)s, md5('case' || n)::uuid, 'n/1', '知らせ', '知らせ', now() FROM generate_series(%(first)s, %(last)s) n
"""


@pytest.fixture
def people() -> Cast:
    load_world()
    recompute_groups(now=MONDAY)
    return cast()


@pytest.fixture
def grow(people: Cast) -> Callable[[int, int], None]:
    """Copies of one waiting case, with all that lists are made of."""
    case = a_case(people)
    index_cases()
    assert InboxEntry.objects.filter(case=case, person=people.head).exists()

    def fill(first: int, last: int) -> None:
        values: dict[str, int | str] = {"first": first, "last": last, "case": str(case.uuid), "head": str(people.head)}
        with connection.cursor() as cursor:
            for statement in COPIES.split(";\n"):
                cursor.execute(statement, values)
        with superuser(str(connection.settings_dict["NAME"])) as server:
            server.execute("ANALYZE")  # as autovacuum does within a minute; the product's role may not

    return fill


def lists(people: Cast) -> list[tuple[User, str]]:
    """Who looks, and at which list."""
    head, applicant = (User.objects.get(uuid=person) for person in (people.head, people.applicant))
    word = str(Case.objects.earliest("started_at").state["answers"]["reason_detail"])[:2]
    return [
        (head, "/"),
        (head, "/inbox/"),
        (head, "/inbox/?order=newest&page=2"),
        (head, "/inbox/?view=later"),
        (head, "/inbox/?view=circulated"),
        (head, f"/search/?q={word}"),
        (applicant, "/my/"),
        (applicant, "/my/?q=C-1"),
        (auditor(), "/audit/"),
        (auditor(), "/audit/?outcome=open&mark=later_view"),
        (auditor(), "/clerk/id-card-reissue/send-backs/"),
        (operator(), "/operations/"),
    ]


def looked_at(person: User, address: str) -> tuple[int, int]:
    """How many statements a page takes, and its size in thousands of bytes; what the menu knows lasts for a minute."""
    with time_machine.travel(MONDAY, tick=False):
        client = Client()
        client.force_login(person)
        says_why(client)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
    assert answer.status_code == 200, address
    return len(asked), len(answer.content) // 1000


def test_a_list_of_ten_thousand_costs_what_a_list_of_some_hundreds_costs(
    people: Cast, grow: Callable[[int, int], None]
) -> None:
    grow(1, FEW)
    few = {address: looked_at(person, address) for person, address in lists(people)}
    grow(FEW + 1, MANY)
    many = {address: looked_at(person, address) for person, address in lists(people)}

    assert UserTask.objects.filter(status="open").count() == MANY + 1
    assert {address: statements for address, (statements, _) in many.items()} == {
        address: statements for address, (statements, _) in few.items()
    }
    grown = {
        address: (few[address][1], size) for address, (_, size) in many.items() if size > 1.1 * few[address][1] + 2
    }
    assert grown == {}
