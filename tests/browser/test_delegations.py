"""The pages on which people let others act for them and hand work on, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.card_story import a_case
from tests.support.pages import check_page
from tests.support.spending_case import SPENDING, drafted, spending_world, with_budget
from tests.support.ward import Cast, cast, load_world, publish

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[User], None]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def person(uuid: UUID) -> User:
    return User.objects.get(uuid=uuid)


def test_somebody_lets_another_one_act_and_ends_it(page: Page, log_in: LogIn, people: Cast) -> None:
    log_in(person(people.head))
    page.goto("/delegations/")

    page.get_by_label("名前・番号・符号").fill(person(people.decider).name[:1])
    page.get_by_label("終わりの日").fill("2099-03-31")
    page.get_by_role("button", name="代理を任せる").click()
    expect(page.get_by_role("group", name="どれを指しますか")).to_be_visible()
    check_page(page, "delegations")
    page.get_by_label("名前・番号・符号").fill(person(people.decider).staff_number)
    page.get_by_role("button", name="代理を任せる").click()

    expect(page.locator("section[aria-labelledby='mine']")).to_contain_text(person(people.decider).name)
    page.get_by_role("button", name="取り消す").click()
    expect(page.locator("section[aria-labelledby='mine']")).to_contain_text("いません。")


def test_the_page_for_handing_on_keeps_the_promises(page: Page, log_in: LogIn, people: Cast) -> None:
    case = a_case(people)
    log_in(person(people.head))
    page.goto(f"/cases/{case.number}/")

    page.get_by_role("link", name="振り替える").click()

    expect(page.get_by_text("取り消せません")).to_be_visible()
    check_page(page, "case-transfer")


def test_the_drafter_finds_somebody_by_name_adds_him_to_the_route_and_takes_him_off_again(
    page: Page, log_in: LogIn
) -> None:
    spending_world()
    path = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"
    publish(
        SPENDING, path.read_text(encoding="utf-8").replace("    審議: {", "    追加: {協議: 1人まで}\n    審議: {", 1)
    )
    case, adviser = with_budget(drafted()), person(cast().decider)
    log_in(person(cast().applicant))
    page.goto(f"/cases/{case.number}/")
    page.get_by_role("link", name="経路を変える").click()

    field = page.get_by_label("足す職員")
    field.press_sequentially(adviser.name)
    offer = page.locator("datalist option")
    expect(offer.first).to_be_attached()
    check_page(page, "case-add-to-route")
    field.fill(offer.first.get_attribute("value") or "")
    page.get_by_label("理由").fill("関わりが深いため")
    page.get_by_role("button", name="経路に足す").click()

    expect(page.get_by_text("経路に足しました。")).to_be_visible()

    page.get_by_role("link", name="経路を変える").click()
    expect(page.get_by_role("heading", name="足した人を外す")).to_be_visible()
    check_page(page, "case-take-off-route")
    page.get_by_label("理由").fill("ほかの課に確かめたため")
    page.get_by_role("button", name="経路から外す").click()

    expect(page.get_by_text("経路から外しました。")).to_be_visible()


def test_the_drafter_has_an_examiner_look_later(page: Page, log_in: LogIn) -> None:
    spending_world()
    case = with_budget(drafted(2_000_000))
    log_in(person(cast().applicant))
    page.goto(f"/cases/{case.number}/")
    page.get_by_role("link", name="経路を変える").click()

    expect(page.get_by_role("heading", name="審議の人を待たずに進める（後閲）")).to_be_visible()
    check_page(page, "case-pass-over")
    page.locator("input[name=whom]").first.check()
    page.get_by_label("理由").fill("会議で席を外しているため")
    page.get_by_role("button", name="後閲にする").click()

    expect(page.get_by_text("この人を待たずに進めます。")).to_be_visible()
