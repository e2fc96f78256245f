"""The operators' pages: the ledger, one call and what may be done about it, systems, messages, the hold, metrics."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from approvals.services.grants import recompute_groups
from integrations.models import ConnectedSystem, Correction
from meguro_platform.models import User
from tests.support.ledger import claimed, open_calls
from tests.support.platform_people import OPERATIONS, member_of, operator, stranger
from tests.support.ward import MONDAY, load_world
from workflow.models import Channel, Effect, InboundMessage, JournalEntry, LedgerState
from workflow.services.guard_ledger import guard_ledger
from workflow.services.settle_effect import Failed, Undecided, settle_effect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture(autouse=True)
def ward(client: Client) -> None:
    """The operator is logged in."""
    load_world()
    recompute_groups(now=MONDAY)
    client.force_login(operator())


def refused(**values: Any) -> Effect:
    """A call that the system refused for good; its payload has a secret in it."""
    (effect,) = open_calls(1, payload={"氏名": "秘密 太郎", "金額": 1000}, **values)
    outcome = Failed(detail="分類がありません", trouble="refused", may_be_done=False)
    settle_effect(effect=claimed()[0], outcome=outcome, now=timezone.now())
    return effect


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def looks(person: User) -> list[str]:
    entries = JournalEntry.objects.filter(kind="person", stream=str(person.uuid), event="viewed_payload")
    return [bytes(entry.payload.body).decode() for entry in entries.select_related("payload")]


def test_the_first_page_says_what_needs_somebody(client: Client) -> None:
    effect = refused()

    shown = page(client, "/operations/")

    assert "分類がありません" in shown
    assert effect.key in shown
    assert "試験連携" in shown
    assert "秘密 太郎" not in shown


def test_nobody_else_sees_any_of_it(client: Client) -> None:
    effect = refused()
    client.force_login(stranger())

    for address in ("", "calls/", f"calls/{effect.pk}/", "systems/試験連携/", "messages/", "hold/", "numbers/"):
        assert client.get(f"/operations/{address}").status_code == 403, address
    assert client.post(f"/operations/calls/{effect.pk}/act/", {"action": "again", "reason": "x"}).status_code == 403
    assert claimed() == []


def test_an_office_that_operates_one_system_sees_that_one_only(client: Client) -> None:
    from guardian.shortcuts import assign_perm

    mine, other = refused(), refused(target="ほか", operation="ほか.登録")
    person = stranger()
    assign_perm("integrations.operate_systems", person, ConnectedSystem.objects.create(name="試験連携"))
    client.force_login(person)

    shown = page(client, "/operations/calls/?show=closed")

    assert (mine.key in shown, other.key in shown) == (True, False)
    assert client.get(f"/operations/calls/{other.pk}/").status_code == 404
    assert client.get("/operations/systems/ほか/").status_code == 404


def test_contents_are_masked_until_the_look_is_in_the_readers_own_record(client: Client) -> None:
    effect = refused()
    address = f"/operations/calls/{effect.pk}/"

    before = page(client, address)
    without = client.post(f"{address}look/", {"reason": " "})
    seen = client.post(f"{address}look/", {"reason": "分類の確認"}).content.decode()

    assert "秘密 太郎" not in before
    assert (without.status_code, "秘密 太郎" in without.content.decode()) == (422, False)
    assert "秘密 太郎" in seen
    assert len(looks(operator())) == 1
    assert "分類の確認" in looks(operator())[0]


def test_a_dead_letter_is_sent_again_with_a_reason(client: Client) -> None:
    effect = refused()
    address = f"/operations/calls/{effect.pk}/act/"

    without = client.post(address, {"action": "again", "reason": ""})
    with_reason = client.post(address, {"action": "again", "reason": "先方の設定が直った"})

    assert (without.status_code, with_reason.status_code) == (422, 302)
    assert [call.key for call in claimed()] == [f"{effect.key}~2"]
    assert "先方の設定が直った" in page(client, f"/operations/calls/{effect.pk}/")


def test_a_call_that_waits_for_its_next_try_is_sent_now_with_a_reason(client: Client) -> None:
    (effect,) = open_calls(1)
    later = Failed(detail="503", retry_in=timedelta(hours=1))
    settle_effect(effect=claimed()[0], outcome=later, now=timezone.now())
    address = f"/operations/calls/{effect.pk}/"
    assert f'href="{address}#now"' in page(client, "/operations/calls/?show=retrying")
    assert 'value="now"' in page(client, address)

    without = client.post(f"{address}act/", {"action": "now", "reason": ""})
    assert claimed() == []
    sent = client.post(f"{address}act/", {"action": "now", "reason": "先方が直った"}, follow=True).content.decode()
    again = client.post(f"{address}act/", {"action": "now", "reason": "先方が直った"}, follow=True).content.decode()

    assert without.status_code == 422
    assert ("いま送っています。" in sent, "もう次の回を待っていません" in again) == (True, True)
    assert [call.key for call in claimed()] == [effect.key]
    assert sent.count("先方が直った") == again.count("先方が直った") == 1
    assert 'value="now"' not in again


@pytest.mark.parametrize("sent", [{}, {"action": "burn", "reason": "x"}, {"action": "done", "reason": "x"}])
def test_without_a_choice_that_is_there_nothing_changes(client: Client, sent: dict[str, str]) -> None:
    effect = refused()

    assert client.post(f"/operations/calls/{effect.pk}/act/", sent).status_code == 422
    assert claimed() == []


def test_what_nobody_knows_is_settled_with_the_answer_that_was_found_out(client: Client) -> None:
    (effect,) = open_calls(1, receive=["負担行為番号"])
    settle_effect(effect=claimed()[0], outcome=Undecided(detail="応答なし"), now=timezone.now())
    address = f"/operations/calls/{effect.pk}/act/"

    without = client.post(address, {"action": "done", "reason": "画面で確認"})
    client.post(address, {"action": "done", "reason": "画面で確認", "output-0": "R8-0001"})

    effect.refresh_from_db()
    assert without.status_code == 422
    assert (effect.status, effect.result) == ("done", {"負担行為番号": "R8-0001"})


def test_a_correction_is_confirmed_by_another_operator_who_read_the_difference(client: Client) -> None:
    effect = refused()
    address = f"/operations/calls/{effect.pk}/"
    form = client.post(f"{address}correct/", {"reason": "桁の確認"}).content.decode()
    assert 'value="1000"' in form
    sent = {"propose": "yes", "reason": "桁が違う", "value-0": "秘密 太郎", "value-1": "10000"}
    assert client.post(f"{address}correct/", sent).status_code == 302
    proposal = Correction.objects.get()

    client.post(f"/operations/corrections/{proposal.pk}/", {"confirm": "yes"})
    assert claimed() == []

    client.force_login(member_of(OPERATIONS, 1))
    difference = client.post(f"{address}look/", {"reason": "訂正の確認"}).content.decode()
    assert "<del>1000</del>" in difference
    assert "<ins>10000</ins>" in difference
    client.post(f"/operations/corrections/{proposal.pk}/", {"confirm": "yes"})

    assert [call.payload for call in claimed()] == [{"氏名": "秘密 太郎", "金額": 10_000}]


@pytest.mark.parametrize("typed", ["一万", "", "1e9"])
def test_a_correction_that_does_not_fit_is_kept_on_the_form(client: Client, typed: str) -> None:
    effect = refused()
    sent = {"propose": "yes", "reason": "桁が違う", "value-0": "秘密 太郎", "value-1": typed}

    answer = client.post(f"/operations/calls/{effect.pk}/correct/", sent)

    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_system_is_paused_and_let_go_on(client: Client) -> None:
    open_calls(3)
    claimed(limit=1)
    address = "/operations/systems/試験連携/"

    assert client.post(address, {"pause": "yes", "reason": ""}).status_code == 422
    client.post(address, {"pause": "yes", "reason": "先方の入替"})
    paused = page(client, address)
    assert "先方の入替" in paused
    assert claimed() == []
    client.post(address, {"go_on": "yes", "reason": "終わった"})

    assert len(claimed()) == 2


def test_a_message_without_a_case_is_listed_masked_and_looked_at_with_a_reason(client: Client) -> None:
    message = InboundMessage.objects.create(
        sender="職員証発行",
        message="m-1",
        name="職員証発行.完了",
        key="R-9",
        data={"氏名": "秘密 太郎"},
        status="unmatched",
        received_at=timezone.now(),
    )
    address = f"/operations/messages/{message.pk}/"

    assert "R-9" in page(client, "/operations/messages/")
    assert "秘密 太郎" not in page(client, address)
    assert "秘密 太郎" in client.post(address, {"look": "yes", "reason": "照合"}).content.decode()
    assert len(looks(operator())) == 1
    assert client.post(address, {"subscription": "1", "reason": ""}).status_code == 422


def test_a_restored_ledger_is_released_by_an_administrator(client: Client) -> None:
    open_calls(2)
    guard_ledger(memory=None)
    LedgerState.objects.update(fingerprint="elsewhere/1/1")
    guard_ledger(memory=None)

    shown = page(client, "/operations/hold/")
    assert "試験連携.登録" in shown
    assert claimed() == []
    assert client.post("/operations/hold/", {"reason": ""}).status_code == 422
    client.post("/operations/hold/", {"reason": "先方と突き合わせた"})

    assert len(claimed()) == 2


@pytest.mark.long
def test_ten_thousand_calls_are_paged_without_losing_one(client: Client) -> None:
    open_calls(10_000, status="done", settled_at=timezone.now())
    seen: list[int] = []
    address = "/operations/calls/?show=done"
    from integrations.selectors.ledger import ledger_page

    before = 0
    for _ in range(200):
        calls, before = ledger_page(show="done", before=before, systems=None)
        seen += [call.id for call in calls]
    assert (len(seen), before, seen) == (10_000, 0, sorted(seen, reverse=True))
    assert f"before={seen[49]}" in page(client, address)


def test_alarms_are_on_the_page_and_in_the_metrics(client: Client, settings: Settings) -> None:
    settings.LEDGER_ALARMS = {"waiting": 2, "minutes_late": 30, "stopped": 0, "unclaimed": 5}
    settings.METRICS_TOKEN = "t-1"
    open_calls(3, next_at=timezone.now() - timedelta(hours=1))
    Channel.objects.create(target="試験連携", breaker="open", changed_at=MONDAY, not_before=MONDAY, rate_at=MONDAY)

    shown = page(client, "/operations/")
    metrics = client.get("/metrics", headers={"Authorization": "Bearer t-1"}).content.decode()

    assert "送信待ちが 2件を超えました" in shown
    assert "30分を超えました" in shown
    assert 'meguro_alarm{name="waiting"} 1.0' in metrics
    assert 'meguro_alarm{name="stopped"} 0.0' in metrics
    assert 'meguro_calls{status="waiting",system="試験連携"} 3.0' in metrics
    assert 'meguro_breaker_state{state="open",system="試験連携"} 1.0' in metrics


@pytest.mark.parametrize(
    ("token", "allowed", "header", "status"),
    [
        ("", [], "", 404),
        ("t-1", [], "Bearer t-2", 404),
        ("", [], "Bearer ", 404),
        ("t-1", [], "Bearer t-1", 200),
        ("", ["127.0.0.0/8"], "", 200),
        ("", ["10.0.0.0/8"], "", 404),
    ],
)
def test_metrics_are_read_with_the_token_or_from_an_allowed_address(
    client: Client, settings: Settings, token: str, allowed: list[str], header: str, status: int
) -> None:
    settings.METRICS_TOKEN, settings.METRICS_FROM = token, [ip_network(each) for each in allowed]
    client.logout()

    assert client.get("/metrics", headers={"Authorization": header}).status_code == status
