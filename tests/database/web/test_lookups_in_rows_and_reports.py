"""照会 in the rows of an application, and in a report on its case: asked by the page, never under a lock."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from meguro_platform.models import User
from tests.support.ward import cast, load_world, publish
from workflow.models import Case
from workflow.ports import connect, ports
from workflow.selectors.journal import check_case

pytestmark = pytest.mark.django_db
PAGE, KEY = "/apply/journey/", "0123456789abcdef0123456789abcdef"
JOURNEY = """書式: 1
手続: 出張の費用
id: journey
所管: 総務部総務課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 件名, id: title, 型: 文字, 必須: はい}
  - 項目: 宿泊
    id: nights
    型: 表
    行数: 10以下
    列:
      - {項目: 地域, id: area, 型: 選択, 選択肢: [甲地, 乙地], 必須: はい}
      - {項目: 定額, id: rate, 型: 金額, 照会: {表: 宿泊料, 鍵: {地域: 地域}, 列: 一夜}}
      - 項目: 扶養
        id: family
        型: 整数
        照会: {連携先: 人事台帳.扶養の照会, 送る: {職員番号: 申請者.職員番号}, 列: 人数}
連携先:
  人事台帳.扶養の照会: {送る: [職員番号], 受取る: [人数, 認定日]}
決定表:
  宿泊料:
    一致: 上から
    表: |
      | 地域 || 一夜(金額) |
      | 甲地 || 13,300円   |
      | 乙地 || 11,800円   |
手順:
  - 申請: 申込み
    担当: 申請者
  - 確認: 所属長の確認
    担当: 申請者の所属長
    期限: 3営業日
  - 終了: 済み
いつでも:
  - 届: 延泊
    できる人: 申請者
    項目:
      - {項目: 延びた地域, id: where, 型: 選択, 選択肢: [甲地, 乙地], 必須: はい}
      - {項目: 足す額, id: more, 型: 金額, 照会: {表: 宿泊料, 鍵: {地域: 延びた地域}, 列: 一夜}}
      - 項目: 扶養の人数
        id: family
        型: 整数
        照会: {連携先: 人事台帳.扶養の照会, 送る: {職員番号: 申請者.職員番号}, 列: 人数}
    手順:
      - 通知: 延泊の知らせ
        宛先: 申請者
        文面: "足す額は{届.足す額}、扶養は{届.扶養の人数}人です。"
"""
Asked = list[bool]


@pytest.fixture
def register() -> Iterator[Asked]:
    """A system that notes each time whether it was asked inside of a transaction."""
    asked: Asked = []

    def told(operation: str, payload: dict[str, str], now: object) -> dict[str, int]:
        asked.append(connection.in_atomic_block)
        return {"人数": 3}

    plugged = ports()
    connect(replace(plugged, look_up=told))  # type: ignore[arg-type]
    yield asked
    connect(plugged)


@pytest.fixture
def traveller(client: Client, register: Asked) -> UUID:
    load_world()
    publish("journey", JOURNEY)
    person = cast().applicant
    client.force_login(User.objects.get(uuid=person))
    return person


def submitted(client: Client) -> Case:
    sent = {"title": "会議", "nights.0.area": "甲地", "nights.1.area": "乙地", "nights.2.area": "甲地", ":key": KEY}
    client.post(PAGE, sent)
    return Case.objects.get()


def test_each_row_says_what_was_found_while_it_is_written(client: Client, traveller: UUID) -> None:
    client.post(f"{PAGE}draft/", {"title": "会議", "nights.0.area": "甲地", "nights.1.area": ""})
    page = client.get(PAGE).content.decode()

    assert 'value="13,300円"' in page and 'value="3"' in page
    assert "1行目の定額: " in page and " に照会（宿泊料）" in page
    assert 'name="nights.0.rate"' in page and "readonly" in page


def test_a_question_of_several_rows_is_asked_once(client: Client, traveller: UUID, register: Asked) -> None:
    for _ in range(2):
        client.post(f"{PAGE}draft/", {"nights.0.area": "甲地", "nights.1.area": "甲地", "nights.2.area": "乙地"})

    assert len(register) == 1


def test_what_was_found_is_stored_with_the_row_and_nothing_sent_replaces_it(client: Client, traveller: UUID) -> None:
    client.post(
        PAGE,
        {"title": "会議", "nights.0.area": "甲地", "nights.0.rate": "1円", "nights.0.family": "99", ":key": KEY},
    )
    case = Case.objects.get()
    (row,) = case.state["answers"]["nights"]

    assert (row["rate"], row["family"]) == (13300, 3)
    assert row["family:lookup"]["from"] == "人事台帳.扶養の照会" and row["family:lookup"]["at"]
    assert check_case(case) == []


def test_the_case_says_below_the_table_from_where_and_when(client: Client, traveller: UUID) -> None:
    case = submitted(client)
    page = client.get(f"/cases/{case.number}/").content.decode()

    assert "1・2・3行目の定額: " in page and "に照会（宿泊料）" in page
    assert "に照会（人事台帳の扶養の照会）" in page


@pytest.mark.django_db(transaction=True)
def test_a_report_asks_before_the_case_is_locked_and_keeps_what_it_was_told(
    client: Client, traveller: UUID, register: Asked
) -> None:
    case = submitted(client)
    register.clear()
    page = f"/cases/{case.number}/reports/延泊/"
    empty = client.get(page).content.decode()
    answer = client.post(page, {"where": "乙地", "act.key": "1"})

    assert answer.status_code == 302, answer.content.decode()

    assert "照会に使う項目がまだ空です。" in empty
    assert register and not any(register)
    assert "足す額は11,800円、扶養は3人です。" in client.get("/").content.decode()
    assert check_case(Case.objects.get()) == []
