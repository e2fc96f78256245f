"""The story of two people at one task: the second is told who was faster, and keeps what was written."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from approvals.selectors.organisation import organisation_in_force
from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.pages import WIDE, check_page
from tests.support.stories import LogIn, act, choose, open_case, sit_down, steps
from tests.support.ward import EXAMINERS, MONDAY, Cast, cast, load_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def other_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The browser at another desk."""
    context = browser.new_context(base_url=live_server.url, viewport=WIDE, locale="ja-JP", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def colleague_of(examiner: UUID) -> User:
    """Another member of the same subsection, who has the same task."""
    members = organisation_in_force().members(EXAMINERS, MONDAY.date())
    return User.objects.get(uuid=next(seat.person for seat in members if UUID(seat.person) != examiner))


def test_the_second_of_two_examiners_is_told_who_was_faster(
    page: Page, other_page: Page, log_in: LogIn, people: Cast
) -> None:
    case = acted(a_case(people), people.head, "checked")
    first, colleague = sit_down(page, log_in, people.examiner), colleague_of(people.examiner)
    other_page.goto(f"/login/?q={colleague.staff_number}")
    other_page.locator(f"button[value='{colleague.staff_number}']").first.click()
    other_page.wait_for_url("**/")
    for desk in (page, other_page):
        open_case(desk, case.number)
        choose(desk, "弁償の要否", "不要")
    other_page.get_by_label("意見・連絡").fill("割れ方を写真で確かめました")

    act(page, "適と認める")
    expect(page.get_by_text("適と認めました").first).to_be_visible()
    act(other_page, "適と認める")

    expect(other_page.locator("#conflict")).to_be_focused()
    expect(other_page.locator("#conflict")).to_contain_text(f"先に{first.name}さんが処理しました")
    expect(other_page.locator("#conflict")).to_contain_text("適と認めました")
    expect(other_page.locator("#kept")).to_have_value("割れ方を写真で確かめました")
    assert steps() == ["人事課長決定"]
    check_page(other_page, "story-two-second")
