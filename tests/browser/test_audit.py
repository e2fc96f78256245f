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
    page.goto("/audit/")
    page.get_by_label("目的").fill("定期監査")
    page.get_by_role("button", name="この目的で進む").click()
    return case


def test_the_purpose_is_asked_before_anything_is_shown(page: Page, log_in: Callable[[User], None]) -> None:
    load_world()
    recompute_groups(now=MONDAY)
    log_in(auditor())
    page.goto("/audit/?outcome=open")
    check_page(page, "audit-purpose")

    page.get_by_label("目的").fill("開示請求への対応")
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/audit/?outcome=open")
    expect(page.get_by_text("閲覧の目的: 開示請求への対応")).to_be_visible()


def test_the_copy_for_disclosure_keeps_the_promises(page: Page, case: Case) -> None:
    page.goto(f"/audit/{case.number}/disclosure/")
    page.get_by_label("さらに伏せることば").fill("急ぎで")
    page.get_by_role("button", name="もう一度読む").click()

    expect(page.get_by_text("「■■■■お願いします」")).to_be_visible()
    check_page(page, "audit-disclosure")


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


def test_what_cp932_lacks_is_told_on_a_page(page: Page, case: Case) -> None:
    acted(case, cast().examiner, "proper", answers={"fee_decision": "不要"}, comment="𠮷")
    page.goto(f"/audit/{case.number}/")

    page.get_by_role("link", name="古いソフト用の表").click()

    expect(page.get_by_role("cell", name="〔U+20BB7〕")).to_be_visible()
    check_page(page, "audit-lacking")
