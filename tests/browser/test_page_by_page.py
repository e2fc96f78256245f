"""Files page by page in a real browser, by mouse and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.leave_story import a_sick_leave, certificate_of, passed_on, superior_of
from tests.support.pages import check_page
from tests.support.ward import Cast, cast, load_world

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[User], None]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def test_keys_walk_the_pages_not_yet_seen(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_sick_leave(people)
    log_in(superior_of(case))
    page.goto(f"/cases/{case.number}/", wait_until="networkidle")

    for number in (1, 2, 3):
        page.keyboard.press("n")
        expect(page.locator("#sheet figcaption")).to_have_text(f"{number} / 3")
        expect(page.locator("#sheet")).to_be_focused()
    expect(page.locator("#files")).to_contain_text("すべて見た")
    page.keyboard.press("b")
    expect(page.locator("#files .ticks .flag")).to_have_text("3")
    page.keyboard.press("[")
    expect(page.locator("#sheet figcaption")).to_have_text("2 / 3")
    check_page(page, "case-files")


def test_the_list_of_pages_is_one_stop_with_arrow_keys(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_sick_leave(people)
    log_in(superior_of(case))
    page.goto(f"/cases/{case.number}/", wait_until="networkidle")
    page.keyboard.press("n")
    pages = page.locator("#files .ticks a:not(.vh)")

    pages.first.focus()
    page.keyboard.press("ArrowRight")
    expect(pages.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#files .ticks a:focus")).to_have_count(0)


def test_pages_are_read_beside_the_list_of_the_inbox(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_sick_leave(people)
    log_in(superior_of(case))
    page.goto("/inbox/", wait_until="networkidle")
    page.locator(".item__title").first.click()
    expect(page.locator("#pane-h")).to_be_focused()

    page.keyboard.press("n")

    expect(page.locator("#pane #sheet img")).to_have_js_property("complete", True)
    assert page.locator("#sheet img").evaluate("image => image.naturalWidth") == 1240
    check_page(page, "inbox-files")


def test_a_page_of_a_file_stands_by_itself_and_takes_a_note(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_sick_leave(people)
    log_in(superior_of(case))
    page.goto(f"/cases/{case.number}/files/{certificate_of(case)}/pages/2/")

    page.get_by_label("2ページのあなたのメモ").fill("期間が申請とちがう")
    page.get_by_role("button", name="メモを残す").click()

    expect(page.get_by_role("heading", name="このファイルのあなたのメモ")).to_be_visible()
    check_page(page, "case-file-page")


def test_who_has_no_work_there_is_asked_why_before_a_certificate_opens(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_sick_leave(people)
    log_in(passed_on(case))
    page.goto(f"/cases/{case.number}/", wait_until="networkidle")

    page.locator("#files").get_by_role("link", name="診断書.pdf").first.click()
    expect(page.get_by_role("heading", name="このファイルを開く理由")).to_be_visible()
    check_page(page, "case-file-reason")
    page.get_by_label("理由").fill("はい")
    page.get_by_role("button", name="ページを開く").click()

    expect(page.get_by_label("理由")).to_be_focused()
    expect(page.get_by_label("理由")).to_have_value("はい")
    check_page(page, "case-file-reason-missing")


def test_a_send_back_with_its_kind_and_the_note_on_a_page(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_sick_leave(people)
    log_in(superior_of(case))
    page.goto("/inbox/", wait_until="networkidle")
    page.locator(".item__title").first.click()
    expect(page.locator("#pane-h")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#sheet")).to_be_focused()
    page.locator("#page-note").fill("日付が読めない")
    page.get_by_role("button", name="メモを残す").click()
    expect(page.locator("#notes-h")).to_be_visible()
    page.locator("#pane-h").focus()

    page.keyboard.press("r")
    page.get_by_label("理由の種類").select_option("添付の不足")
    page.locator("#act-comment").fill("もう一度のせてください。")
    page.get_by_role("button", name="診断書.pdf 1ページのメモを付ける").click()

    expect(page.locator("#act-comment")).to_have_value("もう一度のせてください。\n診断書.pdf 1ページ: 日付が読めない")
    expect(page.locator("#act-comment")).to_be_focused()
    expect(page.get_by_label("理由の種類")).to_have_value("添付の不足")
    check_page(page, "inbox-send-back")
    page.locator("#dock-submit").click()
    expect(page.locator("#inbox-status")).to_contain_text("添付の不足")
