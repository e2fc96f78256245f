"""Acting through the page: every verdict, what is asked before it, and what happens when it can't be done."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client

from approvals.models import InboxEntry, LaterView
from approvals.services.set_absence import set_absence
from tests.support.card_story import a_case, acted, examined
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import MONDAY, Cast, damaged_card, lost_card
from workflow.models import Case, JournalEntry, UserTask

AsPerson = Callable[[UUID], Client]


def sent(client: Client, case: Case, **fields: str) -> tuple[int, str]:
    """The status and the page after sending the form of the open task."""
    form = shown_form(client, case) | {name.replace("_", ".", 1): value for name, value in fields.items()}
    answer = client.post(act_address(case), form)
    return answer.status_code, answer.content.decode()


def steps(case: Case) -> list[str]:
    return list(Case.objects.get(uuid=case.uuid).steps)


def test_the_head_confirms_and_the_case_goes_on(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    status, _ = sent(as_person(people.head), case, act_verdict="checked", act_comment="本人に確かめた")

    assert (status, steps(case)) == (302, ["人事係審査"])


def test_the_examiner_fills_in_the_items_of_the_step(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)

    answer = client.post(
        act_address(case),
        shown_form(client, case) | {"act.verdict": "proper", "fee_decision": "要", "fee_yen": "1,500円"},
    )

    assert (answer.status_code, steps(case)) == (302, ["人事課長決定"])
    assert Case.objects.get(uuid=case.uuid).state["answers"]["fee_yen"] == 1500


def test_an_error_stays_beside_its_item_and_what_was_typed_is_kept(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)

    form = shown_form(client, case) | {"act.verdict": "proper", "act.comment": "弁償を求める"}
    answer = client.post(act_address(case), form | {"fee_decision": "要", "fee_yen": "千五百"})
    page = answer.content.decode()

    assert (answer.status_code, steps(case)) == (422, ["人事係審査"])
    assert 'id="f-fee_yen-error"' in page and "千五百" in page and "弁償を求める" in page


def test_a_field_appears_with_the_answer_that_asks_for_it(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)
    form = shown_form(client, case) | {"fee_decision": "要"}

    page = client.post(act_address(case, "ask"), form, headers={"HX-Request": "true"}).content.decode()

    assert 'name="fee_yen"' in page
    assert steps(case) == ["人事係審査"]


def test_sending_back_first_says_what_becomes_void(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)
    client = as_person(people.decider)
    form = shown_form(client, case) | {"act.ask": "send_back", "act.comment": "理由を書いている"}

    page = client.post(act_address(case, "ask"), form, headers={"HX-Request": "true"}).content.decode()

    assert "2件が失効" in page and "所属長確認" in page and "人事係審査" in page
    assert "そのあとの経路が変わります" in page
    assert "理由を書いている" in page
    assert steps(case) == ["人事課長決定"]


def test_the_consequences_follow_the_chosen_step(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)
    client = as_person(people.decider)
    target = next(passed["node"] for passed in case.state["passed"] if passed["verdict"] == "proper")
    form = shown_form(client, case) | {"act.ask": "send_back", "act.to": target}

    page = client.post(act_address(case, "ask"), form, headers={"HX-Request": "true"}).content.decode()

    assert "これまでの処理で失効するものはありません" in page


def test_sending_back_goes_to_the_chosen_step(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)
    target = next(passed["node"] for passed in case.state["passed"] if passed["verdict"] == "proper")

    status, _ = sent(
        as_person(people.decider), case, act_verdict="send_back", act_to=target, act_comment="弁償を確かめて"
    )

    assert (status, steps(case)) == (302, ["人事係審査"])


def test_the_sender_may_have_it_come_straight_back(people: Cast, as_person: AsPerson) -> None:
    case, client = examined(people), as_person(people.decider)
    form = shown_form(client, case) | {"act.ask": "send_back"}
    page = client.post(act_address(case, "ask"), form, headers={"HX-Request": "true"}).content.decode()
    assert "この手順へまっすぐ戻す" in page

    target = case.state["passed"][0]["node"]
    answer = {"act_verdict": "send_back", "act_to": target, "act_comment": "写真を", "act_resume": "to_sender"}
    assert sent(client, case, **answer)[0] == 302
    case.refresh_from_db()
    page = as_person(people.applicant).get(f"/cases/{case.number}/").content.decode()

    assert "「人事課長決定」へまっすぐ戻ります" in page
    assert steps(acted(case, people.applicant, "submit", answers=damaged_card())) == ["人事課長決定"]


def test_the_applicant_corrects_and_submits_again(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "send_back", comment="詳しく")
    client = as_person(people.applicant)
    answers = {
        "reason": "DAMAGED",
        "reason_detail": "机から落として角が割れました",
        "cause": "経年",
        "photo_mode": "REUSE",
        "pickup": "人事課窓口",
    }

    answer = client.post(act_address(case), shown_form(client, case) | answers | {"act.verdict": "submit"})

    assert (answer.status_code, steps(case)) == (302, ["所属長確認"])


def test_dropping_ends_the_case_after_saying_so(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)
    client = as_person(people.decider)
    asked = client.post(act_address(case, "ask"), shown_form(client, case) | {"act.ask": "drop"})

    status, _ = sent(client, case, act_verdict="drop", act_comment="不要になった")

    assert "「廃案」で<b>終わります</b>" in asked.content.decode()
    assert (status, Case.objects.get(uuid=case.uuid).outcome) == (302, "廃案")


def test_deciding_is_recorded_with_the_deciders_post(people: Cast, as_person: AsPerson) -> None:
    case = examined(people)

    status, _ = sent(as_person(people.decider), case, act_verdict="decide")

    assert (status, steps(case)) == (302, ["発行依頼"])


def test_the_applicant_withdraws_after_seeing_what_stays(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.applicant)
    asked = client.get(f"/cases/{case.number}/?ask=withdraw").content.decode()

    answer = client.post(f"/cases/{case.number}/withdraw/", {"act.comment": "見つかった", "act.key": "k-1"})

    assert "取り下げると、こうなります" in asked and "所属長確認" in asked
    assert (answer.status_code, Case.objects.get(uuid=case.uuid).outcome) == (302, "取下げ")


def test_others_may_not_withdraw(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    answer = as_person(people.head).post(f"/cases/{case.number}/withdraw/", {})

    assert (answer.status_code, steps(case)) == (422, ["所属長確認"])


def test_who_comes_second_learns_who_was_first_and_keeps_what_he_wrote(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)
    form, address = shown_form(client, case), act_address(case)
    acted(case, people.examiner, "proper", answers={"fee_decision": "不要"})

    answer = client.post(address, form | {"act.verdict": "send_back", "act.comment": "書きかけの理由"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "「人事係審査」で適と認めました" in page and "書きかけの理由" in page


def test_who_still_writes_when_somebody_was_faster_keeps_it_in_place_of_the_form(
    people: Cast, as_person: AsPerson
) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)
    form, address = shown_form(client, case), act_address(case, "ask")
    acted(case, people.examiner, "proper", answers={"fee_decision": "不要"})

    sent = form | {"act.ask": "send_back", "act.comment": "書きかけの理由"}
    part, page = client.post(address, sent, headers={"HX-Request": "true"}), client.post(address, sent)

    assert (part.status_code, part["HX-Retarget"]) == (409, "#act")
    assert "<html" not in part.content.decode()
    for answer in (part, page):
        assert "別の画面で、あなたがもう処理しています" in answer.content.decode()
        assert "書きかけの理由" in answer.content.decode()


def test_a_page_that_is_out_of_date_shows_what_changed(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)
    form = shown_form(client, case) | {"act.revision": "1", "act.seq": "1"}
    Case.objects.filter(uuid=case.uuid).update(content_revision=2)

    answer = client.post(
        act_address(case), form | {"act.verdict": "proper", "act.comment": "残る意見", "fee_decision": "不要"}
    )
    page = answer.content.decode()

    assert (answer.status_code, steps(case)) == (409, ["人事係審査"])
    assert "残る意見" in page and "「所属長確認」で確認しました" in page


def test_a_double_click_acts_once(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)
    form, address = shown_form(client, case) | {"act.verdict": "checked"}, act_address(case)

    first, second = client.post(address, form), client.post(address, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert JournalEntry.objects.filter(stream=str(case.uuid), event="complete_user_task").count() == 1


def test_a_used_form_can_not_be_sent_with_something_else(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)
    form, address = shown_form(client, case), act_address(case)
    client.post(address, form | {"act.verdict": "checked"})

    answer = client.post(address, form | {"act.verdict": "send_back", "act.comment": "やはり"})

    assert (answer.status_code, steps(case)) == (409, ["人事係審査"])


@pytest.mark.parametrize(
    "fields",
    [
        {"act.verdict": "nonsense"},
        {"act.verdict": ""},
        {"act.verdict": "checked", "act.comment": "a\x00b"},
        {"act.verdict": "checked", "act.comment": "長" * 5_000},
        {"act.verdict": "send_back", "act.to": "nowhere"},
        {"act.verdict": "checked\x00"},
    ],
)
def test_bad_input_is_answered_and_changes_nothing(people: Cast, as_person: AsPerson, fields: dict[str, str]) -> None:
    case = a_case(people)
    client = as_person(people.head)

    answer = client.post(act_address(case), shown_form(client, case) | fields)

    assert (answer.status_code, steps(case)) == (422, ["所属長確認"])


@pytest.mark.parametrize("key", ["\x00", "鍵", "k" * 5_000])
def test_a_strange_key_does_no_harm(people: Cast, as_person: AsPerson, key: str) -> None:
    case = a_case(people)
    client = as_person(people.head)

    answer = client.post(act_address(case), shown_form(client, case) | {"act.verdict": "checked", "act.key": key})

    assert (answer.status_code, steps(case)) == (302, ["人事係審査"])


def test_reading_never_acts(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)
    task = UserTask.objects.get(case=case).uuid

    answers = [
        client.get(f"/cases/{case.number}/tasks/{task}/act/?act.verdict=checked").status_code,
        client.get(f"/inbox/{case.number}/{task}/quick/?act.verdict=checked").status_code,
        client.get(f"/cases/{case.number}/withdraw/").status_code,
    ]

    assert (answers, steps(case)) == ([405, 405, 405], ["所属長確認"])


def test_a_task_is_only_acted_on_through_its_own_case(people: Cast, as_person: AsPerson) -> None:
    one, other = a_case(people), a_case(people)
    task = UserTask.objects.get(case=other).uuid

    answer = as_person(people.head).post(f"/cases/{one.number}/tasks/{task}/act/", {"act.verdict": "checked"})

    assert answer.status_code == 404


def test_a_reader_without_the_task_may_not_act(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    answer = as_person(people.applicant).post(act_address(case), {"act.verdict": "checked"})

    assert (answer.status_code, steps(case)) == (422, ["所属長確認"])


def test_a_deputy_decides_as_deputy_and_the_decider_looks_later(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    set_absence(person=people.decider, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    case = acted(case, people.examiner, "proper", answers={"fee_decision": "不要"})
    deputy = InboxEntry.objects.get(case=case).person
    client = as_person(deputy)

    page = client.get(f"/cases/{case.number}/").content.decode()
    answer = client.post(act_address(case), shown_form(client, case) | {"act.verdict": "decide"})

    assert "さんは不在です。いつまでかは分かっていません。" in page
    assert "代決する" in page and '<span class="mark mark--shu">代</span>' in page
    assert (answer.status_code, LaterView.objects.get(case=case).person) == (302, people.decider)
    assert "代決" in client.get(f"/cases/{case.number}/").content.decode()


@pytest.mark.parametrize("sum_of_money", ["\x00", "9" * 10_000, "１５００円" * 200, "\ud800"])
def test_bad_answers_are_answered_beside_their_item(people: Cast, as_person: AsPerson, sum_of_money: str) -> None:
    case = acted(a_case(people), people.head, "checked")
    client = as_person(people.examiner)
    form = shown_form(client, case) | {"act.verdict": "proper", "fee_decision": "要"}
    body = urlencode(form | {"fee_yen": sum_of_money}, errors="surrogatepass")

    answer = client.post(act_address(case), body, content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, steps(case)) == (422, ["人事係審査"])
    assert 'id="f-fee_yen-error"' in answer.content.decode()


def test_a_stopped_card_stays_stopped_when_the_application_is_withdrawn(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people, lost_card())

    page = as_person(people.applicant).get(f"/cases/{case.number}/?ask=withdraw").content.decode()

    assert "取り下げると、こうなります" in page
