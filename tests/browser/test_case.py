"""The page of a case in a real browser: the story of a broken card with a send-back, a withdrawal and two approvers."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.card_story import a_case, acted, examined
from tests.support.documents import texts
from tests.support.pages import NARROW, check_page, picture
from tests.support.ward import Cast, cast, load_world
from workflow.models import Case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[User], None]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def person(uuid: UUID) -> User:
    return User.objects.get(uuid=uuid)


def steps(case: Case) -> list[str]:
    return list(Case.objects.get(uuid=case.uuid).steps)


def test_the_page_of_a_case_keeps_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))

    page.goto(f"/cases/{case.number}/")

    expect(page.locator("#calls")).to_contain_text("この案件では")
    check_page(page, "case-decider")


def test_the_question_before_a_send_back_keeps_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")

    page.get_by_role("button", name="差し戻す").click()

    expect(page.get_by_role("heading", name="差し戻す")).to_be_focused()
    check_page(page, "case-send-back")


def test_correcting_and_withdrawing_keep_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    case = acted(examined(people), people.decider, "send_back", comment="事故の日付を書いてください")
    log_in(person(people.applicant))

    page.goto(f"/cases/{case.number}/")
    check_page(page, "case-correct")
    page.goto(f"/cases/{case.number}/?ask=withdraw")
    check_page(page, "case-withdraw")


def test_a_case_is_sent_back_corrected_and_withdrawn(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")

    page.keyboard.press("r")
    expect(page.locator("#consequences")).to_contain_text("2件が失効")
    page.get_by_label("人事係審査").check()
    expect(page.locator("#consequences")).to_contain_text("失効するものはありません")
    page.get_by_label("再交付申請").check()
    expect(page.locator("#consequences")).to_contain_text("2件が失効")
    page.get_by_label("伝えること").fill("事故の日付を書いてください")
    page.locator("#dock-submit").click()
    expect(page.get_by_text("差し戻しました").first).to_be_visible()
    assert steps(case) == ["再交付申請"]

    log_in_again(page, log_in, people.applicant)
    page.goto(f"/cases/{case.number}/")
    expect(page.locator("#act")).to_contain_text("事故の日付を書いてください")
    page.locator("#f-reason_detail").fill("短い")
    page.get_by_role("button", name="提出する").click()
    expect(page.locator("#f-reason_detail-error")).to_be_visible()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#f-reason_detail").fill("5月8日に机から落として角が割れました")
    page.get_by_role("button", name="提出する").click()
    expect(page.get_by_text("提出しました").first).to_be_visible()
    assert steps(case) == ["所属長確認"]

    page.get_by_role("link", name="申請を取り下げる").click()
    expect(page.locator("#consequences")).to_contain_text("取下げ")
    page.get_by_role("button", name="取り下げる", exact=True).click()
    expect(page.get_by_text("申請を取り下げました").first).to_be_visible()
    check_page(page, "case-withdrawn")


def test_escape_closes_the_question_and_keeps_the_text(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")

    page.get_by_label("意見・連絡").fill("書きかけ")
    page.get_by_role("button", name="差し戻す").click()
    expect(page.get_by_label("伝えること")).to_have_value("書きかけ")
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="差し戻す")).to_be_focused()
    expect(page.get_by_label("意見・連絡")).to_have_value("書きかけ")


def test_who_comes_second_is_told_and_keeps_the_text(page: Page, log_in: LogIn, people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked")
    log_in(person(people.examiner))
    page.goto(f"/cases/{case.number}/")
    page.get_by_text("不要", exact=True).click()
    page.get_by_label("意見・連絡").fill("書きかけの意見")
    acted(case, people.examiner, "proper", answers={"fee_decision": "不要"})

    page.get_by_role("button", name="適と認める").click()

    expect(page.locator("#conflict")).to_be_focused()
    expect(page.locator("#kept")).to_have_value("書きかけの意見")
    check_page(page, "case-conflict")


def test_a_field_appears_when_the_answer_asks_for_it(page: Page, log_in: LogIn, people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked")
    log_in(person(people.examiner))
    page.goto(f"/cases/{case.number}/")

    page.get_by_text("要", exact=True).click()

    expect(page.locator("#f-fee_yen")).to_be_visible()
    page.locator("#f-fee_yen").fill("1,500")
    page.get_by_role("button", name="適と認める").click()
    expect(page.get_by_text("適と認めました").first).to_be_visible()


def test_english_readers_read_english(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")

    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("button", name="Send back")).to_be_visible()
    picture(page, "case-english")


def log_in_again(page: Page, log_in: LogIn, uuid: UUID) -> None:
    """Somebody else sits down at the same browser."""
    page.context.clear_cookies()
    log_in(person(uuid))


def test_on_a_phone_the_question_is_a_modal_sheet_that_escape_takes_back(
    page: Page, log_in: LogIn, people: Cast
) -> None:
    case = examined(people)
    page.set_viewport_size(NARROW)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")

    page.get_by_role("button", name="差し戻す").click()
    expect(page.locator("dialog.dock:modal")).to_be_visible()
    picture(page, "case-sheet")
    page.keyboard.press("Escape")

    expect(page.locator("dialog.dock")).to_have_count(0)
    expect(page.get_by_role("button", name="差し戻す")).to_be_visible()


def test_a_remark_leaves_what_was_typed_elsewhere_alone(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")
    page.get_by_role("textbox", name="意見・連絡").fill("書きかけの意見")

    page.get_by_role("textbox", name="書きこむ").fill("写真はどれですか。")
    page.get_by_role("button", name="書きこむ").click()

    expect(page.get_by_role("heading", name="やりとり")).to_be_focused()
    expect(page.locator("#talk")).to_contain_text("写真はどれですか。")
    expect(page.get_by_role("textbox", name="意見・連絡")).to_have_value("書きかけの意見")


def test_a_remark_that_is_refused_stands_on_a_sound_page(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")

    page.locator("#talk form").evaluate("form => { form.removeAttribute('hx-post'); form.submit(); }")
    page.wait_for_url("**/remarks/")

    expect(page.get_by_text("書きこむことを書いてください。")).to_be_visible()
    check_page(page, "case-remark-refused")


def test_paper_says_that_it_is_no_record_and_shows_the_route(page: Page, log_in: LogIn, people: Cast) -> None:
    case = examined(people)
    log_in(person(people.decider))
    page.goto(f"/cases/{case.number}/")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="印刷").click()
    expect(page).to_have_title("printed")

    told = texts(page.pdf(prefer_css_page_size=True))

    assert all("画面の控え（正式な記録ではありません）" in text for text in told)
    assert all(f"{number} / {len(told)}" in text for number, text in enumerate(told, 1))
    assert "経路" in told[0] and "一覧へ戻る" not in "".join(told) and "書きこむ" not in "".join(told)
