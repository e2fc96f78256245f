"""The story of a lost card, from the emergency button to the new card, with real systems around it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from forms.tokyo_time import TOKYO
from tests.support.outside_world import OutsideWorld, asked, outside_world
from tests.support.pages import check_page
from tests.support.stories import LogIn, act, box, choose, open_case, panel, sit_down, steps, the_case
from tests.support.ward import Cast, cast, load_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def outside(live_server: LiveServer, tmp_path: Path, settings: Settings) -> Iterator[OutsideWorld]:
    with outside_world(address=live_server.url, folder=tmp_path, settings=settings) as systems:
        yield systems


@pytest.mark.long
def test_a_lost_card_is_stopped_checked_decided_issued_and_handed_over(
    page: Page, log_in: LogIn, people: Cast, outside: OutsideWorld
) -> None:
    stop_the_card(page, log_in, people)
    outside.deliver()
    assert asked(outside.doors) == ["入退室.証の停止"]
    assert steps() == ["残りの記入"]

    write_the_rest(page, log_in, people)
    assert steps() == ["所属長確認"]

    check(page, log_in, people)
    assert steps() == ["人事係審査"]

    examine(page, log_in, people)
    assert steps() == ["人事課長決定"]

    decide(page, log_in, people)
    outside.deliver()
    outside.wait_until(lambda: steps() != ["発行完了待ち"], "the call-back of the issuing system")
    outside.deliver()
    assert steps() == ["交付と旧証の回収"]
    assert asked(outside.doors) == ["入退室.証の停止", "入退室.証の登録"]

    read_the_notice(page, log_in, people)
    hand_over(page, log_in, people)
    outside.deliver()
    assert asked(outside.doors) == [
        "入退室.証の停止",
        "入退室.証の登録",
        "入退室.証の有効化",
    ]
    assert asked(outside.register) == ["人事台帳.更新"]
    assert the_case().outcome == "交付済"

    see_the_end(page, log_in, people)


def stop_the_card(page: Page, log_in: LogIn, people: Cast) -> None:
    """The applicant presses the emergency button."""
    sit_down(page, log_in, people.applicant)
    check_page(page, "story-lost-portal")
    page.get_by_role("link", name="すぐに「旧証の停止」をする…").click()
    check_page(page, "story-lost-urgent")
    page.get_by_role("button", name="紛失").click()
    expect(page.get_by_text("受け付けました。案件")).to_be_visible()


def write_the_rest(page: Page, log_in: LogIn, people: Cast) -> None:
    """The applicant finds the case on the portal, and writes what the emergency left out."""
    yesterday = timezone.now().astimezone(TOKYO) - timedelta(days=1)
    page.goto("/")
    expect(panel(page, "mine")).to_contain_text("残りの記入")
    check_page(page, "story-lost-portal-started")
    panel(page, "work").get_by_role("link", name="職員証再交付申請").first.click()
    expect(page.locator("#calls")).to_contain_text("入退室の証の停止")
    check_page(page, "story-lost-rest")

    act(page, "完了する")
    expect(page.locator("#errors")).to_be_focused()
    check_page(page, "story-lost-rest-errors")
    box(page, "経緯").fill("帰りの電車で落としたと思われます")
    box(page, "最後に確認した日時").fill(f"{yesterday:%Y-%m-%d} 18:00")
    box(page, "場所").fill("東横線")
    choose(page, "場所の区分", "通勤途上")
    choose(page, "警察への届出", "届出済")
    expect(box(page, "届出先")).to_be_visible()
    box(page, "届出先").fill("目黒警察署")
    box(page, "受理番号").fill("第1234号")
    choose(page, "同時に失くしたもの", "なし")
    choose(page, "返納の誓約", "はい")
    act(page, "完了する")
    expect(page.get_by_text("完了しました").first).to_be_visible()
    check_page(page, "story-lost-rest-done")


def check(page: Page, log_in: LogIn, people: Cast) -> None:
    """The head of the applicant's section finds the case in the inbox and confirms it."""
    sit_down(page, log_in, people.head)
    page.goto("/inbox/")
    page.locator(".item__title").first.click()
    expect(page.locator("#pane-h")).to_be_focused()
    check_page(page, "story-lost-inbox")
    open_case(page, the_case().number)
    check_page(page, "story-lost-head")
    act(page, "確認する")
    expect(page.get_by_text("確認しました").first).to_be_visible()


def examine(page: Page, log_in: LogIn, people: Cast) -> None:
    """The personnel section forgets to say whether the card is paid for, and is told so beside the question."""
    sit_down(page, log_in, people.examiner)
    open_case(page, the_case().number)
    page.get_by_label("意見・連絡").fill("届出を確かめました")
    act(page, "適と認める")

    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_role("group", name="弁償の要否")).to_contain_text("空です")
    expect(page.get_by_label("意見・連絡")).to_have_value("届出を確かめました")
    check_page(page, "story-lost-examiner-error")
    choose(page, "弁償の要否", "不要")
    act(page, "適と認める")
    expect(page.get_by_text("適と認めました").first).to_be_visible()


def decide(page: Page, log_in: LogIn, people: Cast) -> None:
    sit_down(page, log_in, people.decider)
    open_case(page, the_case().number)
    expect(panel(page, "log-h")).to_contain_text("届出を確かめました")
    act(page, "決定する")
    expect(page.get_by_text("決定しました").first).to_be_visible()


def read_the_notice(page: Page, log_in: LogIn, people: Cast) -> None:
    """The applicant hears that the card is there."""
    sit_down(page, log_in, people.applicant)
    expect(panel(page, "notices")).to_contain_text("新しい職員証ができました")
    expect(panel(page, "mine")).to_contain_text("交付と旧証の回収")
    check_page(page, "story-lost-portal-notice")
    panel(page, "notices").get_by_role("button").click()
    expect(panel(page, "notices")).to_contain_text("新しいお知らせはありません")


def hand_over(page: Page, log_in: LogIn, people: Cast) -> None:
    """Without its date the hand-over isn't recorded."""
    sit_down(page, log_in, people.examiner)
    open_case(page, the_case().number)
    act(page, "完了する")
    expect(page.locator("#f-handed_at-error")).to_be_visible()
    box(page, "交付日").fill(f"{timezone.now().astimezone(TOKYO):%Y-%m-%d}")
    check_page(page, "story-lost-hand-over")
    act(page, "完了する")
    expect(page.get_by_text("完了しました").first).to_be_visible()


def see_the_end(page: Page, log_in: LogIn, people: Cast) -> None:
    """The applicant sees that everything is done, and every try of every call."""
    sit_down(page, log_in, people.applicant)
    open_case(page, the_case().number)
    expect(page.locator(".badge", has_text="交付済").first).to_be_visible()
    expect(page.locator("#calls")).to_contain_text("入退室の証の有効化")
    check_page(page, "story-lost-ended")
    page.goto("/my/")
    page.get_by_role("main").get_by_role("link", name="終わったもの").click()
    expect(page.get_by_role("main")).to_contain_text("交付済")
    check_page(page, "story-lost-my-cases")
