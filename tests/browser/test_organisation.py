"""The personnel section's pages in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from tests.database.web.test_organisation import prepared
from tests.support.card_story import a_case
from tests.support.pages import check_page
from tests.support.platform_people import clerk
from tests.support.ward import MONDAY, cast, load_world

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def test_the_rehearsal_keeps_the_promises(page: Page, log_in: Callable[[User], None]) -> None:
    load_world()
    recompute_groups(now=MONDAY)
    a_case(cast())
    prepared(60)
    log_in(clerk())

    page.get_by_role("link", name="組織と異動").first.click()
    expect(page.get_by_role("heading", name="この日に困ること")).to_be_visible()
    check_page(page, "organisation-breaks")

    page.get_by_role("link", name="所属と職").click()
    expect(page.get_by_role("table")).to_be_visible()
    check_page(page, "organisation-units")
