"""The operators' pages in a browser: at both widths, with the keyboard, and a dead letter from end to end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from approvals.services.grants import recompute_groups
from meguro_platform.management.commands.sweep import send_calls_again
from meguro_platform.models import User
from tests.support.ledger import claimed, open_calls
from tests.support.pages import check_page
from tests.support.platform_people import OPERATIONS, member_of, operator
from tests.support.ward import MONDAY, load_world
from workflow.models import Effect, InboundMessage, LedgerState
from workflow.services.channels import BreakerRule, note_failures, note_success
from workflow.services.guard_ledger import guard_ledger
from workflow.services.settle_effect import Failed, Undecided, settle_effect

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
LogIn = Callable[[User], None]


@pytest.fixture
def letter() -> Effect:
    """A ward with a refused call, one of which nobody knows, some on their way, a system that fails."""
    load_world()
    recompute_groups(now=MONDAY)
    now = timezone.now()
    (refused,) = open_calls(1, payload={"件名": "道路占用許可", "分類": "2-14-3", "金額": 120_000})
    settle_effect(
        effect=claimed()[0],
        outcome=Failed(
            detail="相手のシステムが断りました。「分類 2-14-3 はありません」", trouble="refused", may_be_done=False
        ),
        now=now,
    )
    open_calls(1, target="入退室", operation="入退室.証の停止", receive=["受付番号"])
    settle_effect(
        effect=claimed()[0], outcome=Undecided(detail="時間内に応答がありません。", trouble="timed_out"), now=now
    )
    open_calls(3, target="職員証発行", operation="職員証発行.作成依頼", created_at=now - timedelta(minutes=40))
    claimed(limit=1)
    note_failures("職員証発行", 12, trouble="unreachable", rule=BreakerRule(), now=now)
    note_success("入退室", now=now)
    open_calls(4, status="done", settled_at=now - timedelta(days=1), target="人事台帳", operation="人事台帳.更新")
    InboundMessage.objects.create(
        sender="職員証発行",
        message="m-1",
        name="職員証発行.完了",
        key="R-9",
        data={"受付番号": "R-9"},
        status="unmatched",
        received_at=now,
    )
    return refused


def test_every_page_is_sound(letter: Effect, page: Page, log_in: LogIn) -> None:
    log_in(operator())
    message = InboundMessage.objects.get().pk
    for name, address in (
        ("operations-hub", "/operations/"),
        ("operations-ledger", "/operations/calls/?show=all"),
        ("operations-call", f"/operations/calls/{letter.pk}/"),
        ("operations-unknown", f"/operations/calls/{Effect.objects.get(status='unknown').pk}/"),
        ("operations-system", "/operations/systems/職員証発行/"),
        ("operations-inbound", "/operations/messages/"),
        ("operations-message", f"/operations/messages/{message}/"),
    ):
        page.goto(address)
        check_page(page, name)
    guard_ledger(memory=None)
    LedgerState.objects.update(fingerprint="elsewhere/1/1")
    guard_ledger(memory=None)
    page.goto("/operations/hold/")
    check_page(page, "operations-hold")


def test_two_people_correct_a_call_with_the_keyboard(letter: Effect, page: Page, log_in: LogIn) -> None:
    log_in(operator())
    page.goto("/operations/")
    page.get_by_role("link", name="試験連携.登録").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("試験連携.登録")

    page.locator("#correct-reason").fill("分類の改定を確かめる")
    page.keyboard.press("Enter")
    page.get_by_label("分類").fill("2-15-1")
    check_page(page, "operations-correct")
    page.locator("#reason").fill("分類表の改定（R8.12.1）にあわせる")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("ほかの運用者が確認します")).to_be_visible()

    page.context.clear_cookies()
    log_in(member_of(OPERATIONS, 1))
    page.goto(f"/operations/calls/{letter.pk}/")
    page.locator("#look-reason").fill("訂正の確認")
    page.keyboard.press("Enter")
    expect(page.locator("ins")).to_have_text("2-15-1")
    check_page(page, "operations-confirm")
    page.get_by_role("button", name="確認して送る").click()

    expect(page.locator("h1")).to_contain_text("送信を待っています")
    assert Effect.objects.get(pk=letter.pk).payload["分類"] == "2-15-1"


def test_two_people_correct_one_value_of_several_calls(letter: Effect, page: Page, log_in: LogIn) -> None:
    open_calls(3, payload={"件名": "占用許可", "分類": "2-14-3"}, operation="試験連携.文書登録")
    for each in claimed():
        outcome = Failed(detail="分類 2-14-3 はありません", trouble="refused", may_be_done=False)
        settle_effect(effect=each, outcome=outcome, now=timezone.now())
    log_in(operator())
    page.goto("/operations/")
    check_page(page, "operations-hub-causes")
    page.get_by_role("link", name="まとめて片付ける").click()
    page.locator("#look-reason").fill("分類の改定を確かめる")
    page.keyboard.press("Enter")
    page.get_by_text("分類　2-14-3", exact=True).click()
    page.locator("#after").fill("2-15-1")
    check_page(page, "operations-alike")
    page.locator("#propose-reason").fill("分類表の改定（R8.12.1）にあわせる")
    page.get_by_role("button", name="訂正を出す").click()
    expect(page.get_by_text("ほかの運用者が確認します")).to_be_visible()

    page.context.clear_cookies()
    log_in(member_of(OPERATIONS, 1))
    page.goto("/operations/")
    page.get_by_role("region", name="確認待ちの訂正").get_by_role("link").click()
    page.locator("#look-reason").fill("訂正の確認")
    page.get_by_role("button", name="中を見る").click()
    expect(page.locator("ins")).to_have_text("2-15-1")
    check_page(page, "operations-remedy")
    page.get_by_role("button", name="確認して送る").click()
    expect(page.locator("#progress")).to_contain_text("これから 3件")
    send_calls_again(timezone.now())

    expect(page.locator("#progress")).to_contain_text("送り直した 3件", timeout=8_000)
    check_page(page, "operations-remedied")
    sent = Effect.objects.filter(operation="試験連携.文書登録", status="waiting")
    assert [effect.payload["分類"] for effect in sent] == ["2-15-1"] * 3


def test_figures_come_anew_by_themselves_and_can_be_stopped(letter: Effect, page: Page, log_in: LogIn) -> None:
    log_in(operator())
    page.goto("/operations/")
    expect(page.locator("#numbers")).to_have_attribute("hx-trigger", "every 15s")

    page.get_by_role("link", name="更新を止める").click()

    expect(page.locator("#numbers[hx-trigger]")).to_have_count(0)
