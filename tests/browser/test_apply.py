"""Applying in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from meguro_platform.models import User
from tests.support.pages import check_page
from tests.support.ward import Cast, cast, load_world

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "/apply/id-card-reissue/"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def at_card(page: Page, log_in: Callable[[User], None], people: Cast) -> Page:
    """An ordinary member of the staff at the form."""
    log_in(User.objects.get(uuid=people.applicant))
    page.goto(CARD)
    return page


def test_the_form_keeps_the_promises(at_card: Page) -> None:
    check_page(at_card, "apply")


def test_a_chosen_reason_brings_its_section(at_card: Page) -> None:
    at_card.get_by_role("radio", name="紛失").check()

    expect(at_card.get_by_role("heading", name="紛失・盗難")).to_be_visible()
    expect(at_card.get_by_text("「理由」が「紛失」なので表示しています")).to_be_visible()
    check_page(at_card, "apply-lost")
