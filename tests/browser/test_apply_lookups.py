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
FOUND = "人事台帳の扶養の照会"


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
    expect(page.locator("#f-rate-found")).to_contain_text("に照会（旅費の定額の宿泊料）")
    check_page(page, "apply-rate")
    assert not Case.objects.exists()


NIGHTS = """書式: 1
手続: 宿泊の届出
英語: Nights away
id: nights
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - 項目: 宿泊
    id: nights
    英語: Nights
    型: 表
    行数: 1〜10
    列:
      - {項目: 地域, id: area, 英語: Area, 型: 選択, 選択肢: [甲地, 乙地], 必須: はい}
      - {項目: 定額, id: rate, 英語: Rate, 型: 金額, 照会: {表: 宿泊料, 鍵: {地域: 地域}, 列: 一夜}}
決定表:
  宿泊料:
    表: |
      | 地域 || 一夜(金額) |
      | 甲地 || 13,300円   |
      | 乙地 || -          |
手順:
  - 申請: 届出
    担当: 申請者
  - 全件: 一夜ずつ
    対象: 宿泊
    順番: はい
    手順:
      - 確認: 宿の確認
        担当: 申請者の所属長
        期限: 3営業日
  - 終了: 済み
"""


def test_each_row_finds_its_own_value_and_whoever_checks_it_reads_which_row_it_is(
    page: Page, hanako: User, log_in: Callable[[User], None]
) -> None:
    publish("nights", NIGHTS)
    page.goto("/apply/nights/")
    page.get_by_role("combobox", name="1行目 地域").select_option("甲地")
    expect(page.get_by_role("textbox", name="1行目 定額")).to_have_value("13,300円")
    page.get_by_role("group", name="宿泊").get_by_role("button", name="行を足す").click()
    page.get_by_role("combobox", name="2行目 地域").select_option("乙地")
    expect(page.locator("#f-nights-found")).to_contain_text("2行目の定額: 当てはまるものがありません。")
    expect(page.locator("#f-nights-found")).to_contain_text("に照会（宿泊料）")
    check_page(page, "apply-rates-of-rows")

    page.get_by_role("button", name="申請する").click()
    page.wait_for_url("**/cases/**")
    case = Case.objects.get()
    log_in(User.objects.get(uuid=cast().head))
    page.goto(f"/cases/{case.number}/")
    expect(page.get_by_role("heading", name="宿泊の1行目")).to_be_visible()
    check_page(page, "case-row")
