"""後閲 and 供覧 in the inbox: a list of each, the case beside it, and the next one after each look."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import CaseReader, LaterView
from tests.support.card_story import a_case
from tests.support.ward import MONDAY, Cast
from workflow.models import Case

AsPerson = Callable[[UUID], Client]
HTMX = {"HX-Request": "true", "HX-Target": "pane"}


@pytest.fixture
def looks(people: Cast) -> list[LaterView]:
    """Two cases that the head was passed over in, and one that was put before him."""
    return [owed(people, a_case(people), reason) for reason in ("absent", "pulled_up", "shown")]


def owed(people: Cast, case: Case, reason: str) -> LaterView:
    CaseReader.objects.get_or_create(case=case, subject=str(people.head))
    return LaterView.objects.create(
        case=case, person=people.head, step="所属長確認", unit="", post="課長", reason=reason, created_at=MONDAY
    )


def listed(client: Client, view: str, **more: str) -> str:
    answer = client.get("/inbox/", {"view": view, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_decided_without_one_and_what_circulates_stand_apart(
    people: Cast, as_person: AsPerson, looks: list[LaterView]
) -> None:
    client, (absent, taken, shown) = as_person(people.head), looks

    later, circulated = listed(client, "later"), listed(client, "circulated")

    assert absent.case.number in later and taken.case.number in later and shown.case.number not in later
    assert shown.case.number in circulated and absent.case.number not in circulated
    assert "不在のため" in later and "上の職の人が引き上げた" in later


def test_a_row_says_what_the_case_is_about(people: Cast, as_person: AsPerson, looks: list[LaterView]) -> None:
    assert "破損 — " in listed(as_person(people.head), "later")


def test_what_circulates_says_how_many_have_looked(people: Cast, as_person: AsPerson, looks: list[LaterView]) -> None:
    case = looks[-1].case
    for person, seen in ((people.decider, MONDAY), (people.examiner, None), (people.stranger, MONDAY)):
        row = {"case": case, "step": "所属長確認", "reason": "shown", "created_at": MONDAY, "seen_at": seen}
        LaterView.objects.create(person=person, unit="", post="", **row)

    page = listed(as_person(people.head), "circulated")

    assert "4人中 2人が見ました" in page


def test_a_look_is_recorded_and_the_next_one_opens(people: Cast, as_person: AsPerson, looks: list[LaterView]) -> None:
    client, (absent, taken, _) = as_person(people.head), looks

    answer = client.post(f"/inbox/looks/{absent.pk}/", {"act.list": "view=later"}, headers=HTMX).content.decode()

    absent.refresh_from_db()
    assert absent.seen_at is not None
    assert f"/inbox/looks/{taken.pk}/" in answer
    assert f'id="look-{absent.pk}" hx-swap-oob="true"' in answer

    last = client.post(f"/inbox/looks/{taken.pk}/", {"act.list": "view=later"}, headers=HTMX).content.decode()
    assert "この一覧はこれで終わりです" in last or "最後" in last


def test_an_objection_without_words_keeps_what_was_ticked(
    people: Cast, as_person: AsPerson, looks: list[LaterView]
) -> None:
    answer = as_person(people.head).post(
        f"/inbox/looks/{looks[0].pk}/", {"act.list": "view=later", "later.objects": "on"}, headers=HTMX
    )

    assert answer.status_code == 422
    assert "異議の内容を書いてください" in answer.content.decode()
    looks[0].refresh_from_db()
    assert looks[0].seen_at is None


def test_nobody_opens_or_does_the_look_of_somebody_else(
    people: Cast, as_person: AsPerson, looks: list[LaterView]
) -> None:
    client = as_person(people.examiner)

    assert client.post(f"/inbox/looks/{looks[0].pk}/", {}).status_code == 404
    opened = client.get("/inbox/", {"view": "later", "look": str(looks[0].pk)}, headers=HTMX)
    assert opened.status_code == 409
    assert looks[0].case.number not in listed(client, "later", look=str(looks[0].pk))


@pytest.mark.parametrize("look", ["x", "-1", "9" * 30, ""])
def test_an_address_that_means_nothing_shows_the_list(
    people: Cast, as_person: AsPerson, looks: list[LaterView], look: str
) -> None:
    assert looks[0].case.number in listed(as_person(people.head), "later", look=look)


def test_without_script_one_comes_back_to_the_list(people: Cast, as_person: AsPerson, looks: list[LaterView]) -> None:
    answer = as_person(people.head).post(f"/inbox/looks/{looks[2].pk}/", {"act.list": "view=circulated"})

    assert (answer.status_code, answer["Location"]) == (302, "/inbox/?view=circulated")
