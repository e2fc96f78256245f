"""The story of a card that can't be registered: its order is taken back, and somebody gives up for a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.support.card_story import acted, examined
from tests.support.outside_world import OutsideWorld, asked, outside_world
from tests.support.pages import check_page
from tests.support.stories import LogIn, act, open_case, sit_down, steps, the_case
from tests.support.ward import Cast, cast, load_world

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def outside(live_server: LiveServer, tmp_path: Path, settings: Settings) -> Iterator[OutsideWorld]:
    with outside_world(address=live_server.url, folder=tmp_path, settings=settings) as systems:
        yield systems


def test_a_card_that_cannot_be_registered_is_cancelled_and_given_up(
    page: Page, log_in: LogIn, people: Cast, outside: OutsideWorld
) -> None:
    outside.doors.fault(kind="reject", operation="証の登録", times=9)
    acted(examined(people), people.decider, "decide")
    outside.deliver()
    outside.wait_until(lambda: steps() != ["発行完了待ち"], "the call-back of the issuing system")
    outside.deliver()
    assert steps() == ["発行不能の対応"]
    assert asked(outside.issuing) == ["職員証発行.作成依頼", "職員証発行.作成取消"]

    sit_down(page, log_in, people.examiner)
    page.goto("/inbox/")
    page.locator(".item__title").first.click()
    expect(page.locator("#pane")).to_contain_text("やり直す")
    check_page(page, "story-failed-inbox")
    open_case(page, the_case().number)
    expect(page.locator("#calls")).to_contain_text("断りました")
    check_page(page, "story-failed-case")
    act(page, "打ち切る")
    expect(page.locator("#consequences")).to_contain_text("発行不能")
    check_page(page, "story-failed-give-up")
    page.locator("#dock-submit").click()

    expect(page.locator("#act-comment-error")).to_be_visible()
    expect(page.locator("#dock")).to_be_visible()
    check_page(page, "story-failed-no-reason")
    page.locator("#act-comment").fill("発行会社が受け付けません")
    page.locator("#dock-submit").click()

    expect(page.locator(".badge", has_text="発行不能").first).to_be_visible()
    assert (the_case().outcome, the_case().outcome_kind) == ("発行不能", "not_achieved")
    expect(page.get_by_role("main")).to_contain_text("発行会社が受け付けません")
    check_page(page, "story-failed-ended")
