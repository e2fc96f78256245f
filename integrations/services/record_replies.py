"""Writes down what a round of tries brought: on the attempts, for people; on the calls, for cases; on the breakers."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import close_old_connections

from integrations.errors import Trouble, sentence
from integrations.reply import Failure, Reply, Success
from integrations.retry import next_delay
from integrations.selectors.policies import policy_of
from integrations.selectors.systems import operation_or_none
from integrations.services.attempts import Replied, Try, completed, failed_before, write
from integrations.services.carry_effect import Carried
from integrations.systems.verdict import verdict_on
from workflow.services.channels import note_failures, note_success, wait_for
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.settle_effect import (
    Answered,
    Failed,
    Outcome,
    Undecided,
    is_over,
    mark_effects,
    settle_effect,
)

logger = logging.getLogger(__name__)


def record_replies(replies: Sequence[tuple[Try, Carried]], *, now: datetime) -> None:
    """Complete the attempts, then settle the calls. A reply for a call that another worker holds changes nothing."""
    judged = _judged(replies, now)
    outcomes = [(each, _outcome(each)) for each in judged]
    alone = [(each, outcome) for each, outcome in outcomes if each.one.effect.case is None or not is_over(outcome)]
    of_cases = [(each, outcome) for each, outcome in outcomes if each.one.effect.case and is_over(outcome)]
    kept = set()
    if of_cases:
        write(completed([each for each, _ in of_cases], now=now))
    if alone:
        record = completed([each for each, _ in alone], now=now)
        kept = mark_effects([(each.one.effect, outcome) for each, outcome in alone], now=now, with_it=[record])
    kept |= {each.one.effect.id for each, outcome in of_cases if _told_its_case(each.one.effect, outcome, now)}
    for each in judged:
        if each.one.effect.id not in kept:
            logger.warning("effect %s was taken over by another worker", each.one.effect.key)
    _tell_channels(judged, now)


def _told_its_case(effect: ClaimedEffect, outcome: Outcome, now: datetime) -> bool:
    """One that cannot be recorded must not hold up the others: its lease ends, and it is sent again."""
    try:
        return settle_effect(effect=effect, outcome=outcome, now=now)
    except Exception:
        logger.exception("the reply for effect %s could not be recorded", effect.key)
        close_old_connections()  # a broken one; the other replies get a new one
        return True


def _judged(replies: Sequence[tuple[Try, Carried]], now: datetime) -> list[Replied]:
    judged = [
        (
            one,
            carried,
            verdict_on(
                carried.reply,
                operation=carried.operation,
                outputs=one.effect.receive,
                now=now,
                digests=carried.digests,
            ),
        )
        for one, carried in replies
    ]
    failing = [one.effect.id for one, _, verdict in judged if isinstance(verdict, Failure)]
    earlier = failed_before(failing) if failing else {}
    return [
        Replied(one, carried.reply, verdict, _pause(one, verdict, earlier.get(one.effect.id, 0)))
        for one, carried, verdict in judged
    ]


def _pause(one: Try, verdict: Success | Failure, failed: int) -> timedelta | None:
    """How long until it is tried again: never after a success, a permanent failure or the last try."""
    if isinstance(verdict, Success) or verdict.permanent or verdict.trouble is Trouble.CANNOT_ASK:
        return None
    return next_delay(one.effect.retry, failed=failed + 1, retry_after=verdict.retry_after)


def _outcome(each: Replied) -> Outcome:
    """A call that must not be made twice, and of which nobody can say whether it was made, is for a person."""
    verdict, effect = each.verdict, each.one.effect
    if isinstance(verdict, Success):
        return Answered(outputs=dict(verdict.outputs))
    detail = sentence(verdict.trouble, verdict.detail).ja
    in_doubt = effect.in_doubt if verdict.may_be_done is None else verdict.may_be_done
    if each.pause is None and in_doubt and must_not_repeat(effect.operation):
        return Undecided(detail=detail, trouble=verdict.trouble)
    return Failed(
        detail=detail,
        retry_in=each.pause,
        error=verdict.code,
        trouble=verdict.trouble,
        may_be_done=verdict.may_be_done,
    )


def must_not_repeat(operation: str) -> bool:
    """Whether a second call with the same key would do harm, as the system's file says."""
    found = operation_or_none(operation)
    return found is not None and found.repeat == "ask"


def _tell_channels(judged: Sequence[Replied], now: datetime) -> None:
    """A system that answers at all is alive, whatever it answered; one that fails is not."""
    for target in {each.one.effect.target for each in judged}:
        of_this = [each for each in judged if each.one.effect.target == target]
        failures = [each.verdict for each in of_this if isinstance(each.verdict, Failure)]
        of_the_system = [failure for failure in failures if failure.of_the_system]
        if any(_shows_life(each) for each in of_this):
            note_success(target, now=now)
        elif of_the_system:
            trouble, rule = str(of_the_system[-1].trouble), policy_of(target).breaker
            note_failures(target, len(of_the_system), trouble=trouble, rule=rule, now=now)
        asked = [failure.retry_after for failure in failures if failure.retry_after]
        if asked:
            wait_for(target, max(asked))


def _shows_life(each: Replied) -> bool:
    """Whether the system answered, be it that it refused this one call."""
    well = isinstance(each.verdict, Success) or not each.verdict.of_the_system
    return isinstance(each.reply, Reply) and well
