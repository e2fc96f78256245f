"""The story of a broken card: sent back with its consequences, corrected, confirmed again, and withdrawn."""

import re

import pytest
from playwright.sync_api import Page, expect

from approvals.selectors.organisation import organisation_in_force
from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.pages import check_page
from tests.support.stories import LogIn, act, box, choose, open_case, panel, sit_down, steps, the_case
from tests.support.ward import Cast, cast, load_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
WHY = "事故の日付を書いてください"
JAPANESE = re.compile("[ぁ-んァ-ヶー々一-龠﨑德]+")
DATA = (
    *("めぐる区", "共通基盤", "日本語", "机から落として割れた事故です"),
    *("人事課の課長", "人事課人事係", "申請者の所属長", "代理入力のときも申請者は本人"),
)
"""The brand, the switch back, what the applicant wrote; assignees and explanations have no English in definitions."""


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def test_a_broken_card_is_sent_back_corrected_confirmed_again_and_withdrawn(
    page: Page, log_in: LogIn, people: Cast
) -> None:
    apply(page, log_in, people)
    assert steps() == ["所属長確認"]

    sit_down(page, log_in, people.head)
    open_case(page, the_case().number)
    act(page, "確認する")
    expect(page.get_by_text("確認しました").first).to_be_visible()

    send_back(page, log_in, people)
    assert steps() == ["再交付申請"]

    correct(page, log_in, people)
    assert steps() == ["所属長確認"]

    confirm_again(page, log_in, people)
    assert steps() == ["人事係審査"]

    withdraw(page, log_in, people)
    assert (the_case().status, the_case().outcome) == ("ended", "取下げ")


def apply(page: Page, log_in: LogIn, people: Cast) -> None:
    sit_down(page, log_in, people.applicant)
    page.goto("/apply/id-card-reissue/")
    choose(page, "理由", "破損")
    expect(page.get_by_role("group", name="破損の原因")).to_be_visible()
    box(page, "経緯").fill("机から落として割れた事故です")
    choose(page, "破損の原因", "経年")
    page.get_by_role("button", name="申請する").click()
    expect(page.get_by_text("申請しました。案件番号は")).to_be_visible()


def send_back(page: Page, log_in: LogIn, people: Cast) -> None:
    """The examiner compares what two ways back would do, and has to say why."""
    sit_down(page, log_in, people.examiner)
    open_case(page, the_case().number)
    act(page, "差し戻す")
    page.get_by_label("所属長確認").check()
    expect(page.locator("#consequences")).to_contain_text("失効")
    page.get_by_label("再交付申請").check()
    expect(page.locator("#consequences")).to_contain_text("1件が失効")
    check_page(page, "story-damaged-send-back")
    page.get_by_label("伝えること").fill(WHY)
    page.locator("#dock-submit").click()
    expect(page.get_by_text("差し戻しました").first).to_be_visible()


def correct(page: Page, log_in: LogIn, people: Cast) -> None:
    """The applicant sees on the portal that it came back, and on the page why."""
    sit_down(page, log_in, people.applicant)
    expect(panel(page, "work")).to_contain_text("差戻し")
    check_page(page, "story-damaged-portal-back")
    panel(page, "work").get_by_role("link", name="職員証再交付申請").first.click()
    expect(page.locator("#act")).to_contain_text(WHY)
    check_page(page, "story-damaged-back")
    box(page, "経緯").fill("5月8日に机から落として角が割れました")
    act(page, "提出する")
    expect(page.get_by_text("提出しました").first).to_be_visible()


def confirm_again(page: Page, log_in: LogIn, people: Cast) -> None:
    """The head sees the earlier confirmation struck out, and what has changed since."""
    sit_down(page, log_in, people.head)
    open_case(page, the_case().number)
    expect(page.locator("#news-h")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("5月8日に机から落として角が割れました")
    expect(page.get_by_role("list", name="経路").get_by_text("失効").first).to_be_visible()
    check_page(page, "story-damaged-again")
    act(page, "確認する")
    expect(page.get_by_text("確認しました").first).to_be_visible()


def withdraw(page: Page, log_in: LogIn, people: Cast) -> None:
    """What withdrawing does is listed before; afterwards nobody has work with the case."""
    sit_down(page, log_in, people.applicant)
    open_case(page, the_case().number)
    page.get_by_role("link", name="申請を取り下げる").click()
    expect(page.locator("#consequences")).to_contain_text("取下げ")
    expect(page.locator("#consequences")).to_contain_text("人事係審査")
    check_page(page, "story-damaged-withdraw")
    page.get_by_role("button", name="取り下げる", exact=True).click()
    expect(page.get_by_text("申請を取り下げました").first).to_be_visible()
    check_page(page, "story-damaged-withdrawn")
    sit_down(page, log_in, people.examiner)
    page.goto("/inbox/")
    expect(page.locator(".item")).to_have_count(0)


def test_the_same_pages_are_english_for_english_readers(page: Page, log_in: LogIn, people: Cast) -> None:
    case = acted(acted(a_case(people), people.head, "checked"), people.examiner, "send_back", comment="why?")
    sit_down(page, log_in, people.applicant)
    page.get_by_role("button", name="English").click()

    expect(panel(page, "work")).to_contain_text("Sent back")
    leftovers = {"portal": japanese_words(page)}
    check_page(page, "story-english-portal")
    open_case(page, case.number)
    expect(page.get_by_role("button", name="Submit")).to_be_visible()
    expect(page.locator("#act")).to_contain_text("Reason")
    leftovers["case"] = japanese_words(page)
    check_page(page, "story-english-case")
    page.get_by_role("link", name="Withdraw the application").click()
    expect(page.locator("#consequences")).to_be_visible()
    leftovers["withdraw"] = japanese_words(page)
    page.goto("/inbox/")
    leftovers["inbox"] = japanese_words(page)

    assert leftovers == {name: set() for name in leftovers}


def japanese_words(page: Page) -> set[str]:
    """What is still Japanese on the page, apart from data: names of people and units, seals, what people wrote."""
    shown = page.evaluate(
        """() => {
            const data = "script, style, template, .seal, .avatar, del, ins, q, [lang=ja]"
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
            const found = []
            while (walker.nextNode()) {
                const node = walker.currentNode
                if (!node.parentElement.closest(data)) found.push(node.textContent.trim())
            }
            return found
        }"""
    )
    words = {word for text in shown for word in JAPANESE.findall(text)}
    return {word for word in words if not any(word in data for data in DATA)} - known_names()


def known_names() -> set[str]:
    """Surnames, given names and units of the ward, which have no English spelling."""
    organisation = organisation_in_force()
    people = {part for person in User.objects.values_list("name", flat=True) for part in person.split("\u3000")}
    return people | {unit.name for unit in organisation.units.values()}
