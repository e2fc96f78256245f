"""Drafts of people who changed, in a browser: one begun in a post that was left, one that cannot be handed in."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from approvals.models import Posting
from approvals.services.raise_revision import raise_revision
from forms.services.save_draft import save_draft
from meguro_platform.models import User
from tests.support.advice_case import TEXT
from tests.support.pages import check_page
from tests.support.ward import cast, load_world, publish

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def test_whoever_moved_reads_from_which_post_it_goes_out_and_whoever_may_not_send_it_reads_what_he_wrote(
    page: Page, log_in: Callable[[User], None]
) -> None:
    load_world()
    publish("advice", TEXT)
    person = User.objects.get(uuid=cast().applicant)
    typed = {"matter": "庁舎の照明の相談", "detail": "見積りは三社\n二行目"}
    save_draft(person=person.uuid, procedure="advice", values={**typed, ":post": "01020000/係長"}, at=timezone.now())
    log_in(person)

    page.goto("/apply/advice/")
    expect(page.get_by_text("別の職で書きはじめた下書きです")).to_be_visible()
    check_page(page, "draft-left-post")

    Posting.objects.filter(person=person.uuid).delete()
    raise_revision()
    page.goto("/apply/advice/")
    expect(page.get_by_text("この下書きは読めますが、出せません")).to_be_visible()
    expect(page.get_by_text("二行目")).to_be_visible()
    check_page(page, "draft-kept")
    page.get_by_role("link", name="ほかの人に見せる").click()
    expect(page).to_have_url("/apply/advice/sounding/")
