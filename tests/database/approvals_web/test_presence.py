"""Who else reads a case now, and what arrived while a list was open."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.utils import timezone

from approvals.models import CaseLook, InboxEntry
from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.ward import Cast
from workflow.models import Case

AsPerson = Callable[[UUID], Client]


def two_examiners(case: Case) -> tuple[UUID, UUID]:
    first, second, *_ = InboxEntry.objects.filter(case=case).values_list("person", flat=True)
    return first, second


def test_who_may_act_too_and_has_it_open_is_named(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    first, second = two_examiners(case)
    as_person(first).get(f"/cases/{case.number}/")

    page = as_person(second).post(f"/cases/{case.number}/presence/").content.decode()

    assert f"{User.objects.get(uuid=first).name}さんもいま読んでいます" in page


def test_who_left_a_while_ago_is_not_named(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    first, second = two_examiners(case)
    as_person(first).get(f"/cases/{case.number}/")
    CaseLook.objects.filter(person=first).update(seen_at=timezone.now() - timedelta(minutes=5))

    assert "いま読んで" not in as_person(second).get(f"/cases/{case.number}/").content.decode()


def test_who_cannot_act_is_not_named(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    as_person(people.applicant).get(f"/cases/{case.number}/")

    assert "いま読んで" not in as_person(people.examiner).get(f"/cases/{case.number}/").content.decode()


def test_nobody_is_told_about_a_case_that_is_not_theirs(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    assert as_person(people.stranger).post(f"/cases/{case.number}/presence/").status_code == 404


def test_what_arrives_is_announced_and_not_inserted(people: Cast, as_person: AsPerson) -> None:
    a_case(people)
    since = InboxEntry.objects.get(person=people.head).pk
    client = as_person(people.head)

    assert "届きました" not in client.get(f"/inbox/arrivals/?since={since}").content.decode()
    a_case(people)
    assert "新しく1件届きました" in client.get(f"/inbox/arrivals/?since={since}").content.decode()
    assert "届きました" not in client.get(f"/inbox/arrivals/?view=decide&since={since}").content.decode()
    assert client.get("/inbox/arrivals/?since=%00x").status_code == 200
