"""Whoever publishes sees how far the proof of the routes is, and can publish when it is done; in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from approvals.models import RouteProof
from approvals.selectors import route_proofs as selectors
from approvals.services import route_proofs as services
from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from tests.support.pages import check_page
from tests.support.platform_people import member_of
from tests.support.spending_case import SPENDING, spending_world
from tests.support.ward import MONDAY, compiled
from workflow.models import DefinitionVersion
from workflow.services.publish_definition import propose_definition

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
FILE = Path(settings.DEFINITIONS_DIR) / "procedures" / f"{SPENDING}.yaml"
TEXT = FILE.read_text(encoding="utf-8") + "\n# 読みやすくした\n"
FINANCE = "01020000"
TODAY = "today"


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> DefinitionVersion:
    """A version that waits for a second person, on a day that does not end while the test runs."""
    monkeypatch.setattr(selectors, "proved_against", lambda today: TODAY)
    monkeypatch.setattr(services, "proved_against", lambda today: TODAY)
    spending_world()
    recompute_groups(now=MONDAY)
    program = compiled(FILE.name, TEXT)
    return propose_definition(program=program, source=TEXT, by=member_of(FINANCE).uuid, note="改善", now=MONDAY)


def test_the_button_comes_when_the_proof_is_done(
    waiting: DefinitionVersion, page: Page, log_in: Callable[[User], None]
) -> None:
    log_in(member_of(FINANCE, 1))
    page.goto(f"/clerk/{SPENDING}/versions/{waiting.pk}/")
    publish = page.get_by_role("button", name="公開する", exact=True)
    expect(page.get_by_text("まもなく始まります。")).to_be_visible()
    expect(publish).to_have_attribute("aria-disabled", "true")

    RouteProof.objects.create(version=waiting, against=TODAY, days=2, days_done=1, routes=88_720)
    expect(page.get_by_text("50%、これまでに88,720経路")).to_be_visible()
    check_page(page, "clerk-proving")

    RouteProof.objects.update(days_done=2, routes=177_440, finished_at=MONDAY)
    expect(page.get_by_text("すべての経路（177,440経路）が決まります")).to_be_visible()
    expect(publish).not_to_have_attribute("aria-disabled", "true")
    publish.click()
    expect(page.get_by_text("施行中").first).to_be_visible()


def test_what_does_not_hold_is_told_and_keeps_the_button_away(
    waiting: DefinitionVersion, page: Page, log_in: Callable[[User], None]
) -> None:
    fault = (
        "2026-05-11 決裁(専決区分 3行目) 情報政策課の課長: 「決裁」の担当が決まりません: 情報政策課の課長が空席です。"
    )
    RouteProof.objects.create(version=waiting, against=TODAY, days=1, faults=[fault], finished_at=MONDAY)
    log_in(member_of(FINANCE, 1))

    page.goto(f"/clerk/{SPENDING}/versions/{waiting.pk}/")

    expect(page.get_by_text("決まらない経路があります")).to_be_visible()
    expect(page.get_by_text(fault)).to_be_visible()
    expect(page.get_by_role("button", name="公開する", exact=True)).to_have_attribute("aria-disabled", "true")
    check_page(page, "clerk-unproved")
