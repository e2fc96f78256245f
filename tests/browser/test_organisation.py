"""The personnel section's pages in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from approvals.models import Delegation
from approvals.services.delegations import give_delegation
from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from tests.database.web.test_organisation import prepared
from tests.support.card_story import a_case
from tests.support.pages import check_page, picture
from tests.support.personnel_files import copied, sent
from tests.support.personnel_folder import personnel_folder
from tests.support.platform_people import clerk
from tests.support.ward import MONDAY, cast, load_world, ward

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def delegated() -> None:
    """The head lets a colleague act for him."""
    people, today = cast(), timezone.localdate()
    last = today + timedelta(days=90)
    to = f"person:{people.decider}"
    given = give_delegation(principal=people.head, kind="authority", to=to, since=today, last=last, now=timezone.now())
    assert isinstance(given, Delegation)


def test_the_rehearsal_keeps_the_promises(page: Page, log_in: Callable[[User], None]) -> None:
    load_world()
    recompute_groups(now=MONDAY)
    a_case(cast())
    delegated()
    prepared(60)
    log_in(clerk())

    page.get_by_role("link", name="組織と異動").first.click()
    expect(page.get_by_role("heading", name="この日に困ること")).to_be_visible()
    check_page(page, "organisation-breaks")

    page.get_by_role("link", name="代理が終わる").click()
    expect(page.get_by_role("table").first).to_contain_text("指定した人が退職するため終わる")
    picture(page, "organisation-delegations")
    page.get_by_role("link", name="手続にある所属や職がなくなる").click()
    expect(page.get_by_role("table").first).to_contain_text("所管課が手続を直す")
    picture(page, "organisation-definitions")

    page.get_by_role("link", name="所属と職").click()
    expect(page.get_by_role("table")).to_be_visible()
    check_page(page, "organisation-units")


def test_the_files_of_personnel_say_what_is_wrong_with_them_row_by_row(
    page: Page, log_in: Callable[[User], None], tmp_path: Path
) -> None:
    load_world()
    recompute_groups(now=MONDAY)
    rows = copied(sent(ward()))
    with personnel_folder(tmp_path) as leave:
        rows.units[3]["上位所属コード"] = "99999999"
        leave(rows)
        rows.units[3]["上位所属コード"] = sent(ward()).units[3]["上位所属コード"]
        leave(rows, "20260701")
    log_in(clerk())

    page.goto("/")
    page.get_by_role("link", name="組織と異動").first.click()
    page.get_by_role("link", name="人事のファイル").click()
    expect(page.get_by_role("table")).to_be_visible()
    check_page(page, "organisation-files")

    page.get_by_role("link", name="6月1日").click()
    expect(page.get_by_role("cell", name="99999999")).to_be_visible()
    check_page(page, "organisation-file-set")
