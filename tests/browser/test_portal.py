"""The portal of somebody with everything on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from approvals.services.index_cases import index_cases
from approvals.services.own_absences import cancel_absence
from approvals.services.set_absence import set_absence
from forms.services.save_draft import save_draft
from integrations.models.notice import Notice
from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.pages import NARROW, check_page, picture, sideways
from tests.support.stand_ins import SECRET
from tests.support.ward import Cast, cast, load_world

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def a_busy_head(people: Cast) -> User:
    """The head of the section: work of others, own cases, something done in his absence, a draft and a notice."""
    now = timezone.now()
    head = User.objects.get(uuid=people.head)
    absence = set_absence(person=people.head, since=timezone.localdate(), until=None, reason="出張", now=now)
    a_case(people, now=now)
    assert cancel_absence(absence=absence.pk, person=people.head, now=now) is None
    for hours in (30, 20, 1):
        a_case(people, now=now - timedelta(hours=hours))
    a_case(replace(people, applicant=people.head), now=now)
    save_draft(person=head.uuid, procedure="id-card-reissue", values={"place": "駅"}, at=now)
    Notice.objects.create(person=head, key="k", subject="受取りの案内", text="新しい職員証ができました。", at=now)
    return head


def test_a_full_portal_keeps_the_promises(
    page: Page, log_in: Callable[[User], None], people: Cast, settings: Settings
) -> None:
    finance = {"url": "https://finance.example", "secret": SECRET, "page": "https://finance.example/desk/"}
    settings.CONNECTED_SYSTEMS = {"財務会計": finance}
    log_in(a_busy_head(people))
    page.goto("/apply/")
    page.get_by_role("button", name="お気に入りにする: 休暇届").click()
    expect(page.get_by_role("button", name="お気に入りから外す")).to_be_visible()
    picture(page, "catalogue-favourite")
    page.goto("/")

    expect(page.get_by_role("heading", name="あなたを待っていること 3件")).to_be_visible()
    expect(page.get_by_role("heading", name="不在の間に進んだもの（後閲）")).to_be_visible()
    check_page(page, "portal-busy")


def test_search_finds_what_was_written(page: Page, log_in: Callable[[User], None], people: Cast) -> None:
    head = a_busy_head(people)
    index_cases()
    log_in(head)

    page.keyboard.press("/")
    page.keyboard.type("事故")
    page.keyboard.press("Enter")

    expect(page.get_by_role("region", name="案件").get_by_role("listitem").first).to_be_visible()
    check_page(page, "search")


def test_the_largest_text_fits_the_narrowest_window(page: Page, log_in: Callable[[User], None], people: Cast) -> None:
    head = a_busy_head(people)
    User.objects.filter(pk=head.pk).update(text_size="large")
    page.set_viewport_size(NARROW)
    log_in(head)

    for address in (
        "/",
        "/my/",
        "/search/?q=事故",
        "/apply/",
        "/apply/id-card-reissue/",
        "/apply/id-card-reissue/urgent/",
    ):
        page.goto(address)
        picture(page, f"large{address.replace('/', '-')}375")
        assert sideways(page) == 0, address


def test_a_sent_back_application_is_corrected_from_the_portal(
    page: Page, log_in: Callable[[User], None], people: Cast
) -> None:
    acted(a_case(people), people.head, "send_back", comment="写真をもう一度のせてください")
    log_in(User.objects.get(uuid=people.applicant))

    page.get_by_role("link", name="なおす").first.click()

    expect(page.get_by_text("写真をもう一度のせてください").first).to_be_visible()
