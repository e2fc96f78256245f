"""The interface for programs: the whole story of a card, and every kind of bad input answered with a sentence."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from approvals.services.set_absence import set_absence
from meguro_platform.models import User
from meguro_platform.services.access_tokens import issue_token
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world
from workflow.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
Call = Callable[..., Any]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def call() -> Call:
    """Ask as somebody: call(person, method, path, body, key=…) -> response."""
    client = Client(raise_request_exception=True)

    def ask(person: UUID, method: str, path: str, body: object = None, key: str = "", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {issue_token(person=person, now=MONDAY)}"}
        if key:
            headers["Idempotency-Key"] = key
        with time_machine.travel(MONDAY, tick=False):
            return client.generic(
                method,
                f"/api/v1/{path}",
                data=body if isinstance(body, str | bytes) else json.dumps(body),
                content_type="application/json",
                headers=headers,
                **more,
            )

    return ask


def start(call: Call, people: Cast, key: str = "") -> dict[str, Any]:
    answer = call(people.applicant, "POST", "cases/", {"procedure": "id-card-reissue", "answers": damaged_card()}, key)
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def act(call: Call, person: UUID, number: str, verdict: str, **body: Any) -> Any:
    shown = call(person, "GET", f"cases/{number}/").json()
    return call(person, "POST", f"tasks/{shown['open'][0]['task']}/{verdict}/", {"revision": shown["revision"], **body})


def test_a_case_runs_from_application_to_decision(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    steps = [
        act(call, people.head, number, "checked"),
        act(call, people.examiner, number, "proper", answers={"fee_decision": "不要"}),
        act(call, people.decider, number, "decide"),
    ]

    assert [step.status_code for step in steps] == [200, 200, 200]
    route = call(people.applicant, "GET", f"cases/{number}/route/").json()
    assert [step["status"] for step in route["steps"] if step["kind"] in ("check", "verify", "decide")] == ["done"] * 3
    journal = call(people.applicant, "GET", f"cases/{number}/journal/").json()
    assert [entry["event"] for entry in journal["entries"]] == ["start", *["complete_user_task"] * 3]


def test_the_inbox_lists_what_may_be_done(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    inbox = call(people.head, "GET", "inbox/").json()

    assert [task["case"] for task in inbox["tasks"]] == [number]


def test_the_same_key_and_body_are_answered_the_same(call: Call, people: Cast) -> None:
    first, second = start(call, people, "k1"), start(call, people, "k1")

    assert first == second
    assert Case.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(call: Call, people: Cast) -> None:
    start(call, people, "k1")

    body = {"procedure": "id-card-reissue", "answers": damaged_card() | {"cause": "本人の不注意"}}
    answer = call(people.applicant, "POST", "cases/", body, "k1")

    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_two_people_may_use_the_same_key(call: Call, people: Cast) -> None:
    start(call, people, "k1")

    body = {"procedure": "id-card-reissue", "answers": damaged_card()}
    answer = call(people.stranger, "POST", "cases/", body, "k1")

    assert answer.status_code == 201


def test_somebody_elses_case_is_not_there(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    answers = [call(people.stranger, "GET", f"cases/{number}/{part}") for part in ("", "journal/", "route/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_somebody_elses_task_is_not_there(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]
    task = call(people.head, "GET", f"cases/{number}/").json()["open"][0]["task"]

    answer = call(people.stranger, "POST", f"tasks/{task}/checked/", {"revision": 1})

    assert answer.status_code == 404


def test_the_applicant_may_not_check_his_own_case(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    answer = act(call, people.applicant, number, "checked")

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_right")


def test_a_verdict_that_is_not_possible_is_named(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    answer = act(call, people.head, number, "decide")

    assert answer.status_code == 422
    assert "確認" in answer.json()["detail"]


def test_an_answer_that_is_wrong_is_named_with_its_item(call: Call, people: Cast) -> None:
    body = {"procedure": "id-card-reissue", "answers": {"reason": "なくした"}}
    answer = call(people.applicant, "POST", "cases/", body)

    assert answer.status_code == 422
    assert "reason" in {problem["item"] for problem in answer.json()["problems"]}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"text"',
        b"null",
        b'{"procedure": 1, "answers": {}}',
        b'{"procedure": "id-card-reissue"}',
        b'{"procedure": "id-card-reissue", "answers": [], "x": 1}',
        b'{"procedure": "id-card-reissue", "answers": {"reason": "\\u0000"}}',
        b'{"procedure": "id-card-reissue", "answers": {"reason": "\\ud800"}}',
        b'{"procedure": "id-card-reissue", "answers": {"reason": 1e400}}',
        b'{"procedure": "id-card-reissue", "answers": {"reason": {"a": [1]}}}',
        b'{"procedure": "id-card-reissue", "answers": {"no such item": 1}}',
        b'{"procedure": "id-card-reissue", "answers": {"new_card_no": "X"}}',
        b'{"procedure": "id-card-reissue", "answers": {"reason_detail": "' + b"x" * 1_000_000 + b'"}}',
        b'{"procedure": "\\u0000", "answers": {}}',
        b'{"procedure": "unknown", "answers": {}}',
        b"[" * 100_000,
    ],
    ids=lambda body: repr(body[:60]),
)
def test_bad_input_is_refused_with_a_sentence(call: Call, people: Cast, body: bytes) -> None:
    answer = call(people.applicant, "POST", "cases/", body)

    assert 400 <= answer.status_code < 500, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["detail"]
    assert Case.objects.count() == 0


@pytest.mark.parametrize("path", ["cases/2026-999999/", "cases/%00/", "cases/" + "9" * 300 + "/"])
def test_an_unknown_case_is_not_there(call: Call, people: Cast, path: str) -> None:
    assert call(people.applicant, "GET", path).status_code == 404


def test_a_task_that_does_not_exist_is_not_there(call: Call, people: Cast) -> None:
    assert call(people.applicant, "POST", f"tasks/{uuid4()}/decide/", {"revision": 1}).status_code == 404


@pytest.mark.parametrize("path", ["tasks/x/decide/", "nothing/", "cases/2026-000001/journal/x/"])
def test_an_address_that_does_not_exist_is_told_as_a_problem(client: Client, path: str) -> None:
    answer = client.post(f"/api/v1/{path}", b"{}", content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found" and answer.json()["detail"]


def test_nobody_gets_in_without_a_token(people: Cast, client: Client) -> None:
    answers = [client.get("/api/v1/inbox/"), client.get("/api/v1/inbox/", headers={"Authorization": "Bearer x"})]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert all(answer["Content-Type"].startswith("application/problem+json") for answer in answers)


def test_a_revoked_token_is_refused_and_a_later_one_is_not(people: Cast, client: Client) -> None:
    person = User.objects.get(uuid=people.applicant)
    lost = issue_token(person=person.uuid, now=timezone.now())
    said = StringIO()

    call_command("revoke_tokens", person.staff_number, stdout=said)
    later = issue_token(person=person.uuid, now=timezone.now())

    answers = [client.get("/api/v1/inbox/", headers={"Authorization": f"Bearer {token}"}) for token in (lost, later)]
    assert [answer.status_code for answer in answers] == [401, 200]
    assert said.getvalue() == "トークン 1 個を使えなくしました\n"


def test_a_withdrawn_case_is_over(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    answer = call(people.applicant, "POST", f"cases/{number}/withdraw/", {"comment": "見つかりました"})

    assert answer.status_code == 200
    assert call(people.applicant, "GET", f"cases/{number}/").json()["outcome"] == "取下げ"


def test_an_act_on_what_was_not_seen_is_stale(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]
    act(call, people.head, number, "checked")
    act(call, people.examiner, number, "proper", answers={"fee_decision": "不要"})
    task = call(people.decider, "GET", f"cases/{number}/").json()["open"][0]["task"]

    answer = call(people.decider, "POST", f"tasks/{task}/decide/", {"revision": 1})

    assert (answer.status_code, answer.json()["code"]) == (409, "stale_revision")


def test_the_interface_describes_itself_without_the_internet(call: Call, people: Cast, client: Client) -> None:
    client.force_login(User.objects.get(uuid=people.applicant))

    page, schema = client.get("/api/"), client.get("/api/v1/schema/")

    assert page.status_code == 200
    assert b"http://" not in page.content.replace(b"http://testserver", b"")
    assert b"https://" not in page.content
    assert b"tasks_act" in schema.content


def test_what_was_done_last_is_taken_back_until_the_next_one_acts(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]
    act(call, people.head, number, "checked")

    assert call(people.applicant, "POST", f"cases/{number}/pull-back/").status_code == 409
    assert call(people.head, "POST", f"cases/{number}/pull-back/").status_code == 200

    assert call(people.head, "GET", f"cases/{number}/").json()["open"][0]["step"] == "所属長確認"


def test_a_later_view_is_recorded_once_and_an_objection_needs_words(call: Call, people: Cast) -> None:
    set_absence(person=people.head, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    number = start(call, people)["number"]
    address = f"cases/{number}/later-view/"

    assert call(people.head, "POST", address, {"objection": True}).status_code == 422
    assert call(people.head, "POST", address, {"objection": True, "comment": "異議があります"}).json()["looks"] == 1
    assert call(people.head, "POST", address, {}).status_code == 409


def test_nobody_takes_up_what_the_procedure_does_not_allow(call: Call, people: Cast) -> None:
    shown = start(call, people)
    task = call(people.decider, "GET", f"cases/{shown['number']}/").json()["open"][0]["task"]

    refused = [
        call(people.decider, "POST", f"tasks/{task}/pull-up/", body).status_code
        for body in ({"comment": "急ぐため"}, {"comment": ""}, {})
    ]

    assert refused == [403, 422, 422]
    assert call(people.stranger, "POST", f"tasks/{task}/pull-up/", {"comment": "急ぐため"}).status_code == 404
