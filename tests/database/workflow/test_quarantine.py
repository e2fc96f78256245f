"""After a backup was put back, or in a copy, nothing is sent before an operator has looked."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.support.ledger import claimed, open_calls
from workflow.models import Effect, JournalEntry, LedgerState
from workflow.selectors.ledger_state import hold_in_force
from workflow.services.guard_ledger import Memory, guard_ledger, release_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory() -> Memory:
    """What a host remembers after two rounds in this database."""
    return guard_ledger(memory=guard_ledger(memory=None))


def held() -> str:
    hold = hold_in_force()
    return hold.because if hold else ""


def test_round_after_round_nothing_is_held(memory: Memory) -> None:
    assert guard_ledger(memory=memory).watermark == memory.watermark + 1
    assert held() == ""


def test_a_second_host_with_an_older_memory_holds_nothing(memory: Memory) -> None:
    guard_ledger(memory=Memory(memory.fingerprint, memory.watermark - 1))

    assert held() == ""


def test_a_host_that_knew_another_database_holds_nothing(memory: Memory) -> None:
    guard_ledger(memory=Memory("another/1/1", 9_999))

    assert held() == ""


@pytest.mark.parametrize(
    ("restored", "because"),
    [({"fingerprint": "elsewhere/5/1"}, "copied"), ({"watermark": 1}, "older")],
)
def test_a_restored_database_is_held(memory: Memory, restored: dict[str, Any], because: str) -> None:
    open_calls(1)
    memory = guard_ledger(memory=memory)
    LedgerState.objects.update(**restored)

    after = guard_ledger(memory=memory)

    assert (held(), claimed()) == (because, [])
    assert after.watermark > memory.watermark
    guard_ledger(memory=after)
    assert held() == because


def test_a_copy_sends_nothing_even_before_the_first_round(memory: Memory) -> None:
    open_calls(1)
    LedgerState.objects.update(fingerprint="elsewhere/5/1")

    assert claimed() == []


def test_what_is_released_goes_out_under_doubt(memory: Memory) -> None:
    open_calls(2)
    open_calls(1, status="done")
    LedgerState.objects.update(fingerprint="elsewhere/5/1")
    guard_ledger(memory=memory)

    doubtful = release_ledger(by=uuid4(), reason="先方と突き合わせた", now=timezone.now())

    assert (held(), doubtful) == ("", 2)
    assert [each.in_doubt for each in claimed()] == [True, True]
    assert not Effect.objects.get(status="done").in_doubt
    assert JournalEntry.objects.get(kind="delivery", stream="ledger").event == "released"
    assert release_ledger(by=uuid4(), reason="もう一度", now=timezone.now()) == 0
