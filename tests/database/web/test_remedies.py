"""Several calls that stopped for one cause, as two operators deal with them on their pages."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.services.grants import recompute_groups
from integrations.models import ConnectedSystem, Remedy
from meguro_platform.management.commands.sweep import send_calls_again
from tests.support.ledger import claimed, open_calls
from tests.support.platform_people import OPERATIONS, member_of, operator, stranger
from tests.support.ward import MONDAY, load_world
from workflow.models import Effect, JournalEntry
from workflow.services.settle_effect import Failed, settle_effect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture
def letters(client: Client) -> list[Effect]:
    """Three calls that were refused for one cause. The operator is logged in."""
    load_world()
    recompute_groups(now=MONDAY)
    client.force_login(operator())
    return refused(3)


def refused(count: int, **values: Any) -> list[Effect]:
    payload = {"件名": "秘密の件", "分類": "2-14-3"}
    effects = open_calls(count, **{"payload": payload, **values})
    for each in claimed():
        outcome = Failed(detail="分類がありません", trouble="refused", may_be_done=False)
        settle_effect(effect=each, outcome=outcome, now=timezone.now())
    return effects


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def offered(text: str, item: str) -> str:
    """What the form sends for the value of this name."""
    found = re.search(rf'value="(\d+:{item})"', text)
    assert found
    return found[1]


def test_the_first_page_the_ledger_and_each_call_lead_to_them(client: Client, letters: list[Effect]) -> None:
    newest = f"/operations/calls/{letters[-1].pk}/alike/"

    assert f'href="{newest}"' in page(client, "/operations/")
    assert f'href="{newest}"' in page(client, "/operations/calls/")
    assert "ほかに 2件あります" in page(client, f"/operations/calls/{letters[0].pk}/")
    assert all(effect.key in page(client, newest) for effect in letters)
    assert "秘密の件" not in page(client, newest)


def test_all_are_sent_again_with_a_reason(client: Client, letters: list[Effect]) -> None:
    address = f"/operations/calls/{letters[0].pk}/alike/"

    without = client.post(address, {"action": "again", "reason": " "})
    sent = client.post(address, {"action": "again", "reason": "先方が直した"}, follow=True)
    under_way = sent.content.decode()
    send_calls_again(timezone.now())
    remedy = Remedy.objects.get()
    after = page(client, f"/operations/remedies/{remedy.pk}/")

    assert (without.status_code, sent.redirect_chain[-1][0]) == (422, f"/operations/remedies/{remedy.pk}/")
    assert ("これから 3件" in under_way, "every 5s" in under_way) == (True, True)
    assert ("送り直した 3件" in after, "every 5s" in after, "先方が直した" in after) == (True, False, True)
    assert len(claimed()) == 3
    assert "まとめて送り直しました" in page(client, "/operations/")


def test_values_are_masked_until_the_look_is_recorded_and_another_person_confirms(
    client: Client, letters: list[Effect]
) -> None:
    address = f"/operations/calls/{letters[0].pk}/alike/"
    seen = client.post(address, {"action": "look", "reason": "分類を確かめる"}).content.decode()
    looks = JournalEntry.objects.filter(kind="person", stream=str(operator().uuid), event="viewed_payload")
    assert ("秘密の件" in seen, looks.count()) == (True, 1)

    sent = {"action": "propose", "value": offered(seen, "分類"), "after": "2-15-1", "reason": "分類の改定"}
    own = client.post(address, sent, follow=True).content.decode()
    remedy = Remedy.objects.get()
    shown = f"/operations/remedies/{remedy.pk}/"
    client.post(shown, {"action": "confirm"})
    assert Remedy.objects.get().status == "proposed"
    assert ("2-15-1" in own, "ほかの運用者が確認します" in own) == (False, True)

    client.force_login(member_of(OPERATIONS, 1))
    assert f'href="{shown}"' in page(client, "/operations/")
    read = client.post(shown, {"action": "look", "reason": "訂正の確認"}).content.decode()
    client.post(shown, {"action": "confirm"})
    send_calls_again(timezone.now())

    assert ("<del>2-14-3</del>" in read, "<ins>2-15-1</ins>" in read) == (True, True)
    assert [call.payload["分類"] for call in claimed()] == ["2-15-1"] * 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": ""}, "直す値を選んでください。"),
        ({"value": "9:分類"}, "直す値を選んでください。"),
        ({"value": "0:ない名"}, "直す値を選んでください。"),
        ({"after": "2-14-3"}, "どこも変わっていません"),
        ({"reason": ""}, "理由が空です"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client: Client, letters: list[Effect], changed: dict[str, str], sentence: str
) -> None:
    address = f"/operations/calls/{letters[0].pk}/alike/"
    seen = client.post(address, {"action": "look", "reason": "分類を確かめる"}).content.decode()
    sent = {"action": "propose", "value": offered(seen, "分類"), "after": "2-15-1", "reason": "改定"} | changed

    answer = client.post(address, sent)

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert f'name="after" value="{sent["after"]}"' in answer.content.decode()
    assert not Remedy.objects.exists()


def test_a_number_is_replaced_by_a_number(client: Client, letters: list[Effect]) -> None:
    first, *_ = refused(2, payload={"年度": 2026}, operation="試験連携.採番")
    address = f"/operations/calls/{first.pk}/alike/"
    seen = client.post(address, {"action": "look", "reason": "年度"}).content.decode()
    sent = {"action": "propose", "value": offered(seen, "年度"), "after": "来年", "reason": "年度"}

    assert "整数を書いてください" in client.post(address, sent).content.decode()
    client.post(address, {**sent, "after": "2027"})

    assert Remedy.objects.get().after == 2027


def test_a_proposal_is_taken_back_with_a_reason(client: Client, letters: list[Effect]) -> None:
    address = f"/operations/calls/{letters[0].pk}/alike/"
    seen = client.post(address, {"action": "look", "reason": "確認"}).content.decode()
    client.post(address, {"action": "propose", "value": offered(seen, "分類"), "after": "2-15-1", "reason": "改定"})
    shown = f"/operations/remedies/{Remedy.objects.get().pk}/"

    without = client.post(shown, {"action": "refuse", "reason": ""})
    client.post(shown, {"action": "refuse", "reason": "番号が違った"})

    assert (without.status_code, Remedy.objects.get().status) == (422, "refused")
    assert f'href="/operations/calls/{letters[-1].pk}/alike/"' in page(client, "/operations/")


def test_others_get_nothing_of_it(client: Client, letters: list[Effect]) -> None:
    address = f"/operations/calls/{letters[0].pk}/alike/"
    client.post(address, {"action": "again", "reason": "先方が直した"})
    shown = f"/operations/remedies/{Remedy.objects.get().pk}/"

    client.force_login(stranger())
    for each in (address, shown):
        assert (client.get(each).status_code, client.post(each, {"reason": "x"}).status_code) == (403, 403)


def test_an_office_with_a_system_of_its_own_finds_only_acts_about_that(client: Client, letters: list[Effect]) -> None:
    from guardian.shortcuts import assign_perm

    address = f"/operations/calls/{letters[0].pk}/alike/"
    client.post(address, {"action": "again", "reason": "先方が直した"})
    person = stranger()
    assign_perm("integrations.operate_systems", person, ConnectedSystem.objects.create(name="ほか"))
    client.force_login(person)

    assert client.get(address).status_code == 404
    assert client.get(f"/operations/remedies/{Remedy.objects.get().pk}/").status_code == 404
