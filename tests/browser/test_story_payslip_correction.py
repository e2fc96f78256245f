"""The story of a mistake: a later file corrects one payslip; one reader wants paper, another is on leave."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from approvals.services.grants import recompute_groups
from forms.models import Consent, IssueRow
from integrations.services.pick_up import pick_up_files
from meguro_platform.models import User
from tests.support.pages import check_page
from tests.support.payroll_arrivals import SOME, Outgoing, a_month, payroll_system
from tests.support.payroll_case import PayrollOffice, payroll_office
from tests.support.payroll_month import deliver_at_once, make, published
from tests.support.stories import LogIn, act, box, open_case, sit_down, the_case
from tests.support.ward import MONDAY

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
READER, ON_LEAVE = SOME[0], SOME[2]


@pytest.fixture
def office() -> PayrollOffice:
    found = payroll_office()
    published(found, a_month(), UUID(READER.person.uuid))
    recompute_groups(now=MONDAY)
    return found


@pytest.fixture
def outgoing(office: PayrollOffice, tmp_path: Path) -> Iterator[Outgoing]:
    with payroll_system(tmp_path) as outgoing:
        yield outgoing


def test_a_correction_reaches_its_reader_and_the_old_version_stays(
    page: Page, log_in: LogIn, office: PayrollOffice, outgoing: Outgoing
) -> None:
    later = a_month(version=2, corrected={READER.number: {"ot": 99_000}})
    outgoing.put(later)
    pick_up_files(now=timezone.now())
    sit_down(page, log_in, office.clerk)
    page.goto("/files/")
    page.get_by_role("link", name=later.name).click()
    expect(page.get_by_role("heading", name="訂正のファイル")).to_be_visible()
    check_page(page, "correction-file")
    page.get_by_role("link", name=the_case().number).click()
    page.get_by_role("link", name=re.compile("訂正依頼")).click()
    box(page, "職員番号").fill(READER.number)
    box(page, "訂正の理由").fill("超過勤務の登録もれ")
    check_page(page, "correction-report")
    page.get_by_role("button", name="届を出す").click()
    expect(page.get_by_text("出しました").first).to_be_visible()

    sit_down(page, log_in, office.head)
    open_case(page, the_case().number)
    act(page, "承認")
    expect(page.get_by_text("承認しました").first).to_be_visible()
    deliver_at_once()
    make()
    open_case(page, the_case().number)
    expect(page.get_by_role("heading", name="ファイルの検査")).to_be_visible()
    expect(page.get_by_text("訂正", exact=True).first).to_be_visible()
    check_page(page, "correction-case")

    sit_down(page, log_in, UUID(READER.person.uuid))
    page.goto("/documents/")
    expect(page.get_by_text("99,000").first).to_be_visible()
    expect(page.get_by_text("訂正前").first).to_be_visible()
    check_page(page, "correction-reader")


def test_paper_is_asked_for_and_handed_over_and_the_consent_stays(
    page: Page, log_in: LogIn, office: PayrollOffice
) -> None:
    reader = sit_down(page, log_in, UUID(READER.person.uuid))
    page.goto("/documents/")
    page.get_by_role("button", name="これを紙でももらう").click()
    expect(page.get_by_text("担当の係が渡します")).to_be_visible()

    sit_down(page, log_in, office.clerk)
    page.goto("/issuance/")
    page.get_by_role("link", name="令和8年5月 例月給与の給与明細", exact=True).click()
    expect(page.get_by_text("紙の求め")).to_be_visible()
    check_page(page, "paper-asked")
    with page.expect_download() as made:
        page.get_by_role("button", name=re.compile("人分を郵送順につくる")).click()
    assert made.value.suggested_filename.endswith(".pdf")
    page.reload()
    page.get_by_role("button", name="渡した", exact=True).first.click()
    expect(page.get_by_text("紙の求め")).to_have_count(0)
    assert Consent.objects.filter(person=reader.uuid).count() == 1


def test_somebody_on_leave_is_told_by_post_and_receives_paper_until_the_deadline(
    page: Page, log_in: LogIn, office: PayrollOffice
) -> None:
    person = User.objects.get(staff_number=ON_LEAVE.number)
    assert IssueRow.objects.get(person=person.uuid).state == "paper", "nobody had asked yet"
    sit_down(page, log_in, office.clerk)
    page.goto("/issuance/consents/payslip/")
    page.get_by_label("職員番号").fill(ON_LEAVE.number)
    page.get_by_label("説明を郵送した").check()
    page.get_by_label("紙の保管場所").fill("育児休業中のため自宅へ郵送")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_text("について記録しました")).to_be_visible()

    sit_down(page, log_in, person.uuid)
    page.goto("/documents/")
    expect(page.get_by_text("令和8年5月")).to_have_count(0)

    notice = Consent.objects.get(person=person.uuid)
    assert (notice.act, notice.channel) == ("notice", "paper")
    assert notice.deadline is not None and notice.deadline > timezone.now() + timedelta(days=13)
