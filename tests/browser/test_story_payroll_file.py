"""The story of a month: a file arrives, the office registers, checks and approves it, an employee reads the payslip."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from approvals.selectors.organisation import organisation_in_force
from approvals.services.grants import recompute_groups
from forms.issuance.consent import Act
from forms.models import IssueBatch
from forms.services.issuance.consents import answer
from forms.services.issuance.make_documents import make_documents
from forms.services.issuance.tick import look_after_batches
from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from integrations.services.file_imports import FileImports
from integrations.services.pick_up import pick_up_files
from meguro_platform.demo.payroll_file import PayrollFile, payroll_file
from meguro_platform.models import User
from tests.support.issuance import CONSENT, a_kind
from tests.support.pages import check_page
from tests.support.payroll_arrivals import SOME, Outgoing, a_month, payee, payroll_system
from tests.support.payroll_case import PAYROLL, payroll_office
from tests.support.stories import LogIn, act, box, open_case, sit_down, steps, the_case
from tests.support.ward import MONDAY

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
READER, REFUSER = SOME[0], SOME[1]
ENTERED = {
    "件数・予定": "records",
    "総支給額・予定": "gross",
    "控除額・予定": "deduct",
    "差引支給額・予定": "net",
}


class Office:
    """The people of 給与係: who registers, who checks, who heads."""

    def __init__(self) -> None:
        office = payroll_office()
        others = [
            UUID(seat.person)
            for seat in organisation_in_force().members(PAYROLL, MONDAY.date())
            if UUID(seat.person) not in (office.clerk, office.head)
        ]
        self.clerk, self.head, self.checker = office.clerk, office.head, others[0]


@pytest.fixture
def office() -> Office:
    found = Office()
    a_kind()
    recompute_groups(now=MONDAY)
    now = timezone.now()
    for line, said in ((READER, Act.AGREE), (REFUSER, Act.REFUSE)):
        person = User.objects.get(staff_number=line.number)
        answer(consent=CONSENT, person=person.uuid, act=said, version=1, by=person.uuid, now=now)
    return found


@pytest.fixture
def outgoing(office: Office, tmp_path: Path) -> Iterator[Outgoing]:
    with payroll_system(tmp_path) as outgoing:
        yield outgoing


def arrive(outgoing: Outgoing, file: PayrollFile) -> PayrollFile:
    outgoing.put(file)
    assert pick_up_files(now=timezone.now()) == 1
    return file


def work() -> None:
    """The workers do what is due: files are taken in, documents made, batches moved on."""
    with Connectors(FileImports()) as connectors:
        deliver_due(worker="test", connector=connectors, clock=lambda: timezone.now() + timedelta(seconds=11))
    look_after_batches(now=timezone.now())
    make_documents(clock=timezone.now)
    for _ in range(2):
        look_after_batches(now=timezone.now())


def begin(page: Page, file: PayrollFile) -> None:
    """From the portal to the application with the file in it."""
    page.get_by_role("link", name=file.name).first.click()
    page.get_by_role("button", name="登録を記入する").click()
    page.wait_for_url("**/apply/payslip-delivery/")


def fill_in(page: Page, file: PayrollFile) -> None:
    """What the section's own list says, and the hour."""
    expect(box(page, "支給年月")).to_have_value("2026-05")
    expect(page.get_by_text(file.name).first).to_be_visible()
    for item, total in ENTERED.items():
        box(page, item).fill(str(file.totals[total]))
    page.locator("[name=publish_at]").first.fill("2026-05-15T08:30")


def test_a_file_becomes_a_month_that_its_reader_reads(
    page: Page, log_in: LogIn, office: Office, outgoing: Outgoing
) -> None:
    file = arrive(outgoing, a_month())
    sit_down(page, log_in, office.clerk)
    expect(page.get_by_text("ファイルが届きました").first).to_be_visible()
    check_page(page, "arrivals-portal")
    page.goto("/inbox/")
    expect(page.get_by_role("link", name=file.name)).to_be_visible()
    page.goto("/files/")
    check_page(page, "arrivals-list")
    page.get_by_role("link", name=file.name).click()
    expect(page.get_by_text("検査に通りました")).to_be_visible()
    check_page(page, "arrivals-file")
    page.goto("/")
    begin(page, file)
    fill_in(page, file)
    page.get_by_role("button", name="申請する").first.click()
    page.wait_for_url("**/cases/**")
    work()
    assert steps() == ["抽出点検"]

    open_case(page, the_case().number)
    expect(page.get_by_role("heading", name="ファイルの検査")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("支給合計"))).to_contain_text("はい")
    check_page(page, "arrivals-case")

    sit_down(page, log_in, office.checker)
    open_case(page, the_case().number)
    act(page, "確認")
    expect(page.get_by_text("確認しました").first).to_be_visible()
    sit_down(page, log_in, office.head)
    open_case(page, the_case().number)
    act(page, "承認")
    expect(page.get_by_text("承認しました").first).to_be_visible()
    work()
    assert IssueBatch.objects.get().status == "published"

    sit_down(page, log_in, UUID(READER.person.uuid))
    page.goto("/documents/")
    expect(page.get_by_role("heading", name="令和8年5月 例月給与")).to_be_visible()
    check_page(page, "arrivals-reader")
    sit_down(page, log_in, UUID(REFUSER.person.uuid))
    page.goto("/documents/")
    expect(page.get_by_text("令和8年5月")).to_have_count(0)


def test_a_held_file_passes_two_people_and_a_rejected_one_nobody(
    page: Page, log_in: LogIn, office: Office, outgoing: Outgoing
) -> None:
    held = payroll_file([payee(line) for line in SOME], date(2026, 5, 1), date(2026, 6, 15))
    arrive(outgoing, held)
    sit_down(page, log_in, office.clerk)
    begin(page, held)
    fill_in(page, held)
    page.get_by_role("button", name="申請する").first.click()
    page.wait_for_url("**/cases/**")
    work()
    assert steps() == ["保留の確認"]

    sit_down(page, log_in, office.checker)
    open_case(page, the_case().number)
    expect(page.get_by_text("支給日が支給年月の日でない").first).to_be_visible()
    check_page(page, "arrivals-held")
    box(page, "保留を通す理由").fill("支給日の前倒し。会計課に確かめた")
    act(page, "確認")
    expect(page.get_by_text("確認しました").first).to_be_visible()
    sit_down(page, log_in, office.head)
    open_case(page, the_case().number)
    expect(page.get_by_text("会計課に確かめた").first).to_be_visible()
    act(page, "承認")
    expect(page.get_by_text("承認しました").first).to_be_visible()
    assert steps() == ["抽出点検"]

    sit_down(page, log_in, office.checker)
    open_case(page, the_case().number)
    page.get_by_role("link", name="抽出点検").click()
    page.get_by_role("button", name="開く").first.click()
    expect(page.get_by_role("button", name="台帳と一致")).to_be_visible()
    check_page(page, "arrivals-sample")
    page.get_by_role("button", name="台帳と一致").click()
    expect(page.get_by_text("記録しました")).to_be_visible()

    wrong = a_month(date(2026, 6, 1))
    outgoing.put(wrong)
    (outgoing.folder / wrong.name).write_bytes(wrong.content.replace(b"\r\nT,30,", b"\r\nT,31,"))
    pick_up_files(now=timezone.now())
    sit_down(page, log_in, office.clerk)
    page.goto("/files/")
    page.get_by_role("link", name=wrong.name).click()
    expect(page.get_by_text("一行も使いません")).to_be_visible()
    expect(page.get_by_role("button", name="登録を記入する")).to_have_count(0)
    check_page(page, "arrivals-rejected")
    page.get_by_label("理由").fill("送り直しを頼んだ")
    page.get_by_role("button", name="このファイルは使わない").click()
    expect(page.get_by_text("記録しました")).to_be_visible()

    right = arrive(outgoing, a_month(date(2026, 6, 1), people=SOME[1:]))
    page.goto("/files/")
    page.get_by_role("link", name=right.name).first.click()
    page.get_by_role("link", name="前の月とのちがい").click()
    expect(page.get_by_text(SOME[0].number)).to_be_visible()
    check_page(page, "arrivals-comparison")


def test_whoever_does_not_belong_to_the_office_sees_no_file(
    page: Page, log_in: LogIn, office: Office, outgoing: Outgoing
) -> None:
    file = arrive(outgoing, a_month())
    sit_down(page, log_in, UUID(READER.person.uuid))

    expect(page.get_by_text(file.name)).to_have_count(0)
    refused = page.request.get("/files/")

    assert refused.status == 403
