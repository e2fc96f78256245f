"""Nobody knows whether the finance system did it: an operator asks them, says what they found, and the case goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from approvals.services.grants import recompute_groups
from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from meguro_platform.models import User
from tests.support.pages import check_page
from tests.support.platform_people import operator
from tests.support.spending_case import acted, drafted, spending_world
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from tests.support.ward import MONDAY
from workflow.models import Case, Effect

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[User], None]


@pytest.fixture
def finance(tmp_path: Path, settings: Settings) -> Iterator[RunningSystem]:
    spending_world()
    recompute_groups(now=MONDAY)
    with running_system("finance", tmp_path / "finance.sqlite") as system:
        settings.CONNECTED_SYSTEMS = {
            "財務会計": {"url": system.url, "secret": SECRET, "timeout": 2, "allow": LOOPBACK}
        }
        yield system


def looks(times: int = 1) -> None:
    """The worker looks; pauses pass at once."""
    with Connectors() as connector:
        for _ in range(times):
            Effect.objects.filter(status="waiting").update(next_at=timezone.now())
            deliver_due(worker="test", connector=connector, clock=timezone.now)


def unknown(finance: RunningSystem, kind: str) -> Case:
    """A decided case whose commitment got no answer, at a system that cannot be asked."""
    case = drafted()
    looks()
    acted(case, "proper", "decide")
    finance.fault(kind=kind, operation="負担行為登録")
    finance.fault(kind="error", operation="負担行為照会", times=4)
    looks(5)
    return case


def opened(page: Page, log_in: LogIn) -> None:
    """The operator opens the call from the first page of the connections."""
    log_in(operator())
    page.goto("/operations/")
    page.get_by_role("link", name="財務会計.負担行為登録").click()
    expect(page.locator("h1")).to_contain_text("結果不明")


def settled(page: Page, choice: str) -> None:
    page.get_by_text(choice, exact=True).click()
    page.locator("#reason").fill("財務会計の担当に電話で確かめた")
    page.get_by_role("button", name="選んだことを行う").click()


def committed(finance: RunningSystem) -> list[str]:
    return [each["answer"]["commitment"]["number"] for each in finance.entries if each["operation"] == "負担行為登録"]


def test_it_was_done_and_the_number_they_tell_goes_into_the_case(
    finance: RunningSystem, page: Page, log_in: LogIn
) -> None:
    case = unknown(finance, "swallow")
    (number,) = committed(finance)
    opened(page, log_in)
    check_page(page, "operations-nobody-knows")

    page.locator("#output-0").fill(number)
    settled(page, "行われていた")

    expect(page.locator("h1")).to_contain_text("済み")
    case.refresh_from_db()
    assert (case.steps, case.state["answers"]["commitment_no"]) == (["文書番号の採番"], number)
    assert committed(finance) == [number]


def test_it_was_not_done_and_is_sent_again_once(finance: RunningSystem, page: Page, log_in: LogIn) -> None:
    case = unknown(finance, "error")
    assert committed(finance) == []
    opened(page, log_in)

    settled(page, "行われていない。もう一度送る")
    expect(page.get_by_text("送り直しています")).to_be_visible()
    looks()

    case.refresh_from_db()
    assert case.steps == ["文書番号の採番"]
    assert committed(finance) == [case.state["answers"]["commitment_no"]]
