"""Writes down what a round of tries brought: on the attempts, for people; on the calls, for cases; on the breakers."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from integrations.errors import sentence
from integrations.reply import Failure, NoReply, Reply, Success
from integrations.retry import next_delay
from integrations.selectors.policies import policy_of
from integrations.selectors.systems import operation_or_none
from integrations.services.attempts import Replied, Try, complete_attempts, failed_before
from integrations.systems.verdict import verdict_on
from workflow.services.channels import note_failures, note_success, wait_for
from workflow.services.settle_effect import Answered, Failed, Outcome, is_over, mark_effects, settle_effect

logger = logging.getLogger(__name__)


def record_replies(replies: Sequence[tuple[Try, Reply | NoReply]], *, now: datetime) -> None:
    """Complete the attempts, then settle the calls. A reply for a call that another worker holds changes nothing.

    One that cannot be recorded must not hold up the others: its lease ends, and it is sent again.
    """
    judged = _judged(replies, now)
    complete_attempts(judged, now=now)
    held: set[int] = set()
    outcomes = [(each.one.effect, _outcome(each)) for each in judged]
    alone = [pair for pair in outcomes if pair[0].case is None or not is_over(pair[1])]
    if alone:
        held |= mark_effects(alone, now=now)
    for effect, outcome in outcomes:
        if effect.case is None or not is_over(outcome):
            continue
        try:
            if settle_effect(effect=effect, outcome=outcome, now=now):
                held.add(effect.id)
        except Exception:
            logger.exception("the reply for effect %s could not be recorded", effect.key)
            held.add(effect.id)
    for each in judged:
        if each.one.effect.id not in held:
            logger.warning("effect %s was taken over by another worker", each.one.effect.key)
    _tell_channels(judged, now)


def _judged(replies: Sequence[tuple[Try, Reply | NoReply]], now: datetime) -> list[Replied]:
    verdicts = [_verdict(one, reply, now) for one, reply in replies]
    failing = [
        one.effect.id for (one, _), verdict in zip(replies, verdicts, strict=True) if isinstance(verdict, Failure)
    ]
    earlier = failed_before(failing) if failing else {}
    return [
        Replied(one, reply, verdict, _pause(one, verdict, earlier.get(one.effect.id, 0)))
        for (one, reply), verdict in zip(replies, verdicts, strict=True)
    ]


def _verdict(one: Try, reply: Reply | NoReply, now: datetime) -> Success | Failure:
    operation = operation_or_none(one.effect.operation)
    return verdict_on(reply, operation=operation, outputs=one.effect.receive, now=now)


def _pause(one: Try, verdict: Success | Failure, failed: int) -> timedelta | None:
    """How long until it is tried again: never after a success, a permanent failure or the last try."""
    if isinstance(verdict, Success) or verdict.permanent:
        return None
    return next_delay(one.effect.retry, failed=failed + 1, retry_after=verdict.retry_after)


def _outcome(each: Replied) -> Outcome:
    verdict = each.verdict
    if isinstance(verdict, Success):
        return Answered(outputs=dict(verdict.outputs))
    return Failed(
        detail=sentence(verdict.trouble, verdict.detail).ja,
        retry_in=each.pause,
        error=verdict.code,
        trouble=verdict.trouble,
        may_be_done=verdict.may_be_done,
    )


def _tell_channels(judged: Iterable[Replied], now: datetime) -> None:
    """One system that answers at all is alive, whatever it answered; one that fails is not."""
    by_target: dict[str, list[Success | Failure]] = {}
    for each in judged:
        by_target.setdefault(each.one.effect.target, []).append(each.verdict)
    for target, verdicts in by_target.items():
        failures = [verdict for verdict in verdicts if isinstance(verdict, Failure) and verdict.of_the_system]
        if len(failures) < len(verdicts):
            note_success(target, now=now)
        elif failures:
            trouble = str(failures[-1].trouble)
            note_failures(target, len(failures), trouble=trouble, rule=policy_of(target).breaker, now=now)
        asked = [each.retry_after for each in verdicts if isinstance(each, Failure) and each.retry_after]
        if asked:
            wait_for(target, max(asked))
