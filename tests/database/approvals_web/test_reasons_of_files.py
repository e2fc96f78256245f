"""Files with sensitive personal data are opened only after saying why, and every opening stands in the own record."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from tests.support.leave_story import a_sick_leave, certificate_of, passed_on, superior_of
from tests.support.ward import Cast
from workflow.models import Case, JournalEntry

AsPerson = Callable[[UUID], Client]


def address_of(case: Case, what: str = "") -> str:
    return f"/cases/{case.number}/files/{certificate_of(case)}/{what}"


def openings(person: UUID, event: str = "opened_file") -> list[str]:
    """The reasons in a person's own record."""
    entries = JournalEntry.objects.filter(stream=str(person), event=event).order_by("seq")
    return [json.loads(bytes(entry.payload.body))["reason"] for entry in entries.select_related("payload")]


def test_who_has_the_work_opens_it_at_once_and_the_step_is_the_reason(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = superior_of(case)

    answer = as_person(superior.uuid).get(address_of(case))

    assert answer["Content-Type"] == "application/pdf"
    assert openings(superior.uuid) == ["係長の確認"]


def test_who_applied_opens_the_own_file_without_a_record(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)

    answer = as_person(people.applicant).get(address_of(case))

    assert answer["Content-Type"] == "application/pdf"
    assert openings(people.applicant) == []


def test_others_are_asked_first(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = passed_on(case)

    answer = as_person(superior.uuid).get(address_of(case))

    assert "このファイルを開く理由" in answer.content.decode()
    assert openings(superior.uuid) == []


@pytest.mark.parametrize("reason", ["", "あ", "\0\0\0\0\0", "長" * 201])
def test_a_reason_that_is_none_leads_nowhere(reason: str, people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = passed_on(case)
    reader = as_person(superior.uuid)

    answer = reader.post(address_of(case), {"reason": reason})

    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.content.decode()
    assert "このファイルを開く理由" in reader.get(address_of(case)).content.decode()


def test_with_a_reason_it_opens_and_the_record_keeps_it(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = passed_on(case)
    reader = as_person(superior.uuid)

    said = reader.post(address_of(case), {"reason": "診断書の期間の確認"})
    answer = reader.get(said["Location"])

    assert answer["Content-Type"] == "application/pdf"
    assert openings(superior.uuid) == ["診断書の期間の確認"]


@pytest.mark.parametrize(("what", "status"), [("pages/1/", 302), ("pages/1/image/", 404)])
def test_its_pages_are_not_shown_before(what: str, status: int, people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = passed_on(case)

    answer = as_person(superior.uuid).get(address_of(case, what))

    assert answer.status_code == status


def test_asked_at_a_page_the_reason_leads_back_to_it_and_stands_beside_it(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = passed_on(case)
    reader = as_person(superior.uuid)

    asked = reader.get(address_of(case, "pages/2/"))
    said = reader.post(asked["Location"], {"reason": "診断書の期間の確認"})
    pages = [reader.get(said["Location"]), reader.get(address_of(case, "pages/2/"))]

    assert said["Location"] == address_of(case, "pages/2/")
    assert ["2 / 3" in page.content.decode() for page in pages] == [True, True]
    assert openings(superior.uuid, "viewed_page") == ["診断書の期間の確認"] * 2
    assert openings(superior.uuid) == []


def test_whose_turn_it_is_has_the_step_as_the_reason_of_a_page(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = superior_of(case)

    as_person(superior.uuid).get(address_of(case, "pages/1/"))

    assert openings(superior.uuid, "viewed_page") == ["係長の確認"]


@pytest.mark.parametrize("page", ["-1", "二", "99999999999999", "1/../../"])
def test_a_page_that_is_none_leads_to_the_file(page: str, people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(passed_on(case).uuid)

    said = reader.post(f"{address_of(case)}?page={page}", {"reason": "診断書の期間の確認"})

    assert said["Location"] == address_of(case)
