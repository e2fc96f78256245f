"""What systems are expected to tell, however many cases wait and messages have come."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from integrations.selectors import awaited
from integrations.selectors.awaited import awaited_messages
from tests.support.ward import MONDAY
from workflow.models import Case, InboundMessage, Procedure, Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    return Case.objects.create(
        uuid=uuid4(),
        number="8-000001",
        procedure=Procedure.objects.create(key="leave", name="休暇届", office="personnel"),
        program_hash="0" * 64,
        status="open",
        applicant=uuid4(),
        unit="tax-1",
        revision=1,
        content_revision=1,
        state={},
        state_hash="0" * 64,
        journal_seq=1,
        journal_head="0" * 64,
        started_at=MONDAY,
        changed_at=MONDAY,
    )


def told(name: str, times: int) -> None:
    InboundMessage.objects.bulk_create(
        InboundMessage(
            sender=name.partition(".")[0],
            message=f"{name} {number}",
            name=name,
            key=str(number),
            status="kept",
            received_at=MONDAY + timedelta(hours=number),
        )
        for number in range(times)
    )


def waits(case: Case, name: str, times: int) -> None:
    Subscription.objects.bulk_create(
        Subscription(case=case, subscription=f"{name}/{number}", name=name, key=str(number)) for number in range(times)
    )


def test_each_name_says_how_many_cases_wait_and_when_it_last_came(case: Case) -> None:
    waits(case, "財務.確定", 2)
    told("財務.確定", 3)
    told("入退室.発行", 1)

    found = [(each.name, each.waiting, each.last) for each in awaited_messages(systems=None)]

    assert found == [("財務.確定", 2, MONDAY + timedelta(hours=2)), ("入退室.発行", 0, MONDAY)]


def test_an_operator_sees_the_messages_of_the_own_systems(case: Case) -> None:
    waits(case, "財務.確定", 1)
    told("入退室.発行", 1)

    assert [each.name for each in awaited_messages(systems=["入退室"])] == ["入退室.発行"]


def test_nothing_is_counted_beyond_what_a_person_reads(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awaited, "MOST_COUNTED", 3)
    waits(case, "財務.確定", 5)

    assert awaited_messages(systems=None)[0].waiting == 3


def test_messages_are_not_gone_through_one_by_one() -> None:
    told("財務.確定", 500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE workflow_inboundmessage; SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + awaited._AWAITED, {"most": 10})
        plan = str(cursor.fetchone()[0])

    assert "'Actual Rows': 500" not in plan and '"Actual Rows": 500' not in plan
