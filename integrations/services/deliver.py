"""Delivers what cases want told to other systems: at least once, each under its idempotency key.

1. Take due calls: a lease and a fence each, no more than there are free threads, no more than a system may get.
   Leases are short and renewed while a call is on its way.
2. Write an attempt each, so that a worker that is killed leaves a trace.
3. Send, in threads that touch no database, outside any transaction. What is sent may have to be made first.
4. Record the replies: attempts first, then mark and result in one transaction, unless our lease was lost meanwhile.
5. Tell the breakers how the systems did.

A worker that dies anywhere in between leaves leases that end; the calls are then made again under the same keys, and
the receivers answer what they answered before. Such an interrupted try does not use up one of the definition's tries.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime

from integrations.connectors.connector import Connector
from integrations.errors import Trouble
from integrations.reply import NoReply
from integrations.selectors.policies import closed_operations, policy_of
from integrations.services.attempts import Try, begin_attempts
from integrations.services.carry_effect import Carried, carry_effect
from integrations.services.case_documents import forget_sent
from integrations.services.give_up import give_up_poison
from integrations.services.hand_on import hand_on, stranded
from integrations.services.lanes import Lane
from integrations.services.order_files import document_for
from integrations.services.record_replies import record_replies
from workflow.selectors.due_effects import due_targets
from workflow.services.claim_effects import Allowance, ClaimedEffect, claim_effects
from workflow.services.renew_leases import renew_leases

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

_LOOK_AGAIN = 0.2
"""Seconds after which new work is looked for while calls are on their way."""
_GATHER = 0.01
"""Seconds for which a reply waits for others: a round takes half a dozen statements, whatever it is about."""


def deliver_due(*, worker: str, connector: Connector, clock: Clock, lane: Lane = Lane.ORDINARY) -> int:
    """Deliver until nothing of the lane is due and nothing is on its way; the number of tries made.

    `worker` names whoever holds the leases. Several workers may do this at the same time.
    """
    lease = lane.value.lease
    tries = 0
    running: dict[Future[Carried], Try] = {}
    renewed_at = time.monotonic()
    with ThreadPoolExecutor(lane.value.at_once, thread_name_prefix="deliver") as threads:
        while True:
            if running and time.monotonic() - renewed_at > lease.total_seconds() / 3:
                renewed_at = time.monotonic()
                renew_leases(effects=[one.effect for one in running.values()], lease=lease)
            for one in begin_attempts(_taken(worker, running.values(), clock(), lane), now=clock()):
                document = stranded(one.effect) or document_for(one.effect)
                carrying = threads.submit(carry_effect, one.effect, connector=connector, now=clock(), document=document)
                running[carrying] = one
                tries += 1
            if not running:
                return tries
            done = wait(running, timeout=_LOOK_AGAIN, return_when=FIRST_COMPLETED).done
            if done and len(done) < len(running):
                done = wait(running, timeout=_GATHER).done
            record_replies([(running.pop(future), _carried(future)) for future in done], now=clock())
            if lane is Lane.DOCUMENTS:
                forget_sent()


def _taken(worker: str, running: Collection[Try], now: datetime, lane: Lane) -> list[ClaimedEffect]:
    """What may be sent now in addition to what is running. A call that several workers have lost goes out alone."""
    if any(one.effect.is_suspect for one in running):
        return []
    shares = Counter(one.effect.target for one in running)
    allowances = [_allowance(target, shares[target]) for target in due_targets() if lane.serves(target)]
    limit, lease = min(lane.value.at_once - len(running), lane.value.taken_at_once), lane.value.lease
    taken: list[ClaimedEffect] = []
    closed = lane.left_out().union(closed_operations(now))
    if limit > 0:
        taken = claim_effects(worker=worker, allowances=allowances, limit=limit, lease=lease, closed=closed)
        taken = hand_on(taken)
    if taken or running:
        return taken
    suspects = claim_effects(worker=worker, allowances=allowances, limit=1, lease=lease, closed=closed, suspects=True)
    return give_up_poison(hand_on(suspects), now=now)


def _allowance(target: str, share: int) -> Allowance:
    policy = policy_of(target)
    return Allowance(
        target=target,
        room=max(0, policy.at_once - share),
        at_once=policy.at_once,
        per_second=policy.per_second,
    )


def _carried(future: Future[Carried]) -> Carried:
    """What a thread brought; an exception in it is a fault of ours and counts as an answer that was lost."""
    problem = future.exception()
    if problem is None:
        return future.result()
    logger.error("a call could not be made", exc_info=problem)
    return Carried(NoReply(Trouble.CUT_OFF, type(problem).__name__))
