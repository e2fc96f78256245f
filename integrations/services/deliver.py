"""Delivers what cases want told to other systems: at least once, each under its idempotency key.

1. Claim due effects: a lease and a fence each, no more than there are free threads, no more than a system's share.
   Leases are short and renewed while a call is on its way.
2. Write an attempt, so that a worker that is killed leaves a trace.
3. Post, in threads that touch no database, outside any transaction.
4. Complete the attempt.
5. Settle the effect: mark and result go through dispatch in one transaction, unless our lease was lost meanwhile.

A worker that dies anywhere in between leaves a lease that ends; the effect is then sent again under the same key, and
the receiver answers what it answered before. Such an interrupted try does not use up one of the definition's tries.
"""

import logging
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from integrations.connectors.connector import Connector
from integrations.errors import Trouble
from integrations.models.attempt import Attempt
from integrations.reply import NoReply, Reply
from integrations.selectors.connections import connected_systems
from integrations.services.post_effect import post_effect
from integrations.services.record_reply import begin_attempt, record_reply
from workflow.services.claim_effects import ClaimedEffect, claim_effects
from workflow.services.renew_leases import renew_leases

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

LEASE = timedelta(seconds=15)
"""How long a claim lasts unless it is renewed: as long as the calls of a killed worker wait for the next one."""
RENEW_AFTER = LEASE / 3
"""A worker that is alive extends its claims this often, so that a call may take longer than a lease."""
AT_ONCE = 16
"""Calls on their way at the same time."""
PER_SYSTEM = 6
"""Of these to one system, so that one that hangs does not keep a lost card from being stopped at another."""
_LOOK_AGAIN = 0.2
"""Seconds after which new work is looked for while calls are on their way."""


@dataclass(frozen=True, slots=True)
class _Try:
    """One claimed effect on its way."""

    effect: ClaimedEffect
    attempt: Attempt


def deliver_due(*, worker: str, connector: Connector, clock: Clock) -> int:
    """Deliver until nothing is due and nothing is on its way; the number of tries made.

    `worker` names whoever holds the leases. Several workers may do this at the same time.
    """
    tries = 0
    running: dict[Future[Reply | NoReply], _Try] = {}
    renewed_at = clock()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deliver") as threads:
        while True:
            if running and clock() - renewed_at > RENEW_AFTER:
                renewed_at = clock()
                renew_leases(effects=[one.effect for one in running.values()], now=renewed_at, lease=LEASE)
            for effect in _claimed(worker, running.values(), clock()):
                one = _Try(effect, begin_attempt(effect, clock()))
                running[threads.submit(post_effect, effect, connector=connector, now=clock())] = one
                tries += 1
            if not running:
                return tries
            for future in wait(running, timeout=_LOOK_AGAIN, return_when=FIRST_COMPLETED).done:
                _finish(running.pop(future), future, clock())


def _claimed(worker: str, running: Collection[_Try], now: datetime) -> list[ClaimedEffect]:
    """What may be sent now in addition to what is running.

    When a system's share is used up, others are named; a system without settings then waits for the next look.
    """
    shares = Counter(one.effect.target for one in running)
    full = {system for system, share in shares.items() if share >= PER_SYSTEM}
    room = PER_SYSTEM - max((share for system, share in shares.items() if system not in full), default=0)
    limit = min(AT_ONCE - len(running), room)
    if limit <= 0:
        return []
    targets = [system for system in connected_systems() if system not in full] if full else None
    return claim_effects(worker=worker, limit=limit, now=now, lease=LEASE, targets=targets)


def _finish(one: _Try, future: Future[Reply | NoReply], now: datetime) -> None:
    """Record one reply. One that cannot be recorded must not hold up the others: its lease ends, it is sent again."""
    try:
        problem = future.exception()
        if problem is not None:
            logger.error("effect %s could not be posted", one.effect.key, exc_info=problem)
        reply = NoReply(Trouble.CUT_OFF, type(problem).__name__) if problem is not None else future.result()
        if not record_reply(effect=one.effect, attempt=one.attempt, reply=reply, now=now):
            logger.warning("effect %s was taken over by another worker", one.effect.key)
    except Exception:
        logger.exception("the reply for effect %s could not be recorded", one.effect.key)
