"""The inbox in a real browser: list, reading pane, keys, and going on to the next case."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.pages import check_page, picture
from tests.support.ward import MONDAY, Cast, cast, damaged_card, load_world
from workflow.models import Case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[User], None]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def person(uuid: UUID) -> User:
    return User.objects.get(uuid=uuid)


def test_the_inbox_keeps_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    for hours in range(3):
        a_case(people, now=MONDAY + timedelta(hours=hours))
    log_in(person(people.head))

    page.goto("/inbox/")

    check_page(page, "inbox")


def test_a_case_beside_the_list_keeps_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    for hours in range(3):
        a_case(people, now=MONDAY + timedelta(hours=hours))
    log_in(person(people.head))
    page.goto("/inbox/")

    page.locator(".item__title").first.click()

    expect(page.locator("#pane-h")).to_be_focused()
    check_page(page, "inbox-open")


def test_a_case_beside_the_list_fits_in_english_too(page: Page, log_in: LogIn, people: Cast) -> None:
    a_case(people, now=MONDAY)
    log_in(person(people.head))
    page.goto("/inbox/")
    page.get_by_role("button", name="English").click()

    page.locator(".item__title").first.click()

    expect(page.locator("#pane-h")).to_be_focused()
    check_page(page, "inbox-open-english")


def test_an_empty_inbox_keeps_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    log_in(person(people.stranger))

    page.goto("/inbox/")

    check_page(page, "inbox-empty")


def test_keys_walk_the_list_and_act(page: Page, log_in: LogIn, people: Cast) -> None:
    first, second = (a_case(people, now=MONDAY + timedelta(hours=hours)) for hours in range(2))
    log_in(person(people.head))
    page.goto("/inbox/", wait_until="networkidle")

    page.keyboard.press("j")
    expect(page.locator("#pane-h")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#pane")).to_contain_text(second.number)
    page.keyboard.press("k")
    expect(page.locator("#pane")).to_contain_text(first.number)
    expect(page.locator("#pane-h")).to_be_focused()
    wide = page.viewport_size
    page.set_viewport_size({"width": 375, "height": 812})
    page.keyboard.press("a")
    expect(page.locator("#inbox-status")).to_contain_text("確認しました")
    expect(page.locator("#pane")).to_contain_text(second.number)
    expect(page.locator("#pane-h")).to_be_in_viewport()
    assert wide is not None
    page.set_viewport_size(wide)
    expect(page.locator(".item.is-done")).to_have_count(1)
    picture(page, "inbox-after-act")
    page.keyboard.press("o")
    page.wait_for_url(f"**/cases/{second.number}/**")


def test_a_row_is_decided_without_opening_it(page: Page, log_in: LogIn, people: Cast) -> None:
    first, second = (a_case(people, now=MONDAY + timedelta(hours=hours)) for hours in range(2))
    log_in(person(people.head))
    page.goto("/inbox/")

    page.locator(".item", has_text=first.number).get_by_role("button").click()

    expect(page.locator(".item", has_text=first.number)).to_have_class("item is-done")
    expect(page.locator(".item", has_text=second.number).locator(".item__title")).to_be_focused()
    expect(page.locator("#inbox-status")).to_contain_text("確認しました")


def test_sending_back_from_the_pane_goes_on_to_the_next(page: Page, log_in: LogIn, people: Cast) -> None:
    first, second = (
        acted(
            a_case(people, now=MONDAY + timedelta(hours=hours)),
            people.head,
            "checked",
            MONDAY + timedelta(hours=4 + hours),
        )
        for hours in range(2)
    )
    log_in(person(people.examiner))
    page.goto("/inbox/")
    page.locator(".item", has_text=first.number).locator(".item__title").click()
    expect(page.locator("#pane")).to_contain_text(first.number)

    page.keyboard.press("r")
    expect(page.locator("#consequences")).to_be_visible()
    page.get_by_label("伝えること").fill("写真を新しくしてください")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#pane")).to_contain_text(second.number)
    expect(page.locator("#inbox-status")).to_contain_text("差し戻しました")


def test_work_that_somebody_else_took_says_so(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_case(people)
    log_in(person(people.head))
    page.goto("/inbox/")
    acted(case, people.head, "checked")

    page.locator(".item").get_by_role("button").click()

    expect(page.locator(".item [role=alert]")).to_contain_text("ほかの人が済ませた")


def test_keys_choose_several_and_one_click_settles_what_is_alike(page: Page, log_in: LogIn, people: Cast) -> None:
    cases = [a_case(people, now=MONDAY + timedelta(hours=hours)) for hours in range(2)]
    cases.append(a_case(people, damaged_card() | {"pickup": "庁内便"}, now=MONDAY + timedelta(hours=3)))
    log_in(person(people.head))
    page.goto("/inbox/")

    for _ in cases:
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("#bulk")).to_contain_text("「受取方法」が「庁内便」")
    expect(page.locator("[data-rows] :checked")).to_have_count(3)
    check_page(page, "inbox-bulk")
    expect(page.get_by_role("button", name="同じ型の2件を確認する")).to_be_visible()
    page.keyboard.press("A")

    expect(page.locator("#inbox-status")).to_contain_text("2件を処理しました")
    expect(page.locator(".item.is-done")).to_have_count(2)
    page.keyboard.press("k")  # what is done is passed over: it would lead to the whole case
    check_page(page, "inbox-bulk-done")


def test_h_puts_the_open_case_on_hold(page: Page, log_in: LogIn, people: Cast) -> None:
    a_case(people)
    log_in(person(people.head))
    page.goto("/inbox/")
    page.locator(".item__title").first.click()
    expect(page.locator("#pane-h")).to_be_focused()

    page.keyboard.press("h")

    expect(page.get_by_role("button", name="保留を解く")).to_be_visible()
    expect(page.locator(".item .mark")).to_have_text("保留")
    expect(page.locator("#inbox-status")).to_contain_text("保留")


def test_a_narrowed_list_is_kept_under_a_name(page: Page, log_in: LogIn, people: Cast) -> None:
    a_case(people)
    log_in(person(people.head))
    page.goto("/inbox/", wait_until="networkidle")

    page.get_by_role("link", name="変化あり").click()
    page.get_by_text("いまの条件を保存…").click()
    page.get_by_label("見かたの名前").fill("変わったもの")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="変わったもの")).to_have_attribute("aria-current", "page")
    check_page(page, "inbox-saved-view")
    page.get_by_role("button", name="「変わったもの」を消す").click()
    expect(page.get_by_role("link", name="変わったもの")).to_have_count(0)


def test_from_the_whole_case_one_comes_back_to_the_same_row(page: Page, log_in: LogIn, people: Cast) -> None:
    cases = [a_case(people, now=MONDAY + timedelta(hours=hours)) for hours in range(30)]
    log_in(person(people.head))
    page.goto("/inbox/?order=newest", wait_until="networkidle")
    page.locator(".item", has_text=cases[2].number).locator(".item__title").click()
    expect(page.locator("#pane")).to_contain_text(cases[2].number)

    page.keyboard.press("o")
    page.wait_for_url("**/cases/**")
    page.keyboard.press("u")
    page.wait_for_url("**/inbox/?order=newest&task=**")

    expect(page.locator(".item.is-on")).to_contain_text(cases[2].number)
    expect(page.locator(".item.is-on")).to_be_in_viewport()


def test_the_latest_act_is_undone_by_its_key_and_the_row_comes_back(page: Page, log_in: LogIn, people: Cast) -> None:
    first, second, _ = (a_case(people, now=MONDAY + timedelta(hours=hours)) for hours in range(3))
    log_in(person(people.head))
    page.goto("/inbox/", wait_until="networkidle")
    for case in (first, second):
        page.locator(".item", has_text=case.number).get_by_role("button").click()
        expect(page.locator(".item", has_text=case.number)).to_have_class("item is-done")
    check_page(page, "inbox-undo")

    page.keyboard.press("z")

    expect(page.locator("#inbox-status")).to_contain_text("引き戻しました")
    expect(page.locator(".item", has_text=second.number)).not_to_have_class("item is-done")
    expect(page.locator(".item", has_text=second.number).locator(".item__title")).to_be_focused()
    assert [list(Case.objects.get(uuid=each.uuid).steps) for each in (first, second)] == [
        ["人事係審査"],
        ["所属長確認"],
    ]
