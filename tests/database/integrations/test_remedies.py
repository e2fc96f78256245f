"""One act over all calls that stopped for one cause: sent again as they are, or with one value corrected by two."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from integrations.errors import CorrectionRefusedError
from integrations.models import RemediedCall, Remedy
from integrations.selectors.causes import calls_alike, causes, shared_values
from integrations.selectors.corrections import open_proposals
from integrations.selectors.ledger import LedgerCall, call_numbered
from integrations.selectors.remedies import calls_to_send, remedy_numbered
from integrations.services.dead_letters import replay
from integrations.services.remedies import (
    confirm_remedy,
    propose_for_all,
    refuse_remedy,
    send_all_again,
    send_next,
)
from meguro_platform.management.commands.sweep import send_calls_again
from tests.support.ledger import claimed, open_calls
from workflow.models import Effect, JournalEntry
from workflow.services.settle_effect import Failed, Undecided, settle_effect

pytestmark = pytest.mark.django_db
ONE, OTHER = uuid4(), uuid4()
REFUSED = Failed(detail="分類 2-14-3 はありません", trouble="refused", may_be_done=False)


def stopped(count: int, outcome: Failed = REFUSED, **values: Any) -> list[LedgerCall]:
    """So many calls that failed for good with this answer."""
    payload = {"件名": "占用許可", "分類": "2-14-3"}
    effects = open_calls(count, **{"payload": payload, **values})
    for each in claimed():
        settle_effect(effect=each, outcome=outcome, now=timezone.now())
    return [shown(effect) for effect in effects]


def shown(effect: Effect) -> LedgerCall:
    call = call_numbered(effect.pk, systems=None)
    assert call is not None
    return call


def all_again(like: LedgerCall) -> Remedy:
    return send_all_again(like=like, reason="先方が直した", by=ONE, now=timezone.now())


def proposed(like: LedgerCall, after: str | int = "2-15-1", item: str = "分類", before: str | int = "2-14-3") -> Remedy:
    return propose_for_all(
        like=like, item=item, before=before, after=after, reason="分類の改定", by=ONE, now=timezone.now()
    )


def results(remedy: Remedy) -> dict[str, int]:
    found = remedy_numbered(remedy.pk, systems=None)
    assert found is not None
    return {result: count for result, count in found.counts.items() if count}


def told(stream: str) -> list[str]:
    return list(JournalEntry.objects.filter(stream=stream).order_by("seq").values_list("event", flat=True))


def test_calls_with_one_system_operation_and_answer_are_one_cause() -> None:
    alike = stopped(3)
    stopped(2, Failed(detail="413 添付が大きい", trouble="refused", may_be_done=False))
    stopped(1, target="ほか", operation="ほか.登録")
    stopped(1, Failed(detail=REFUSED.detail, trouble="incomplete", may_be_done=True))

    assert [(cause.words.ja, cause.calls) for cause in causes(systems=None)] == [
        ("分類 2-14-3 はありません", 3),
        ("413 添付が大きい", 2),
    ]
    assert {call.id for call in calls_alike(alike[0])} == {call.id for call in alike}


def test_one_outage_is_one_cause_whatever_each_call_was_told() -> None:
    down = [
        stopped(1, Failed(detail=f"[Errno 111] 10.0.0.{last} port {40_000 + last}", trouble="unreachable"))[0]
        for last in (1, 2, 3)
    ]
    stopped(1, Failed(detail="[Errno 111] 10.0.0.1 port 40001", trouble="busy"))

    (cause,) = causes(systems=None)

    assert (cause.calls, cause.words.ja) == (3, "相手のシステムにつながりません。")
    remedy = all_again(down[0])
    send_calls_again(timezone.now())
    assert (remedy.error, results(remedy)) == ("相手のシステムにつながりません。", {"sent": 3})


def test_refusals_for_different_reasons_stay_apart() -> None:
    for year in (2024, 2025):
        stopped(2, Failed(detail=f"{year}年度は締め切りました", trouble="refused", may_be_done=False))

    assert sorted(cause.words.ja for cause in causes(systems=None)) == [
        "2024年度は締め切りました",
        "2025年度は締め切りました",
    ]


def test_refusals_that_the_system_calls_alike_are_one_cause_whatever_the_words() -> None:
    calls = [
        stopped(1, Failed(detail=f"{year}年度は締め切りました", error="締切", trouble="refused", may_be_done=False))[0]
        for year in (2025, 2024)
    ]
    stopped(2, Failed(detail="2024年度は締め切りました", error="科目なし", trouble="refused", may_be_done=False))

    assert [(cause.words.ja, cause.calls) for cause in causes(systems=None)] == [
        ("2024年度は締め切りました", 2),
        ("締切：2024年度は締め切りました など", 2),
    ]
    remedy = all_again(calls[0])
    send_calls_again(timezone.now())
    assert results(remedy) == {"sent": 2}


def test_an_operator_of_one_system_sees_only_its_causes() -> None:
    stopped(2)

    assert causes(systems={"ほか"}) == []


def test_what_nobody_knows_is_found_out_one_by_one() -> None:
    open_calls(2)
    for each in claimed():
        settle_effect(effect=each, outcome=Undecided(detail="応答なし"), now=timezone.now())

    assert causes(systems=None) == []


def test_all_go_out_again_with_one_reason_and_each_is_recorded() -> None:
    calls = stopped(3)

    remedy = all_again(calls[0])
    assert (claimed(), results(remedy), causes(systems=None)) == ([], {"open": 3}, [])
    send_calls_again(timezone.now())

    assert [call.key for call in claimed()] == [f"{call.key}~2" for call in calls]
    assert results(remedy) == {"sent": 3}
    assert [told(f"effect {call.id}") for call in calls] == [["sent_again"]] * 3
    assert told("system 試験連携") == ["sent_again_together"]


def test_one_that_somebody_settled_meanwhile_is_passed_over() -> None:
    first, second = stopped(2)
    remedy = all_again(first)
    assert replay(effect=second.id, by=OTHER, reason="先に送る", now=timezone.now())

    send_calls_again(timezone.now())

    assert results(remedy) == {"sent": 1, "passed_over": 1}
    assert len(claimed()) == 2


def test_one_that_failed_otherwise_meanwhile_is_passed_over() -> None:
    first, second = stopped(2)
    remedy = all_again(first)
    Effect.objects.filter(pk=second.id).update(error="別の原因")

    send_calls_again(timezone.now())

    assert results(remedy) == {"sent": 1, "passed_over": 1}


def test_two_who_send_one_call_at_a_time_send_it_once() -> None:
    (call, _) = stopped(2)
    remedy = all_again(call)
    (first, _) = calls_to_send()

    send_next(call=first, now=timezone.now())
    send_next(call=first, now=timezone.now())

    assert results(remedy) == {"sent": 1, "open": 1}
    assert told(f"effect {call.id}") == ["sent_again"]


def test_a_call_that_fails_for_the_same_cause_again_can_be_taken_again() -> None:
    calls = stopped(2)
    all_again(calls[0])
    send_calls_again(timezone.now())
    for each in claimed():
        settle_effect(effect=each, outcome=REFUSED, now=timezone.now())

    assert [cause.calls for cause in causes(systems=None)] == [2]


def test_when_nothing_is_stopped_any_more_nothing_is_done() -> None:
    calls = stopped(2)
    all_again(calls[0])

    with pytest.raises(CorrectionRefusedError, match="もうありません"):
        all_again(calls[0])


# --- one value corrected: two people --------------------------------------------------------------


def test_what_several_calls_share_can_be_corrected() -> None:
    calls = stopped(2) + stopped(1, payload={"件名": "占用許可", "分類": "9", "添付": ["a"], "公開": True})

    assert {(each.item, each.value, each.calls) for each in shared_values(calls)} == {
        ("件名", "占用許可", 3),
        ("分類", "2-14-3", 2),
    }


def test_a_corrected_value_goes_out_in_all_that_had_the_wrong_one_once_another_confirms() -> None:
    calls = stopped(2)
    stopped(1, payload={"件名": "別件", "分類": "9-9-9"})
    remedy = proposed(calls[0])
    send_calls_again(timezone.now())
    assert claimed() == []
    assert [(each.remedy, each.operation) for each in open_proposals(systems=None)] == [(remedy.pk, "試験連携.登録")]

    confirm_remedy(remedy=remedy.pk, by=OTHER, now=timezone.now())
    send_calls_again(timezone.now())

    assert [call.payload for call in claimed()] == [{"件名": "占用許可", "分類": "2-15-1"}] * 2
    assert results(remedy) == {"sent": 2}
    assert told("system 試験連携") == ["correction_proposed_together", "correction_confirmed_together"]
    entry = JournalEntry.objects.select_related("payload").get(stream=f"effect {calls[0].id}")
    assert (entry.person, str(ONE) in bytes(entry.payload.body).decode()) == (OTHER, True)


def test_nobody_confirms_what_he_proposed_himself() -> None:
    remedy = proposed(stopped(2)[0])

    with pytest.raises(CorrectionRefusedError, match="自分で出した"):
        confirm_remedy(remedy=remedy.pk, by=ONE, now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Remedy.objects.filter(pk=remedy.pk).update(status="confirmed", settled_by=ONE)
    send_calls_again(timezone.now())
    assert claimed() == []


def test_a_refused_proposal_sends_nothing_and_leaves_the_calls_to_others() -> None:
    calls = stopped(2)
    remedy = proposed(calls[0])

    refuse_remedy(remedy=remedy.pk, by=OTHER, reason="分類が違う", now=timezone.now())
    send_calls_again(timezone.now())

    assert claimed() == []
    assert [cause.calls for cause in causes(systems=None)] == [2]
    with pytest.raises(CorrectionRefusedError):
        confirm_remedy(remedy=remedy.pk, by=OTHER, now=timezone.now())


def test_calls_that_may_have_arrived_are_not_corrected() -> None:
    calls = stopped(2, Failed(detail="応答なし", trouble="timed_out", may_be_done=True))

    with pytest.raises(CorrectionRefusedError, match="受け付けたかもしれない"):
        proposed(calls[0])


@pytest.mark.parametrize("after", ["2-14-3", 5])
def test_a_value_that_differs_in_nothing_or_is_of_another_kind_is_not_proposed(after: str | int) -> None:
    calls = stopped(2)

    with pytest.raises(CorrectionRefusedError):
        proposed(calls[0], after)

    assert not Remedy.objects.exists()


def test_a_value_that_nobody_has_any_more_is_not_corrected() -> None:
    calls = stopped(2, payload={"分類": 1})

    with pytest.raises(CorrectionRefusedError, match="選び直して"):
        proposed(calls[0], before=2, after=3)


def test_a_payload_that_was_corrected_meanwhile_is_left_as_it_is() -> None:
    calls = stopped(2)
    remedy = proposed(calls[0])
    confirm_remedy(remedy=remedy.pk, by=OTHER, now=timezone.now())
    Effect.objects.filter(pk=calls[1].id).update(payload={"件名": "占用許可", "分類": "7-7-7"})

    send_calls_again(timezone.now())

    assert [call.payload["分類"] for call in claimed()] == ["2-15-1"]
    assert list(RemediedCall.objects.order_by("effect").values_list("result", flat=True)) == ["sent", "passed_over"]
