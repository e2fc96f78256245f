"""What systems tell us at POST /api/v1/messages/."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from integrations.signing import signed_headers
from tests.support.stand_ins import SECRET
from workflow.models import InboundMessage

OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
URL = "/api/v1/messages/"
DONE = {"name": "職員証発行.完了", "key": "R-1", "data": {"受付番号": "R-1"}}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_systems(settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {
        "入退室": {"url": "http://127.0.0.1:1/", "secret": OTHER_SECRET},
        "職員証発行": {"url": "http://127.0.0.1:1/", "secret": SECRET},
    }


def send(
    content: object, *, secret: str = SECRET, message_id: str = "msg_1", at: datetime | None = None
) -> tuple[int, Any]:
    """Send a signed message as a system would; what was answered."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    headers = signed_headers(body, secret=secret, message_id=message_id, at=at or timezone.now())
    return post(body, headers)


def post(body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
    response = Client(enforce_csrf_checks=True).post(URL, body, content_type="application/json", headers=headers)
    return response.status_code, response.json()


def test_a_message_nobody_waits_for_is_kept() -> None:
    assert send(DONE) == (200, {"result": "kept"})
    kept = InboundMessage.objects.get()
    assert (kept.sender, kept.name, kept.key, kept.data) == (
        "職員証発行",
        "職員証発行.完了",
        "R-1",
        {"受付番号": "R-1"},
    )


def test_the_same_message_again_changes_nothing() -> None:
    send(DONE)

    assert send(DONE) == (200, {"result": "duplicate"})
    assert InboundMessage.objects.count() == 1


def test_while_a_key_is_changed_the_old_one_is_still_accepted(settings: Settings) -> None:
    new = "whsec_" + "A" * 40
    settings.CONNECTED_SYSTEMS = {"職員証発行": {"url": "http://127.0.0.1:1/", "secret": f"{new} {SECRET}"}}

    assert send(DONE)[0] == 200


def test_an_unsigned_message_is_turned_away_with_a_sentence() -> None:
    status, problem = post(json.dumps(DONE).encode(), {})

    assert (status, problem["status"], problem["code"]) == (401, 401, "signature-unsigned")
    assert problem["detail"].startswith("署名がありません。")
    assert not InboundMessage.objects.exists()


def test_a_message_with_an_unknown_key_is_turned_away() -> None:
    status, problem = send(DONE, secret="whsec_" + "B" * 40)

    assert (status, problem["code"]) == (401, "signature-mismatch")
    assert not InboundMessage.objects.exists()


def test_a_system_cannot_speak_for_another() -> None:
    status, problem = send(DONE, secret=OTHER_SECRET)

    assert (status, problem["code"]) == (403, "sender-mismatch")
    assert not InboundMessage.objects.exists()


def test_a_recorded_message_is_turned_away_later() -> None:
    status, problem = send(DONE, at=timezone.now() - timedelta(hours=1))

    assert (status, problem["code"]) == (401, "signature-too-old")


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[" * 50_000, b'{"name":"x"}', b'{"name":"a\\u0000"}'])
def test_a_body_that_is_no_message_is_refused(body: bytes) -> None:
    status, problem = send(body)

    assert (status, problem["code"]) == (400, "message-malformed")
    assert problem["detail"].startswith("知らせは ")


def test_a_message_the_database_cannot_keep_is_refused() -> None:
    status, problem = send({**DONE, "data": {"受付番号": "R\0"}})

    assert (status, problem["code"]) == (400, "message-unstorable")


def test_a_body_that_is_no_text_is_refused() -> None:
    assert send(b"\xff\xfe")[0] == 400


def test_a_huge_body_is_refused_unread() -> None:
    status, problem = send(b" " * 70_000)

    assert (status, problem["code"]) == (413, "message-too-large")


@pytest.mark.parametrize("message_id", ["x" * 201, "m 1", "名"])
def test_an_id_that_is_none_is_refused(message_id: str) -> None:
    headers = signed_headers(b"{}", secret=SECRET, message_id=message_id, at=timezone.now())

    assert post(b"{}", headers)[1]["code"] == "signature-unsigned"


def test_a_problem_is_of_the_problem_type() -> None:
    response = Client().post(URL, b"{}", content_type="application/json")

    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["www-authenticate"] == "Webhook-Signature"


def test_only_posting_is_allowed() -> None:
    assert Client().get(URL).status_code == 405


def test_a_message_that_no_file_describes_is_refused() -> None:
    status, problem = send({**DONE, "name": "職員証発行.破棄"})

    assert (status, problem["code"]) == (400, "message-unknown")
    assert "職員証発行.破棄" in problem["detail"]


@pytest.mark.parametrize("data", [{}, {"受付番号": ""}, {"受付番号": "R-1", "金額": 3}, {"受付番号": ["R-1"]}])
def test_a_message_with_other_values_than_its_file_says_is_refused(data: dict[str, object]) -> None:
    status, problem = send({**DONE, "data": data})

    assert (status, problem["code"]) == (400, "message-unfit")
    assert not InboundMessage.objects.exists()


def test_when_too_many_messages_wait_for_a_case_senders_are_asked_to_come_back(
    client: Client, settings: Settings
) -> None:
    settings.MOST_KEPT_MESSAGES = 0

    answer = client.post("/api/v1/messages/", b"{}", content_type="application/json")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answer.json()["code"] == "backlog-full"
