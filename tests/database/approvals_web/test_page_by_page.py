"""Files page by page (頁ごとの確認): what a page looks like, and private ticks."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import PageTick
from approvals.services.tick_page import open_page
from forms.models import FilePages
from tests.support.documents import plain_pdf
from tests.support.leave_story import a_sick_leave, certificate_of, superior_of
from tests.support.ward import MONDAY, Cast
from workflow.models import Case, JournalEntry

AsPerson = Callable[[UUID], Client]
HX = {"HX-Request": "true", "HX-Target": "files"}


def page_address(case: Case, page: int, what: str = "") -> str:
    return f"/cases/{case.number}/files/{certificate_of(case)}/pages/{page}/{what}"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_opening_a_page_ticks_it_for_the_reader_alone(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)

    shown(reader, page_address(case, 2))

    assert "まだ 2ページ" in shown(reader, f"/cases/{case.number}/")
    assert "まだ 3ページ" in shown(as_person(people.applicant), f"/cases/{case.number}/")


def test_the_next_page_not_yet_seen_comes_round_to_the_beginning(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)

    page = shown(reader, page_address(case, 3))

    assert f'hx-get="{page_address(case, 1)}" hx-target="#files" hx-swap="outerHTML" aria-keyshortcuts="n"' in page


def test_a_bookmark_and_a_page_to_look_at_again(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)
    shown(reader, page_address(case, 1))

    kept = reader.post(page_address(case, 1, "mark/"), {"mark": "bookmark"}, headers=HX).content.decode()
    again = reader.post(page_address(case, 1, "mark/"), {"mark": "not_yet"}, headers=HX).content.decode()

    assert "しおり 1" in kept and "まだ 2ページ" in kept
    assert "まだ 3ページ" in again


def test_without_script_marking_leads_back_to_the_case(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)

    answer = reader.post(page_address(case, 1, "mark/"), {"mark": "\0"})

    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.number}/#files")
    assert not PageTick.objects.exists()


def test_a_page_is_sent_as_a_picture(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)

    answer = as_person(people.applicant).get(page_address(case, 3, "image/"))

    assert (answer["Content-Type"], answer.content[8:12]) == ("image/webp", b"WEBP")
    assert "sandbox" in answer["Content-Security-Policy"] and "no-store" in answer["Cache-Control"]


def test_a_picture_is_sent_only_of_a_page_whose_opening_was_recorded(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)

    before = reader.get(page_address(case, 1, "image/"))
    shown(reader, page_address(case, 1))
    after, beside = (reader.get(page_address(case, page, "image/")) for page in (1, 2))

    assert [answer.status_code for answer in (before, after, beside)] == [404, 200, 404]


@pytest.mark.parametrize("page", [0, 4, 999_999_999_999])
def test_a_page_that_is_not_there_is_not_found(people: Cast, as_person: AsPerson, page: int) -> None:
    case = a_sick_leave(people)
    client = as_person(people.applicant)

    assert [client.get(page_address(case, page, what)).status_code for what in ("", "image/")] == [404, 404]


def test_who_may_not_read_the_case_sees_no_page_of_it(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    client = as_person(people.stranger)

    assert [client.get(page_address(case, 1, what)).status_code for what in ("", "image/")] == [404, 404]
    assert client.post(page_address(case, 1, "mark/"), {"mark": "bookmark"}).status_code == 404


def test_a_damaged_file_says_so_and_still_opens(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people, plain_pdf(1)[:200])
    client = as_person(superior_of(case).uuid)

    page = shown(client, f"/cases/{case.number}/")

    assert "ページごとに表示できません" in page and "ファイルを開く" in page
    assert client.get(f"/cases/{case.number}/files/{certificate_of(case)}/").status_code == 200


def test_pages_are_counted_once_for_one_content(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    a_sick_leave(people, plain_pdf(3))

    assert FilePages.objects.get().pages == 3
    FilePages.objects.update(pages=2)
    assert "2ページ" in shown(as_person(people.applicant), f"/cases/{case.number}/")


def test_each_opening_of_a_page_of_anothers_sensitive_file_is_recorded(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = superior_of(case).uuid
    for person in (reader, reader, people.applicant):
        shown(as_person(person), page_address(case, 1))

    entries = JournalEntry.objects.filter(event="viewed_page")

    assert [entry.stream for entry in entries] == [str(reader), str(reader)]


def test_of_other_files_the_first_opening_of_a_page_is_recorded(people: Cast) -> None:
    case = a_sick_leave(people)
    reader = superior_of(case).uuid
    for _ in range(2):
        open_page(case=case.uuid, number=case.number, sha256="0" * 64, page=1, person=reader, own=False, now=MONDAY)

    assert JournalEntry.objects.filter(event="viewed_page", stream=str(reader)).count() == 1


def test_a_note_is_kept_for_the_reader_alone(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader, other = as_person(superior_of(case).uuid), as_person(people.applicant)
    shown(reader, page_address(case, 2))

    kept = reader.post(page_address(case, 2, "mark/"), {"mark": "note", "note": "期間が申請とちがう"}, headers=HX)

    assert "期間が申請とちがう" in kept.content.decode()
    assert "期間が申請とちがう" in shown(reader, page_address(case, 1))
    assert "期間が申請とちがう" not in shown(other, page_address(case, 2))


@pytest.mark.parametrize("note", ["a\0b", "あ" * 1_001])
def test_a_note_that_cannot_be_kept_says_so_and_stays(people: Cast, as_person: AsPerson, note: str) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)
    shown(reader, page_address(case, 1))

    answer = reader.post(page_address(case, 1, "mark/"), {"mark": "note", "note": note}, headers=HX)

    assert answer.status_code == 422
    assert note in answer.content.decode() and 'id="page-note-error"' in answer.content.decode()
    assert not PageTick.objects.exclude(note="").exists()
