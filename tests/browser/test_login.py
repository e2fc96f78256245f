"""Choosing a person of the ward, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.pages import check_page
from tests.support.ward import load_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_offered_people_keep_the_promises_and_can_be_chosen(page: Page) -> None:
    load_world()
    page.goto("/")

    check_page(page, "choose-person")
    page.get_by_role("region", name="担当の課").get_by_role("button").nth(2).click()

    expect(page.get_by_role("navigation", name="おもなメニュー")).to_be_visible()
    expect(page.locator(".me__text")).to_contain_text("人事課")
