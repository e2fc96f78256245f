"""Bodies, keys and addresses at the edge of what is taken: each gets a sentence, never an error of ours."""

from typing import Any

import pytest

from tests.database.api.test_api import Call, act, call, people, start
from tests.database.approvals.test_circulation import circulating, line
from tests.support.spending_case import spending_world
from tests.support.ward import Cast, damaged_card
from workflow.models import Case

__all__ = ["call", "people"]
pytestmark = pytest.mark.django_db

DEEP = b'{"procedure": "id-card-reissue", "answers": {"reason": ' + b"[" * 300 + b"]" * 300 + b"}}"


def a_card(**more: Any) -> dict[str, Any]:
    return {"procedure": "id-card-reissue", "answers": damaged_card(), **more}


def test_a_key_may_be_as_long_as_it_is_said(call: Call, people: Cast) -> None:
    first, second = (call(people.applicant, "POST", "cases/", a_card(), "k" * 200) for _ in range(2))

    assert (first.status_code, second["Idempotent-Replayed"]) == (201, "true")
    assert call(people.applicant, "POST", "cases/", a_card(), "k" * 201).status_code == 422


def test_a_body_may_not_be_nested_without_end(call: Call, people: Cast) -> None:
    answer = call(people.applicant, "POST", "cases/", DEEP)

    assert (answer.status_code, answer.json()["code"]) == (422, "body_invalid")


def test_a_body_is_read_up_to_its_limit(call: Call, people: Cast) -> None:
    answer = call(people.applicant, "POST", "cases/", b'{"procedure": "' + b"x" * 5_300_000 + b'"}')

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("page", ["0", "x", "１", "000001" + "0" * 20, "0" * 5_000 + "1", "10001"])
def test_a_page_that_is_none_is_refused(call: Call, people: Cast, page: str) -> None:
    answer = call(people.applicant, "GET", f"inbox/?page={page}")

    assert (answer.status_code, answer.json()["code"]) == (400, "page_invalid")


@pytest.mark.parametrize("comment", ["x" * 4_001, "\x1b[2J", "\ufffe"], ids=["long", "control", "no character"])
def test_a_comment_is_held_to_what_a_page_takes(call: Call, people: Cast, comment: str) -> None:
    number = start(call, people)["number"]

    answers = [
        call(people.applicant, "POST", "cases/", a_card(comment=comment)),
        act(call, people.head, number, "checked", comment=comment),
        call(people.applicant, "POST", f"cases/{number}/withdraw/", {"comment": comment}),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(422, "comment_invalid")}
    assert Case.objects.get().revision == 1


def test_line_ends_of_a_comment_are_taken_as_a_page_takes_them(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    assert act(call, people.head, number, "checked", comment=" 一行目\r\n二行目\n").status_code == 200
    journal = call(people.applicant, "GET", f"cases/{number}/journal/").json()
    assert journal["entries"][-1]["comment"] == "一行目\n二行目"


def test_an_opinion_that_says_nothing_is_none(call: Call) -> None:
    spending_world()
    case, chief = circulating(), line().chief

    silent, said = (act(call, chief, case.number, "with_opinion", comment=words) for words in (" ", "急ぎます"))

    assert (silent.status_code, silent.json()["code"], said.status_code) == (422, "comment_required", 200)


def test_a_kind_of_reason_is_one_of_the_offices_and_goes_with_a_send_back(call: Call, people: Cast) -> None:
    number = start(call, people)["number"]

    unknown = act(call, people.head, number, "send_back", comment="写真", reason_kind="気分")
    astray = act(call, people.head, number, "checked", reason_kind="添付の不足")
    taken = act(call, people.head, number, "send_back", comment="写真", reason_kind="添付の不足")

    assert {(each.status_code, each.json()["code"]) for each in (unknown, astray)} == {(422, "reason_kind_invalid")}
    assert taken.status_code == 200
    journal = call(people.applicant, "GET", f"cases/{number}/journal/").json()
    assert journal["entries"][-1]["reason_kind"] == "添付の不足"


def test_a_revision_that_nobody_has_seen_is_none(call: Call, people: Cast) -> None:
    """Else whoever names a great number would never be told that the case changed."""
    number = start(call, people)["number"]
    task = call(people.head, "GET", f"cases/{number}/").json()["open"][0]["task"]

    answers = [call(people.head, "POST", f"tasks/{task}/checked/", {"revision": far}) for far in (2, 10**30)]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(422, "revision_unknown")}
    assert Case.objects.get().revision == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"procedure": 1, "answers": {}}, "procedure は文字列で送ってください(整数が来ました)。"),
        ({"procedure": "id-card-reissue", "answers": []}, "answers は対応({…})で送ってください(並び([…])が来ました)。"),
        ([], "本文 は対応({…})で送ってください(並び([…])が来ました)。"),
        ({"procedure": "id-card-reissue"}, "answers がありません。"),
        ({"procedure": "id-card-reissue", "answers": {}, "x": 1}, "x という項目はありません。"),
    ],
    ids=["type", "list", "body", "missing", "unknown"],
)
def test_what_is_wrong_with_a_body_is_said_in_japanese(call: Call, people: Cast, body: object, said: str) -> None:
    answer = call(people.applicant, "POST", "cases/", body)

    assert (answer.status_code, answer.json()["detail"]) == (422, f"本文の形が違います。{said}")
