"""A case that does not know what to do, because a value is missing: an operator gives it, with a reason."""

from uuid import UUID

import pytest
from django.test import Client

from approvals.services.grants import recompute_groups
from tests.support.platform_people import operator
from tests.support.ward import MONDAY, Cast, cast, load_world, publish
from workflow.models import Case, Incident, JournalEntry
from workflow.selectors.journal import check_case
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db

PURCHASE = """書式: 1
手続: 物品の購入
id: purchase
所管: 総務課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 見積額, id: estimate, 型: 金額}
  - {項目: 額, id: price, 型: 金額, 記入: なし}
手順:
  - 申請: 申請
    担当: 申請者
  - 設定: 額を決める
    値: {額: 見積額}
  - 確認: 高額の確認
    条件: 額 >= 100円
    担当: 申請者の課長
    期限: 3営業日
  - 終了: 済み
"""


@pytest.fixture
def people() -> Cast:
    load_world()
    recompute_groups(now=MONDAY)
    publish("purchase", PURCHASE)
    return cast()


@pytest.fixture
def stuck(client: Client, people: Cast) -> Incident:
    """A case without a price; the operator is logged in."""
    outcome = start_case(
        procedure="purchase", applicant=people.applicant, person=people.applicant, answers={}, now=MONDAY
    )
    assert isinstance(outcome, Done), outcome
    client.force_login(operator())
    return Incident.objects.get(case=UUID(outcome.result["case"]))


def send(client: Client, stuck: Incident, **values: str) -> tuple[int, str]:
    sent = {"action": "supply", "reason": "見積書で確かめました", "key": "k1"}
    answer = client.post(f"/operations/{stuck.pk}/", sent | {f"value.{key}": value for key, value in values.items()})
    return answer.status_code, answer.content.decode()


def test_the_missing_value_is_given_and_the_case_goes_on(client: Client, stuck: Incident) -> None:
    page = client.get(f"/operations/{stuck.pk}/").content.decode()

    status, _ = send(client, stuck, price="150円")

    case = Case.objects.get(pk=stuck.case_id)
    assert "足りない値を入れる" in page
    assert "value.price" in page
    assert (status, case.steps, case.state["answers"]["price"]) == (302, ["高額の確認"], 150)
    assert Incident.objects.get(pk=stuck.pk).closed_at is not None


def test_who_wrote_the_value_and_why_is_in_the_journal_and_replays(client: Client, stuck: Incident) -> None:
    send(client, stuck, price="150円")

    last = JournalEntry.objects.filter(stream=str(stuck.case_id)).order_by("-seq")[0]

    assert '"comment":"見積書で確かめました"' in bytes(last.payload.body).decode()
    assert '"changed":{"price":[null,150]}' in bytes(last.payload.body).decode()
    assert check_case(Case.objects.get(pk=stuck.case_id)) == []


@pytest.mark.parametrize(("price", "said"), [("", "値が空です"), ("たくさん", "数字"), ("-1e999", "額")])
def test_a_value_that_is_none_is_said_beside_the_field_and_stays_as_typed(
    client: Client, stuck: Incident, price: str, said: str
) -> None:
    status, page = send(client, stuck, price=price)

    assert status == 422
    assert said in page
    assert f'value="{price}"' in page
    assert "見積書で確かめました" in page
    assert Incident.objects.get(pk=stuck.pk).closed_at is None
