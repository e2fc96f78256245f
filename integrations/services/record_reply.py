"""Writes down what a try brought: on the attempt, for people; on the effect, for the case."""

from datetime import datetime

from integrations.errors import sentence
from integrations.message import is_storable
from integrations.models.attempt import Attempt
from integrations.reply import Failure, NoReply, Reply, Success, judge
from integrations.retry import next_delay
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.settle_effect import Answered, Failed, settle_effect

_EXCERPT = 500
_DETAIL = 300


def begin_attempt(effect: ClaimedEffect, now: datetime) -> Attempt:
    """Write that a try begins."""
    return Attempt.objects.create(effect_id=effect.id, number=effect.attempt, started_at=now)


def record_reply(*, effect: ClaimedEffect, attempt: Attempt, reply: Reply | NoReply, now: datetime) -> bool:
    """Complete the attempt, then settle the effect. False when another worker holds it: its reply will count."""
    verdict = judge(reply, outputs=effect.receive, now=now)
    next_at = _next_at(effect, verdict, now) if isinstance(verdict, Failure) else None
    _complete(attempt, reply, verdict, next_at=next_at, now=now)
    outcome: Answered | Failed
    match verdict:
        case Success():
            outcome = Answered(outputs=dict(verdict.outputs))
        case Failure():
            said = sentence(verdict.trouble, verdict.detail)
            outcome = Failed(detail=said.ja, retry_at=next_at, error=verdict.code)
    return settle_effect(effect=effect, outcome=outcome, now=now)


def _next_at(effect: ClaimedEffect, failure: Failure, now: datetime) -> datetime | None:
    """When it is tried again: never after a permanent failure or the last try. Interrupted tries do not count."""
    if failure.permanent:
        return None
    earlier = Attempt.objects.filter(effect_id=effect.id, ended_at__isnull=False).exclude(trouble="").count()
    delay = next_delay(effect.retry, failed=earlier + 1, retry_after=failure.retry_after)
    return None if delay is None else now + delay


def _complete(
    attempt: Attempt, reply: Reply | NoReply, verdict: Success | Failure, *, next_at: datetime | None, now: datetime
) -> None:
    attempt.ended_at = max(now, attempt.started_at)
    if isinstance(reply, Reply):
        attempt.status = reply.status
        text = reply.body[: _EXCERPT * 4].decode(errors="replace")[:_EXCERPT]
        attempt.excerpt = text if is_storable(text) else ""
    if isinstance(verdict, Failure):
        attempt.trouble = verdict.trouble
        attempt.detail = verdict.detail[:_DETAIL]
        attempt.next_at = next_at
    attempt.save(update_fields=["ended_at", "status", "excerpt", "trouble", "detail", "next_at"])
