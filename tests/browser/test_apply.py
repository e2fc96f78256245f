"""Applying in a real browser: the form helps, keeps what is typed, and says what is wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from forms.selectors.drafts import draft_of
from meguro_platform.models import User
from tests.support.pages import WIDE, check_page, picture
from tests.support.ward import Cast, cast, load_world, publish
from workflow.models import Case, Effect

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
CARD, LEAVE = "/apply/id-card-reissue/", "/apply/leave-of-absence/"
CHOOSE = "/apply/travel-report/case/"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def hanako(page: Page, log_in: Callable[[User], None], people: Cast) -> User:
    """An ordinary member of the staff, logged in."""
    person = User.objects.get(uuid=people.applicant)
    log_in(person)
    return person


def choose(page: Page, item: str, choice: str) -> None:
    page.get_by_role("group", name=item).get_by_role("radio", name=choice, exact=True).check()


def write(page: Page, item: str, text: str) -> None:
    box(page, item).fill(text)


def box(page: Page, item: str) -> Locator:
    """The input of an item, not its calendar."""
    return page.get_by_role("textbox", name=re.compile(f"^{item}(必須)?$"))


def saved(page: Page) -> None:
    """Waits until what was typed is saved."""
    with page.expect_response("**/draft/"):
        page.get_by_role("heading", level=1).click()


def test_the_pages_keep_the_promises(page: Page, hanako: User) -> None:
    publish("travel-report")
    check_page(page, "portal-quiet")
    for address, name in (
        ("/apply/", "catalogue"),
        ("/my/", "my-cases-none"),
        (CARD, "apply"),
        (LEAVE, "apply-leave"),
        (CHOOSE, "choose-case"),
    ):
        page.goto(address)
        check_page(page, name)


def test_a_table_takes_rows(page: Page, hanako: User) -> None:
    publish("travel-order")
    page.goto("/apply/travel-order/")
    page.get_by_role("textbox", name="1行目 区間").fill("目黒〜新宿")
    page.get_by_role("group", name="行程").get_by_role("button", name="行を足す").click()
    page.get_by_role("textbox", name="2行目 区間").fill("新宿〜都庁")
    page.get_by_role("textbox", name="2行目 運賃").fill("220")

    check_page(page, "apply-rows")
    page.get_by_role("region", name="行程").get_by_role("button", name="行程の1行目を消す", exact=True).click()
    expect(page.get_by_role("textbox", name="1行目 区間")).to_have_value("新宿〜都庁")


def test_the_pages_keep_the_promises_in_english(page: Page, hanako: User) -> None:
    page.get_by_role("button", name="English").click()

    for address, name in (("/", "portal-en"), (CARD, "apply-en"), (f"{CARD}urgent/", "urgent-en")):
        page.goto(address)
        check_page(page, name)
    expect(page.get_by_role("heading", name="I lost my ID card, or it was stolen")).to_be_visible()


def test_a_chosen_reason_brings_its_section_and_changes_the_way(page: Page, hanako: User) -> None:
    page.goto(CARD)

    choose(page, "理由", "紛失")

    expect(page.get_by_role("heading", name="紛失・盗難")).to_be_visible()
    expect(page.get_by_text("「理由」が「紛失」なので表示しています")).to_be_visible()
    expect(page.get_by_role("list", name="この先の手順").get_by_text("旧証の停止")).to_be_visible()
    expect(page.get_by_text("下書きはあなただけが見られます")).to_be_visible()
    check_page(page, "apply-lost")


def test_a_damaged_card_is_applied_for_after_one_correction(page: Page, hanako: User) -> None:
    page.goto(CARD)
    choose(page, "理由", "破損")
    expect(page.get_by_role("group", name="破損の原因")).to_be_visible()
    write(page, "経緯", "割れた")
    page.get_by_role("button", name="申請する").click()

    expect(page.get_by_role("heading", name="2か所をなおすと申請できます")).to_be_visible()
    page.get_by_role("link", name="経緯").click()
    expect(page.get_by_role("textbox", name="経緯")).to_be_focused()
    write(page, "経緯", "机から落として割れた事故です")
    choose(page, "破損の原因", "経年")
    expect(page.get_by_role("heading", name="か所をなおすと申請できます")).to_be_hidden()
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("申請しました。案件番号は")).to_be_visible()
    assert Case.objects.get().steps == ["所属長確認"]
    assert draft_of(hanako.uuid, "id-card-reissue") is None
    page.goto("/")
    check_page(page, "portal-applicant")
    page.goto("/my/")
    check_page(page, "my-cases")


def test_the_error_summary_keeps_the_promises(page: Page, hanako: User) -> None:
    page.goto(CARD)

    page.get_by_role("button", name="申請する").click()

    expect(page.get_by_role("heading", name="1か所をなおすと申請できます")).to_be_visible()
    expect(page.locator("#errors")).to_be_focused()
    check_page(page, "apply-errors")


def test_what_was_typed_survives_a_killed_browser(
    page: Page, hanako: User, browser: Browser, live_server: LiveServer
) -> None:
    page.goto(CARD)
    choose(page, "理由", "盗難")
    expect(page.get_by_role("heading", name="紛失・盗難")).to_be_visible()
    with page.expect_response("**/draft/"):
        page.get_by_role("textbox", name="経緯").press_sequentially("更衣室のかばんから")
    state = page.context.storage_state()
    page.context.close()

    context = browser.new_context(base_url=live_server.url, viewport=WIDE, storage_state=state, locale="ja-JP")
    again = context.new_page()
    again.goto(CARD)

    expect(again.get_by_role("textbox", name="経緯")).to_have_value("更衣室のかばんから")
    expect(again.get_by_role("radio", name="盗難")).to_be_checked()
    expect(again.get_by_text("に自動保存しました")).to_be_visible()
    context.close()


def test_nothing_moves_under_whoever_is_writing(page: Page, hanako: User) -> None:
    page.goto(CARD)
    choose(page, "理由", "紛失")
    place = box(page, "最後に確認した日時")
    expect(place).to_be_visible()

    with page.expect_response("**/draft/"):
        place.press_sequentially("きのう")
    place.press_sequentially("の夜")

    expect(place).to_have_value("きのうの夜")
    expect(place).to_be_focused()
    expect(page.get_by_text("日時として読めません")).to_be_hidden()
    saved(page)
    expect(page.get_by_text("日時として読めません")).to_be_visible()


def test_a_likely_value_is_taken_over_with_one_press(page: Page, hanako: User) -> None:
    page.goto(CARD)
    choose(page, "理由", "紛失")
    write(page, "気付いた日時", "R8.2.3 24:00")
    saved(page)

    page.get_by_role("button", name="これにする").click()

    expect(box(page, "気付いた日時")).to_have_value("令和8年2月4日 0:00")
    expect(page.get_by_text("もしかして")).to_be_hidden()
    expect(page.get_by_text("令和8年2月4日（水）0:00")).to_be_visible()


def test_a_file_is_taken_at_once_when_its_content_is_what_it_says(page: Page, hanako: User, tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"no picture at all")
    (tmp_path / "face.png").write_bytes(a_picture())
    page.goto(CARD)
    choose(page, "写真", "新しく提出")

    page.get_by_label("顔写真").set_input_files(tmp_path / "photo.png")
    expect(page.locator(".field__error")).to_be_visible()
    page.get_by_label("顔写真").set_input_files(tmp_path / "face.png")

    expect(page.get_by_text("face.png")).to_be_visible()
    check_page(page, "apply-file")
    page.get_by_role("button", name="はずす").click()
    expect(page.get_by_text("face.png")).to_be_hidden()


def a_picture() -> bytes:
    """A whole PNG of one pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360f8cf50000002840181d1a3e4130000000049454e44ae426082"
    )


def test_a_lost_card_is_stopped_with_one_press(page: Page, hanako: User) -> None:
    page.get_by_role("link", name="すぐに「旧証の停止」をする…").click()
    check_page(page, "urgent")

    page.get_by_role("button", name="紛失").click()

    expect(page.get_by_text("受け付けました。案件")).to_be_visible()
    picture(page, "urgent-case")
    expect(page.get_by_text("「残りの記入」").first).to_be_visible()
    assert Effect.objects.get().operation == "入退室.証の停止"


def test_a_warning_is_overruled_by_a_second_press(page: Page, hanako: User) -> None:
    page.goto(LEAVE)
    page.get_by_role("radio", name="年次有給休暇").check()
    write(page, "初日", "R8.4.6")
    write(page, "最終日", "R8.4.8")

    page.get_by_role("button", name="申請する").click()
    expect(page.get_by_text("休暇は、原則として前日までに届け出てください。")).to_be_visible()
    check_page(page, "apply-warning")
    page.get_by_role("button", name="このまま申請する").first.click()

    expect(page.get_by_text("申請しました。案件番号は")).to_be_visible()


def test_somebody_who_may_types_for_another(page: Page, log_in: Callable[[User], None], people: Cast) -> None:
    log_in(User.objects.get(uuid=people.examiner))
    other = User.objects.get(uuid=people.applicant)
    page.goto(CARD)
    page.get_by_text("ほかの人の代わりに入力する").click()
    page.get_by_role("searchbox", name="申請する人の氏名か職員番号").fill(other.staff_number)
    page.get_by_role("searchbox", name="申請する人の氏名か職員番号").press("Enter")
    check_page(page, "apply-proxy-search")

    page.get_by_role("button", name=f"{other.name}さんの代わりに入力する").click()

    expect(page.get_by_text(f"{other.name}さんの代わりに入力しています")).to_be_visible()
    check_page(page, "apply-proxy")


def test_the_pages_of_a_draft_that_is_shown_keep_the_promises(page: Page, hanako: User, people: Cast) -> None:
    page.goto(CARD)
    choose(page, "理由", "破損")
    page.get_by_role("link", name="根回しをする").click()
    page.get_by_label("名前または職員番号").fill(User.objects.get(uuid=people.head).staff_number)
    page.get_by_label("聞きたいこと").fill("これでよいでしょうか。")
    page.get_by_role("button", name="見せる", exact=True).click()
    expect(page.get_by_text("これでよいでしょうか。")).to_be_visible()
    check_page(page, "sounding")

    page.get_by_role("link", name="読んで答える").click()

    check_page(page, "shown-draft")
