"""Questions of forms take places among the calls of a system: never more together than it may get."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from tests.support.ledger import open_calls
from workflow.models import Channel, Question
from workflow.services import questions
from workflow.services.channels import BreakerRule, note_failures, pause
from workflow.services.claim_effects import Allowance, ClaimedEffect, claim_effects
from workflow.services.settle_effect import Answered, mark_effects

pytestmark = pytest.mark.django_db
SYSTEM, OPERATION, AT_ONCE = "試験連携", "試験連携.照会", 3


def come() -> int:
    question = questions.come(OPERATION, patience=timedelta(seconds=10))
    assert question is not None
    return question


def may_go(question: int, *, at_once: int = AT_ONCE, per_second: Decimal | None = None) -> bool:
    return questions.may_go(question, SYSTEM, at_once=at_once, per_second=per_second)


def take(limit: int = 100) -> list[ClaimedEffect]:
    allowance = Allowance(target=SYSTEM, room=limit, at_once=AT_ONCE)
    return claim_effects(worker="w", allowances=[allowance], limit=limit, lease=timedelta(seconds=15))


def test_a_question_takes_the_place_of_a_call() -> None:
    open_calls(9)
    question = come()

    assert may_go(question)
    assert len(take()) == AT_ONCE - 1
    questions.end(question)
    assert len(take()) == 1


def test_a_question_waits_for_a_call_to_end_and_no_other_call_is_taken_into_that_place() -> None:
    open_calls(9)
    taken = take()
    question = come()

    assert not may_go(question)
    mark_effects([(taken[0], Answered())], now=timezone.now())
    assert take() == []
    assert may_go(question)


def test_questions_go_in_the_order_in_which_they_came() -> None:
    first, second = come(), come()

    assert not may_go(second, at_once=1)
    assert may_go(first, at_once=1)
    questions.end(first)
    assert may_go(second, at_once=1)


def test_the_place_of_somebody_who_is_gone_is_free_after_its_time() -> None:
    open_calls(9)
    question = come()
    assert may_go(question)
    Question.objects.update(until=timezone.now())

    assert len(take()) == AT_ONCE
    assert not may_go(come()), "three calls are under way"


def test_no_more_are_asked_in_a_second_than_a_system_may_get() -> None:
    went = [may_go(come(), at_once=100, per_second=Decimal("0.1")) for _ in range(5)]

    assert went == [True, False, False, False, False]


def test_nothing_is_asked_of_a_system_that_is_paused_or_rests() -> None:
    questions.end(come())
    pause(target=SYSTEM, by=uuid4(), reason="点検", now=timezone.now())
    assert questions.come(OPERATION, patience=timedelta(seconds=10)) is None
    Channel.objects.update(paused_at=None)
    note_failures(SYSTEM, 1, trouble="timed_out", rule=BreakerRule(failures=1), now=timezone.now())

    assert questions.come(OPERATION, patience=timedelta(seconds=10)) is None


def test_a_pause_holds_back_a_question_that_waits() -> None:
    question = come()
    pause(target=SYSTEM, by=uuid4(), reason="点検", now=timezone.now())

    assert not may_go(question)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_time_do_not_both_get_the_last_place() -> None:
    waiting = [come() for _ in range(8)]

    def ask(question: int) -> bool:
        try:
            return may_go(question, at_once=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pages:
        assert sum(pages.map(ask, reversed(waiting))) == 1


def test_old_ones_are_thrown_away_as_new_ones_come() -> None:
    for _ in range(3):
        questions.end(come())
    Question.objects.update(asked_at=timezone.now() - questions.KEPT_FOR - timedelta(days=1))
    last = come()
    questions.end(last, status=200)

    assert list(Question.objects.values_list("id", "status")) == [(last, 200)]
