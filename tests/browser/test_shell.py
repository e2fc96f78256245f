"""The shell of every page, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.pages import NARROW, check_page, sideways

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hanako() -> User:
    return User.objects.create_user(staff_number="00123456", name="佐藤 彩", kana="サトウ アヤ")


@pytest.fixture
def at_parts(page: Page, log_in: Callable[[User], None], hanako: User) -> Page:
    """Hanako looks at the page of parts."""
    log_in(hanako)
    page.goto("/parts/")
    return page


def test_the_page_of_parts_keeps_the_promises(at_parts: Page) -> None:
    check_page(at_parts, "parts")


def test_the_log_in_keeps_the_promises(page: Page, hanako: User) -> None:
    page.goto(f"/login/?q={hanako.staff_number}")

    check_page(page, "log-in")


def test_changing_the_password_keeps_the_promises(page: Page, log_in: Callable[[User], None]) -> None:
    log_in(User.objects.create_user(staff_number="00123457", name="鈴木 一郎", password="桜が咲いた日のこと"))
    page.goto("/preferences/password/")
    page.get_by_label("元のパスワード").fill("ちがう")
    page.get_by_label("新しいパスワード").first.fill("みじかい")
    page.get_by_label("確認用").fill("みじかい")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert", name="パスワードは変わっていません")).to_be_visible()
    check_page(page, "password")


def test_an_error_page_keeps_the_promises(at_parts: Page) -> None:
    at_parts.goto("/nowhere/")

    check_page(at_parts, "not-found")


def test_the_largest_text_fits_the_narrowest_window(at_parts: Page) -> None:
    with at_parts.expect_response("**/preferences/text-size/"):
        at_parts.get_by_role("radio", name="とても大きい").check(force=True)

    at_parts.set_viewport_size(NARROW)
    at_parts.reload()

    assert at_parts.evaluate("getComputedStyle(document.documentElement).fontSize") == "21px"
    assert sideways(at_parts) == 0


def test_the_language_switch_changes_every_word_of_the_shell(at_parts: Page) -> None:
    at_parts.get_by_role("button", name="English").click()

    expect(at_parts.get_by_role("navigation", name="Main menu")).to_be_visible()
    expect(at_parts.get_by_role("button", name="日本語")).to_be_visible()


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(at_parts: Page) -> None:
    at_parts.keyboard.press("?")
    expect(at_parts.get_by_role("dialog", name="キーボードの近道")).to_be_visible()

    at_parts.keyboard.press("Escape")

    expect(at_parts.get_by_role("dialog", name="キーボードの近道")).to_be_hidden()


def test_single_keys_do_nothing_while_writing(at_parts: Page) -> None:
    at_parts.get_by_role("textbox", name="場所").focus()

    at_parts.keyboard.press("?")

    expect(at_parts.get_by_role("dialog", name="キーボードの近道")).to_be_hidden()


def test_a_person_can_switch_single_keys_off(at_parts: Page) -> None:
    at_parts.get_by_role("button", name="のメニュー").click()
    at_parts.get_by_role("button", name="一文字の近道を止める").click()

    at_parts.keyboard.press("?")

    expect(at_parts.get_by_role("dialog", name="キーボードの近道")).to_be_hidden()


def test_alt_and_down_leads_to_the_next_error(at_parts: Page) -> None:
    at_parts.keyboard.press("Alt+ArrowDown")

    expect(at_parts.get_by_role("textbox", name="受理番号")).to_be_focused()


def test_a_suggestion_fills_the_field(at_parts: Page) -> None:
    at_parts.get_by_role("button", name="これにする").click()

    expect(at_parts.get_by_role("textbox", name="気付いた日時必須")).to_have_value("令和8年12月8日 18:40")


def test_on_a_narrow_window_the_menu_opens_and_closes_without_our_script(at_parts: Page) -> None:
    at_parts.set_viewport_size(NARROW)
    at_parts.get_by_role("button", name="メニューを開く").click()
    expect(at_parts.get_by_role("link", name="ポータル")).to_be_visible()

    at_parts.keyboard.press("Escape")

    expect(at_parts.get_by_role("link", name="ポータル")).to_be_hidden()


def test_logging_out_leads_back_to_the_log_in(at_parts: Page) -> None:
    at_parts.get_by_role("button", name="のメニュー").click()

    at_parts.get_by_role("button", name="ログアウト").click()

    expect(at_parts.get_by_role("heading", name="だれになって見ますか")).to_be_visible()
