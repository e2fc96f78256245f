"""Calls that end whoever makes them are given up, so that they end no more workers."""

from collections.abc import Sequence
from datetime import datetime

from integrations.errors import Trouble, sentence
from integrations.services.record_replies import must_not_repeat
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.settle_effect import Failed, Outcome, Undecided, settle_effect

MOST_LOSSES = 5
"""Workers that may die or fall silent over one call."""


def give_up_poison(suspects: Sequence[ClaimedEffect], *, now: datetime) -> list[ClaimedEffect]:
    """Give up those that have cost too many workers; the others may be tried once more, alone."""
    for effect in suspects:
        if effect.losses >= MOST_LOSSES:
            detail = sentence(Trouble.WORKER_LOST).ja
            outcome: Outcome = Failed(detail=detail, trouble=Trouble.WORKER_LOST, may_be_done=True)
            if must_not_repeat(effect.operation):
                outcome = Undecided(detail=detail, trouble=Trouble.WORKER_LOST)
            settle_effect(effect=effect, outcome=outcome, now=now)
    return [effect for effect in suspects if effect.losses < MOST_LOSSES]
