"""理由の種類 and notes on pages, in the reason of a send-back or an end."""

import re
from collections.abc import Callable
from uuid import UUID

from django.test import Client

from approvals.models import PageTick
from approvals.selectors.journal_sentences import sentences
from tests.support.card_story import a_case, examined
from tests.support.leave_story import a_sick_leave, certificate_of, superior_of
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import Cast
from workflow.models import Case
from workflow.selectors.journal import check_case

AsPerson = Callable[[UUID], Client]
HX = {"HX-Request": "true"}


def asked(client: Client, case: Case, **fields: str) -> str:
    """The question that stands before a verdict."""
    form = shown_form(client, case) | {f"act.{name}": value for name, value in fields.items()}
    answer = client.post(act_address(case, "ask"), form, headers=HX)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, case: Case, **fields: str) -> tuple[int, str]:
    form = shown_form(client, case) | {f"act.{name}": value for name, value in fields.items()}
    answer = client.post(act_address(case), form)
    return answer.status_code, answer.content.decode()


def test_the_kinds_to_choose_from_depend_on_the_verdict(people: Cast, as_person: AsPerson) -> None:
    client, case = as_person(people.decider), examined(people)

    back, end = asked(client, case, ask="send_back"), asked(client, case, ask="drop")

    assert "添付の不足" in back and "予算がない" not in back
    assert "予算がない" in end and "添付の不足" not in end


def test_the_chosen_kind_stands_in_the_record_and_before_whoever_corrects(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    status, _ = sent(
        as_person(people.head), case, verdict="send_back", reason_kind="添付の不足", comment="写真がありません"
    )

    last = sentences(case)[-1]
    assert status == 302
    assert last.text == "「所属長確認」から「再交付申請」へ差し戻しました（添付の不足）"
    assert sentences(case, "en")[-1].reason_kind == "Something is not attached"
    assert "<b>添付の不足</b>" in as_person(people.applicant).get(f"/cases/{case.number}/").content.decode()
    assert check_case(case) == []


def test_a_kind_that_the_office_does_not_have_is_refused(people: Cast, as_person: AsPerson) -> None:
    case, client = a_case(people), as_person(people.head)

    status, page = sent(client, case, verdict="send_back", reason_kind="気分", comment="書いた理由")

    assert status == 422
    assert "「気分」という理由の種類はありません。選べるのは、添付の不足、" in page and "書いた理由" in page
    assert len(sentences(case)) == 1


def test_a_verdict_that_goes_on_has_no_kind_of_reason(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    status, page = sent(as_person(people.head), case, verdict="checked", reason_kind="添付の不足")

    assert status == 422 and "差し戻すときと終わらせるときだけです" in page
    assert len(sentences(case)) == 1


def test_a_question_that_was_closed_has_what_was_chosen_when_it_is_asked_again(
    people: Cast, as_person: AsPerson
) -> None:
    case, client = examined(people), as_person(people.decider)

    closed = asked(client, case, was="send_back", reason_kind="添付の不足", resume="to_sender")
    left = dict(re.findall(r'<input type="hidden" name="act.(reason_kind|left|resume)" value="([^"]+)">', closed))
    again = asked(client, case, ask="send_back", **left)

    assert left == {"left": "send_back", "reason_kind": "添付の不足", "resume": "to_sender"}
    assert '<option value="添付の不足" selected>' in again and "act.left" not in again


def test_what_was_chosen_in_a_closed_question_is_nothing_to_another_verdict(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    status, _ = sent(as_person(people.head), case, verdict="checked", left="send_back", reason_kind="添付の不足")

    assert status == 302
    assert sentences(case)[-1].reason_kind == ""


def noted(case: Case, reader: Client) -> None:
    """Page 2 of the certificate, with a note of the reader."""
    address = f"/cases/{case.number}/files/{certificate_of(case)}/pages/2/"
    reader.get(address)
    reader.post(f"{address}mark/", {"mark": "note", "note": "日付が読めない"}, headers=HX)


def test_a_note_on_a_page_is_written_into_the_reason(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    reader = as_person(superior_of(case).uuid)
    noted(case, reader)
    tick = PageTick.objects.get()

    before = asked(reader, case, ask="send_back", comment="もう一度")
    page = asked(reader, case, note=f"{tick.sha256}:2 send_back", comment="もう一度", reason_kind="添付の不足")

    assert "診断書.pdf 2ページのメモを付ける" in before and "日付が読めない\n" not in before
    assert "もう一度\n診断書.pdf 2ページ: 日付が読めない</textarea>" in page
    assert "メモを付ける" not in page
    assert '<option value="添付の不足" selected>' in page
    assert 'id="act-comment" name="act.comment" rows="4" autofocus' in page


def test_nobody_elses_note_can_be_written_into_a_reason(people: Cast, as_person: AsPerson) -> None:
    case = a_sick_leave(people)
    superior = superior_of(case)
    noted(case, as_person(people.applicant))
    tick = PageTick.objects.get()

    page = asked(as_person(superior.uuid), case, note=f"{tick.sha256}:2 send_back", comment="もう一度")

    assert "日付が読めない" not in page and "もう一度</textarea>" in page


def test_a_note_that_is_none_changes_nothing(people: Cast, as_person: AsPerson) -> None:
    client, case = as_person(people.head), a_case(people)

    for note in ("x", "x:y send_back", "\0 send_back", "あ" * 400):
        assert "もう一度</textarea>" in asked(client, case, note=note, comment="もう一度")
