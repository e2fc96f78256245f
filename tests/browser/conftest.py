"""What browser tests share: Chromium at two widths, a log-in, and the promises every page keeps."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from meguro_platform.models import User
from tests.support.pages import CHROMIUM, CHROMIUM_OPTIONS, WIDE, watch

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the test's thread

expect.set_options(timeout=30_000)
"""A slow machine is no failure: what is expected may take this long to come, in milliseconds."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; without one the tests are skipped, unless everything is required."""
    if not Path(CHROMIUM).exists():
        reason = f"{CHROMIUM} is missing; install it with: apt-get install chromium"
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A fresh page, 1,440 pixels wide; a script error or a refused resource fails the test."""
    context = browser.new_context(base_url=live_server.url, viewport=WIDE, locale="ja-JP", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    fresh = context.new_page()
    complaints = watch(fresh)
    yield fresh
    context.close()
    assert complaints == [], "\n".join(complaints[:3])


@pytest.fixture
def log_in(page: Page) -> Callable[[User], None]:
    """Log in as somebody, through the page."""

    def as_person(person: User) -> None:
        page.goto(f"/login/?q={person.staff_number}")
        page.locator(f"button[value='{person.staff_number}']").first.click()
        page.wait_for_url("**/")

    return as_person
