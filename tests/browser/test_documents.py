"""The reader's pages and the office's pages of personal documents, in a real browser."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from forms.issuance.totals import Told
from forms.models import DocumentKind, IssueBatch
from forms.services.issuance.consents import notify
from meguro_platform.models import User
from tests.support.issuance import (
    CONSENT,
    a_clerk,
    a_kind,
    a_person,
    agrees,
    an_ask,
    fresh,
    kept,
    pay,
    run,
    start,
    told_cases,
)
from tests.support.pages import check_page

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_cases() -> Iterator[None]:
    """The batches of these tests belong to no case."""
    with told_cases():
        yield


@pytest.fixture
def kind() -> DocumentKind:
    return a_kind()


@pytest.fixture
def reader(kind: DocumentKind) -> User:
    """Somebody who has consented for years."""
    person = a_person(1, "佐藤 彩")
    agrees(person, timezone.now() - timedelta(days=900))
    return person


def a_month(number: int, month: str, days_ago: float, *, base: int = 245_800, **more: object) -> IssueBatch:
    """A month that was published so many days ago, or will be."""
    at = timezone.now() - timedelta(days=days_ago)
    rows = [pay(each, base=base + each, month=month) for each in range(1, 7)]
    sums = {"count": 6, "gross": sum(int(str(row["gross"])) for row in rows)}
    told = (Told(source="控除合計表（手入力）", totals=sums), Told(source="ファイルの末尾", totals=sums))
    ask = an_ask(kept(rows, told=told), number=number, publish_at=at, title=f"{month}の給与", **more)
    batch = start(ask, timezone.now() - timedelta(days=max(days_ago, 0) + 1))
    run(timezone.now())
    return fresh(batch)


def test_the_reader_sees_the_months_with_their_differences(
    page: Page, log_in: Callable[[User], None], reader: User
) -> None:
    a_month(1, "2025-05", 360, base=240_000)
    a_month(2, "2026-04", 30, base=245_000)
    a_month(3, "2026-05", 1, base=251_000)
    log_in(reader)

    page.get_by_role("link", name="自分の書類").first.click()

    expect(page.get_by_role("heading", name="令和8年5月 例月給与")).to_be_visible()
    expect(page.get_by_role("row", name="給料月額 251,001 ＋6,000 ＋11,000")).to_be_visible()
    check_page(page, "payslip-newest")
    page.get_by_role("button", name="これを紙でももらう").click()
    expect(page.get_by_text("担当の係が渡します")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="May 2026, Monthly salary")).to_be_visible()
    check_page(page, "payslip")


def test_whoever_was_asked_reads_the_explanation_and_answers(
    page: Page, log_in: Callable[[User], None], kind: DocumentKind
) -> None:
    person, clerk = a_person(5, "髙橋 直子"), a_clerk(11, kind)
    notify(consent=CONSENT, people=[person.uuid], by=clerk.uuid, now=timezone.now())
    log_in(person)
    page.goto("/documents/")
    check_page(page, "payslip-none")

    page.locator("summary").filter(has_text="第1版").click()
    expect(page.get_by_text("いつでも撤回できます")).to_be_visible()
    check_page(page, "payslip-explained")
    page.get_by_role("button", name="紙で受け取る").click()

    expect(page.get_by_text("紙を選びました")).to_be_visible()
    check_page(page, "payslip-consent")
    page.get_by_role("button", name="電子で受け取る").click()
    expect(page.get_by_text("再承諾", exact=True)).to_be_visible()


def test_two_persons_of_the_office_release_a_month(
    page: Page, log_in: Callable[[User], None], reader: User, kind: DocumentKind
) -> None:
    a_month(1, "2026-04", 30, base=200_000)
    operator, approver = a_clerk(11, kind), a_clerk(12, kind)
    a_month(2, "2026-05", -1, released_by=())
    log_in(operator)
    page.get_by_role("link", name="書類の交付").first.click()
    check_page(page, "issuance-batches")
    page.get_by_role("link", name="令和8年5月 例月給与の給与明細").click()
    expect(page.get_by_text("すべて一致")).to_be_visible()
    check_page(page, "issuance-batch")

    page.get_by_role("link", name="新しくのった人").click()
    check_page(page, "issuance-comparison")
    page.go_back()
    page.get_by_role("button", name="操作者として確かめた").click()
    expect(page.get_by_role("button", name="公開を承認する")).to_have_attribute("aria-disabled", "true")
    address = page.url
    log_in(approver)
    page.goto(address)
    page.get_by_role("button", name="公開を承認する").click()

    expect(page.get_by_text("公開待ち")).to_be_visible()
    check_page(page, "issuance-released")


def test_the_office_looks_into_one_document_with_a_reason_only(
    page: Page, log_in: Callable[[User], None], reader: User, kind: DocumentKind
) -> None:
    batch = a_month(1, "2026-05", 1)
    log_in(a_clerk(11, kind))
    page.goto(f"/issuance/{batch.uuid}/look/")
    check_page(page, "issuance-look")
    page.get_by_label("職員番号").fill("00000001")
    page.get_by_label("理由").fill("通勤手当の問合せ")
    page.get_by_role("button", name="記録して開く").click()
    expect(page.get_by_text("245,801")).to_be_visible()
    check_page(page, "issuance-looked")

    log_in(reader)
    page.goto("/documents/")

    expect(page.get_by_text("通勤手当の問合せ")).to_be_visible()


def test_the_register_of_consents_keeps_the_promises(
    page: Page, log_in: Callable[[User], None], reader: User, kind: DocumentKind
) -> None:
    log_in(a_clerk(11, kind))
    page.goto("/issuance/consents/payslip/")
    check_page(page, "issuance-register")

    page.get_by_label("職員番号").fill("00000001")
    page.get_by_label("承諾の撤回").check()
    page.get_by_label("紙の保管場所").fill("給与係 書庫1")
    page.get_by_role("button", name="記録する").click()

    expect(page.get_by_text("佐藤 彩さんについて記録しました")).to_be_visible()
