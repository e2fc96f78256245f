"""The story of a day without a mouse: log in, walk the inbox, open a case, send back, act, log out."""

import pytest
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.card_story import a_case
from tests.support.pages import picture
from tests.support.ward import Cast, cast, load_world
from workflow.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
_FAR = 120
"""Presses of Tab after which a control counts as out of reach."""


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus, as somebody without a mouse would."""
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{_FAR} times Tab do not reach {selector}")


def test_a_head_works_through_the_inbox_with_the_keyboard_alone(page: Page, people: Cast) -> None:
    first, second, third = (a_case(people) for _ in range(3))
    head = User.objects.get(uuid=people.head)

    page.goto(f"/login/?q={head.staff_number}")
    tab_to(page, f"button[value='{head.staff_number}']")
    picture(page, "story-keyboard-login")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    tab_to(page, "a[href='/inbox/']")
    picture(page, "story-keyboard-portal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/")

    page.keyboard.press("j")
    expect(page.locator("#pane")).to_contain_text(first.number)
    expect(page.locator("#pane-h")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#pane")).to_contain_text(second.number)
    expect(page.locator("#pane-h")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#pane")).to_contain_text(first.number)
    expect(page.locator("#pane-h")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#inbox-status")).to_contain_text("確認しました")
    expect(page.locator("#pane")).to_contain_text(second.number)

    page.keyboard.press("o")
    page.wait_for_url(f"**/cases/{second.number}/**")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="差し戻す")).to_be_focused()
    tab_to(page, "#act-comment")
    page.keyboard.type("日付を書いてください")
    picture(page, "story-keyboard-send-back")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("差し戻しました").first).to_be_visible()

    page.keyboard.press("u")
    page.wait_for_url("**/inbox/**")
    page.keyboard.press("j")
    expect(page.locator("#pane")).to_contain_text(third.number)
    tab_to(page, "#act-comment")
    page.keyboard.type("ja と書いても何も起きません")
    expect(page.locator("#act-comment")).to_have_value("ja と書いても何も起きません")
    tab_to(page, "#act button[name='act.verdict']")
    page.keyboard.press("Enter")
    expect(page.locator("#inbox-status")).to_contain_text("確認しました")
    assert [list(Case.objects.get(uuid=each.uuid).steps) for each in (first, second, third)] == [
        ["人事係審査"],
        ["再交付申請"],
        ["人事係審査"],
    ]
