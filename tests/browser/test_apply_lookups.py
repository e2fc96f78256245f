"""An application that shows what other places know (照会), in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from meguro_platform.models import User
from tests.support.pages import check_page
from tests.support.stand_ins import LOOPBACK, SECRET, running_system
from tests.support.ward import cast, load_world, publish
from workflow.models import Case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
FOUND = "人事台帳.扶養の照会"


@pytest.fixture
def register(tmp_path: Path, settings: Settings) -> Iterator[None]:
    with running_system("staff-register", tmp_path / "register.sqlite") as running:
        settings.CONNECTED_SYSTEMS = {
            "人事台帳": {"url": running.url, "secret": SECRET, "timeout": 20, "allow": LOOPBACK}
        }
        yield


@pytest.fixture
def hanako(page: Page, log_in: Callable[[User], None]) -> User:
    load_world()
    person = User.objects.get(uuid=cast().applicant)
    log_in(person)
    return person


def test_the_form_shows_what_the_register_knows_and_when(page: Page, hanako: User, register: None) -> None:
    publish("dependents")
    page.goto("/apply/dependents/")

    number = page.get_by_label("いまの扶養の人数")
    expect(number).to_have_attribute("readonly", "")
    expect(page.locator("#f-so_far-found")).to_contain_text(f"に照会（{FOUND}）")
    expect(page.locator("#f-last_on-found")).to_have_text("提出するときに照会します。")
    check_page(page, "apply-looked-up")


def test_a_rate_changes_with_the_answer_that_it_goes_by(page: Page, hanako: User) -> None:
    publish("travel-order")
    page.goto("/apply/travel-order/")
    page.get_by_role("radio", name="宿泊・遠隔地", exact=True).check()
    rate = page.get_by_label("宿泊料の定額")
    expect(page.locator("#f-rate-found")).to_have_text("照会に使う項目がまだ空です。")

    page.get_by_role("radio", name="甲地", exact=True).check()
    expect(rate).to_have_value("13,300円")
    page.get_by_role("radio", name="乙地", exact=True).check()
    expect(rate).to_have_value("11,800円")
    expect(page.locator("#f-rate-found")).to_contain_text("に照会（旅費の定額.宿泊料）")
    check_page(page, "apply-rate")
    assert not Case.objects.exists()
