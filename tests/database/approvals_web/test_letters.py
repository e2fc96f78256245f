"""The document that a 施行 sends, on the page of the case: before it goes, and for ever after."""

import io
from collections.abc import Callable
from uuid import UUID

import pikepdf
from django.test import Client

from approvals.selectors.journal_sentences import sentences
from tests.support.documents import needs_printing
from tests.support.letter_story import TEXT, a_letter, acted, whoever_has
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import Cast
from workflow.models import Case, UserTask

AsPerson = Callable[[UUID], Client]


def draft_of(case: Case) -> str:
    task = UserTask.objects.get(case=case, status="open")
    return f"/cases/{case.number}/tasks/{task.uuid}/letter.pdf"


def sent_address(client: Client, case: Case) -> str:
    page = client.get(f"/cases/{case.number}/").content.decode()
    start = page.index(f"/cases/{case.number}/letters/")
    return page[start : page.index('"', start)]


def words_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def test_whoever_sends_it_is_asked_for_what_is_recorded(people: Cast, as_person: AsPerson) -> None:
    case = a_letter()

    page = as_person(whoever_has(case)).get(f"/cases/{case.number}/").content.decode()

    for name in ("施行日", "施行先", "施行方法", "公印", "目黒音楽会", draft_of(case)):
        assert name in page


def test_the_page_sends_it_with_what_was_written(people: Cast, as_person: AsPerson) -> None:
    case = a_letter()
    client = as_person(whoever_has(case))
    facts = {"enforced-on": "2026-05-11", "enforced-to": "目黒音楽会 会長", "enforced-by": "by_hand", "sealed": "yes"}

    answer = client.post(act_address(case), shown_form(client, case) | {"act.verdict": "enforced", **facts})

    case.refresh_from_db()
    assert (answer.status_code, case.steps) == (302, ["見届け"])
    answers = case.state["answers"]
    assert (answers["enforced-to"], answers["enforced-by"], answers["sealed"]) == ("目黒音楽会 会長", "by_hand", True)


def test_without_the_seal_nothing_is_recorded_and_the_page_says_so(people: Cast, as_person: AsPerson) -> None:
    case = a_letter()
    client = as_person(whoever_has(case))

    answer = client.post(act_address(case), shown_form(client, case) | {"act.verdict": "enforced"})

    assert answer.status_code == 422
    assert "公印が空です" in answer.content.decode()


def test_the_journal_says_that_it_was_sent(people: Cast) -> None:
    case = acted(a_letter(), "enforced", sealed="yes")

    assert "施行しました" in sentences(case)[-1].text


def test_the_document_is_there_before_and_after_it_was_sent(people: Cast, as_person: AsPerson) -> None:
    needs_printing()
    case = a_letter()
    before = as_person(whoever_has(case)).get(draft_of(case))
    assert (before["Content-Type"], words_of(before.content)) == ("application/pdf", 1)

    case = acted(case, "enforced", sealed="yes")
    applicant = as_person(people.applicant)
    after = applicant.get(sent_address(applicant, case))

    assert (after.status_code, words_of(after.content)) == (200, 1)


def test_what_was_sent_stays_the_same_when_the_case_goes_on(people: Cast, as_person: AsPerson) -> None:
    needs_printing()
    case = acted(a_letter(), "enforced", sealed="yes")
    applicant = as_person(people.applicant)
    address = sent_address(applicant, case)
    first = applicant.get(address).content

    case = acted(case, "send_back")
    case = acted(case, "enforced", sealed="no", **{"enforced-to": "別の団体"})

    assert applicant.get(address).content == first
    assert applicant.get(sent_address(applicant, case)).content != first
    assert "その後に差戻し" in applicant.get(f"/cases/{case.number}/").content.decode()


def test_nobody_else_finds_it(people: Cast, as_person: AsPerson) -> None:
    case = a_letter()
    draft = draft_of(case)
    assert as_person(people.applicant).get(draft).status_code == 404
    case = acted(case, "enforced", sealed="yes")

    assert as_person(people.stranger).get(sent_address(as_person(people.applicant), case)).status_code == 404
    assert as_person(people.applicant).get(f"/cases/{case.number}/letters/1.pdf").status_code == 404


def test_who_is_not_shown_an_item_of_it_sees_only_that_it_was_sent(people: Cast, as_person: AsPerson) -> None:
    text = TEXT.replace(
        "型: 文字, 必須: はい}\n  - {項目: 開催日", "型: 文字, 必須: はい, 見せる人: 人事課人事係}\n  - {項目: 開催日"
    )
    case = acted(a_letter(text), "enforced", sealed="yes")
    looking = as_person(whoever_has(case))

    page = looking.get(f"/cases/{case.number}/").content.decode()

    assert "送った文書" in page
    assert f"/cases/{case.number}/letters/" not in page
