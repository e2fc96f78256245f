"""The shell of every page, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from meguro_platform.models import User
from tests.support.pages import check_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hanako() -> User:
    return User.objects.create_user(staff_number="00123456", name="佐藤 彩", kana="サトウ アヤ")


def test_the_page_of_parts_keeps_the_promises(page: Page, log_in: Callable[[User], None], hanako: User) -> None:
    log_in(hanako)

    page.goto("/parts/")

    check_page(page, "parts")
