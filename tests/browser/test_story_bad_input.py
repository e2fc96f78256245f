"""What people send by mistake: too much, twice, from an old page, too late. Nothing breaks, nothing happens twice."""

import pytest
from playwright.sync_api import Page, expect

from forms.selectors.drafts import draft_of
from meguro_platform.models import User
from tests.support.card_story import a_case
from tests.support.pages import check_page
from tests.support.stories import LogIn, act, box, choose, open_case, sit_down, steps, the_case
from tests.support.ward import Cast, cast, load_world
from workflow.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "/apply/id-card-reissue/"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def fill_in(page: Page) -> None:
    """A complete application for a broken card, not sent."""
    page.goto(CARD)
    choose(page, "理由", "破損")
    expect(page.get_by_role("group", name="破損の原因")).to_be_visible()
    box(page, "経緯").fill("机から落として割れた事故です")
    choose(page, "破損の原因", "経年")


def end_the_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def choose_oneself(page: Page, person: User) -> None:
    """From the demo's list of people, which stands where the log-in is asked for."""
    page.locator("#person-q").fill(person.staff_number)
    page.keyboard.press("Enter")
    page.locator(f"button[value='{person.staff_number}']").click()


def test_two_presses_open_one_case(page: Page, log_in: LogIn, people: Cast) -> None:
    sit_down(page, log_in, people.applicant)
    fill_in(page)

    page.get_by_role("button", name="申請する").dblclick()

    page.wait_for_url("**/cases/**")
    assert Case.objects.count() == 1


def test_the_way_back_after_sending_opens_no_second_case(page: Page, log_in: LogIn, people: Cast) -> None:
    sit_down(page, log_in, people.applicant)
    fill_in(page)
    page.get_by_role("button", name="申請する").click()
    page.wait_for_url("**/cases/**")

    page.go_back()
    page.get_by_role("button", name="申請する").click()
    page.wait_for_load_state()

    assert Case.objects.count() == 1


def test_the_way_back_after_acting_acts_no_second_time(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_case(people)
    sit_down(page, log_in, people.head)
    page.goto("/")
    open_case(page, case.number)
    act(page, "確認する")
    expect(page.get_by_text("確認しました").first).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert steps() == ["人事係審査"]


def test_a_comment_of_100_kilobytes_is_refused_in_place(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_case(people)
    sit_down(page, log_in, people.head)
    open_case(page, case.number)
    page.get_by_label("意見・連絡").fill("長" * 34_000)

    act(page, "確認する")

    expect(page.locator("#act-comment-error")).to_contain_text("4,000文字まで")
    expect(page.get_by_label("意見・連絡")).to_have_value("長" * 34_000)
    assert steps() == ["所属長確認"]


def test_a_control_character_is_refused_in_place(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_case(people)
    sit_down(page, log_in, people.head)
    open_case(page, case.number)
    page.evaluate("document.getElementById('act-comment').value = 'a\\u0000b'")

    act(page, "確認する")

    expect(page.locator("#act-comment-error")).to_contain_text("記録できない文字")
    assert steps() == ["所属長確認"]


def test_an_application_outlives_its_session(page: Page, log_in: LogIn, people: Cast) -> None:
    person = sit_down(page, log_in, people.applicant)
    fill_in(page)
    with page.expect_response("**/draft/"):
        page.get_by_role("heading", level=1).click()
    end_the_session(page)

    page.get_by_role("button", name="申請する").click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_page(page, "story-bad-session-ended")
    assert draft_of(person.uuid, "id-card-reissue") is not None
    assert Case.objects.count() == 0
    sit_down(page, log_in, people.applicant)
    page.goto(CARD)
    expect(box(page, "経緯")).to_have_value("机から落として割れた事故です")


def test_an_act_after_the_session_ended_changes_nothing_and_loses_nothing(
    page: Page, log_in: LogIn, people: Cast
) -> None:
    case = a_case(people)
    head = sit_down(page, log_in, people.head)
    open_case(page, case.number)
    page.locator("#act-comment").fill("書いた意見")
    end_the_session(page)

    act(page, "確認する")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert the_case().steps == ["所属長確認"]
    assert "/act/" not in page.url
    choose_oneself(page, head)
    expect(page.locator("#act-comment")).to_have_value("書いた意見")

    end_the_session(page)
    act(page, "確認する")
    expect(page.locator("#person-q")).to_be_visible()
    page.evaluate('sessionStorage.unsent = sessionStorage.unsent.replace(/"person":"\\w+/, \'"person":"another\')')
    choose_oneself(page, head)
    expect(page.locator("#act-comment")).to_have_value("")
