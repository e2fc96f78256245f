"""The auditor's pages in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.pages import check_page
from tests.support.platform_people import auditor
from tests.support.ward import MONDAY, cast, load_world
from workflow.models import Case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(page: Page, log_in: Callable[[User], None]) -> Case:
    """A case with some history; the auditor is logged in."""
    load_world()
    recompute_groups(now=MONDAY)
    people = cast()
    case = acted(a_case(people), people.head, "checked", comment="急ぎでお願いします")
    log_in(auditor())
    return case


def test_the_search_keeps_the_promises(page: Page, case: Case) -> None:
    page.goto("/audit/")
    check_page(page, "audit-search")

    page.goto("/audit/?since=きのう&number=nothing")
    check_page(page, "audit-nothing-found")


def test_the_record_of_a_case_keeps_the_promises(page: Page, case: Case) -> None:
    page.goto("/audit/")
    page.get_by_role("link", name="監査").first.click()
    page.get_by_role("textbox", name="申請番号・文書番号").fill(case.number)
    page.get_by_role("button", name="さがす").click()
    page.get_by_role("link", name=case.number).click()

    expect(page.get_by_text("急ぎでお願いします")).to_be_visible()
    check_page(page, "audit-case")


def test_the_record_can_be_read_in_english(page: Page, case: Case) -> None:
    page.goto(f"/audit/{case.number}/")

    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", name="Has the record been changed?")).to_be_visible()
    check_page(page, "audit-case-english")
