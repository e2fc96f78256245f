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
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from integrations.connectors.connector import Connector
from integrations.errors import Trouble
from integrations.reply import NoReply
from integrations.selectors.policies import closed_operations, policy_of
from integrations.services.attempts import Try, begin_attempts
from integrations.services.carriers import Carriers
from integrations.services.carry_effect import Carried, carry_effect
from integrations.services.case_documents import Document, forget_sent
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
    running: dict[int, Try] = {}
    held = _Held(lease)
    with Carriers[int, Carried | None](lane.value.at_once) as carriers:
        while True:
            held.renew([one.effect for one in running.values()])
            for one in begin_attempts(_taken(worker, running.values(), clock(), lane), now=clock()):
                document = stranded(one.effect) or document_for(one.effect)
                carriers.hand(one.attempt, partial(_carried, one, connector, clock(), document, held))
                running[one.attempt] = one
                tries += 1
            if not running:
                return tries
            done = [(running.pop(key), carried) for key, carried in carriers.finished(_LOOK_AGAIN, gather=_GATHER)]
            record_replies([(one, carried) for one, carried in done if carried is not None], now=clock())
            if lane is Lane.DOCUMENTS:
                forget_sent()


@dataclass(slots=True)
class _Held:
    """Which calls this worker surely holds, by a clock of its own that goes on while the worker is stopped."""

    lease: timedelta
    since: float = field(default_factory=time.monotonic)
    lost: set[int] = field(default_factory=set)

    def renew(self, effects: Sequence[ClaimedEffect]) -> None:
        """In time for the leases of all that is on its way; they last at least from the beginning of this."""
        now = time.monotonic()
        if not effects:
            self.since = now
            self.lost.clear()
        elif now - self.since > self.lease.total_seconds() / 3:
            kept = renew_leases(effects=effects, lease=self.lease)
            self.lost |= {effect.id for effect in effects} - kept
            self.since = now

    def has(self, effect: ClaimedEffect) -> bool:
        """False when it may be another worker's by now."""
        return effect.id not in self.lost and time.monotonic() - self.since < self.lease.total_seconds()


def _taken(worker: str, running: Collection[Try], now: datetime, lane: Lane) -> list[ClaimedEffect]:
    """What may be sent now in addition to what is running. A call that several workers have lost goes out alone."""
    if any(one.effect.is_suspect for one in running):
        return []
    shares = Counter(one.effect.target for one in running)
    most = lane.value.of_one_system
    allowances = [_allowance(target, most - shares[target]) for target in due_targets() if lane.serves(target)]
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


def _allowance(target: str, room: int) -> Allowance:
    policy = policy_of(target)
    return Allowance(
        target=target,
        room=max(0, min(policy.at_once, room)),
        at_once=policy.at_once,
        per_second=policy.per_second,
    )


def _carried(
    one: Try, connector: Connector, now: datetime, document: Document | NoReply | None, held: _Held
) -> Carried | None:
    """The reply; an exception here is a fault of ours and counts as an answer that was lost.

    None when the worker was held up for so long that the call may be another worker's by now: then nothing is sent.
    """
    if not held.has(one.effect):
        return None
    try:
        return carry_effect(one.effect, connector=connector, now=now, document=document)
    except Exception as problem:
        logger.exception("a call could not be made")
        return Carried(NoReply(Trouble.CUT_OFF, type(problem).__name__))
