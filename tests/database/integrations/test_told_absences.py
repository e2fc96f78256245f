"""What the groupware tells of absences becomes an absence of the person, in whose place others then act (IF-18)."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from approvals.models import Absence
from integrations.signing import signed_headers
from tests.support.stand_ins import SECRET
from workflow.models import InboundMessage, JournalEntry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 9)
NOON = datetime(2026, 12, 9, 3, tzinfo=UTC)
NUMBER = "00100582"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """The day on which a message comes decides what it does."""
    with time_machine.travel(NOON):
        yield


@pytest.fixture(autouse=True)
def person(settings: Settings) -> Any:
    settings.CONNECTED_SYSTEMS = {"グループウェア": {"url": "http://127.0.0.1:1/", "secret": SECRET}}
    return get_user_model().objects.create(staff_number=NUMBER, name="佐藤　花子")


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


def told(what: str, data: Mapping[str, str], message_id: str = "msg_1") -> tuple[int, Any]:
    body = json.dumps({"name": f"グループウェア.{what}", "key": NUMBER, "data": {"職員番号": NUMBER, **data}}).encode()
    headers = signed_headers(body, secret=SECRET, message_id=message_id, at=timezone.now())
    answer = Client().post("/api/v1/messages/", body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def away() -> list[tuple[date, date | None, str, str]]:
    return list(Absence.objects.order_by("since").values_list("since", "until", "reason", "told_by"))


def test_an_absence_lasts_to_the_end_of_its_last_day() -> None:
    answer = told("不在の登録", {"初日": day(3), "最終日": day(5), "事由": "出張"})

    assert answer == (200, {"result": "received"})
    assert away() == [(TODAY + timedelta(days=3), TODAY + timedelta(days=6), "出張", "グループウェア")]
    assert InboundMessage.objects.get().status == "taken"
    assert JournalEntry.objects.get(kind="organisation").event == "absence_registered"


def test_the_same_message_again_changes_nothing() -> None:
    told("不在の登録", {"初日": day(3), "最終日": day(5)})

    assert told("不在の登録", {"初日": day(3), "最終日": day(5)}) == (200, {"result": "duplicate"})
    assert len(away()) == 1


def test_who_was_killed_before_the_message_was_recorded_keeps_the_same_absence() -> None:
    told("不在の登録", {"初日": day(3), "最終日": day(5)})
    InboundMessage.objects.all().delete()

    assert told("不在の登録", {"初日": day(3), "最終日": day(5)}) == (200, {"result": "received"})
    assert (len(away()), JournalEntry.objects.filter(kind="organisation").count()) == (1, 1)


def test_another_last_day_replaces_the_one_told_before() -> None:
    told("不在の登録", {"初日": day(3), "最終日": day(5)})
    told("不在の登録", {"初日": day(3), "最終日": day(9)}, "msg_2")

    assert [until for _, until, *_ in away()] == [TODAY + timedelta(days=10)]


def test_an_absence_that_has_not_begun_is_taken_back() -> None:
    told("不在の登録", {"初日": day(3), "最終日": day(5)})

    assert told("不在の取消", {"初日": day(3)}, "msg_2") == (200, {"result": "received"})
    assert away() == []


def test_of_an_absence_that_has_begun_the_days_that_are_over_stay() -> None:
    told("不在の登録", {"初日": day(-2), "最終日": day(5)})
    told("不在の取消", {"初日": day(-2)}, "msg_2")

    assert [(since, until) for since, until, *_ in away()] == [(TODAY - timedelta(days=2), TODAY)]


def test_what_a_person_registered_is_not_for_the_groupware_to_change(person: Any) -> None:
    Absence.objects.create(person=person.uuid, since=TODAY + timedelta(days=3), reason="育休")
    told("不在の登録", {"初日": day(3), "最終日": day(5)})
    told("不在の取消", {"初日": day(3)}, "msg_2")

    assert [(reason, system) for *_, reason, system in away()] == [("育休", "")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"職員番号": "00999999", "初日": day(3), "最終日": day(5)}, "職員番号 00999999 の職員はいません。"),
        ({"初日": day(5), "最終日": day(3)}, "最終日が初日より前です。"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_not_recorded(data: dict[str, str], sentence: str) -> None:
    status, problem = told("不在の登録", data)

    assert (status, problem["code"], problem["detail"]) == (400, "message-refused", sentence)
    assert (away(), InboundMessage.objects.count()) == ([], 0)
