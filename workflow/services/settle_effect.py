"""What became of a delivery: answered, to be tried again, or given up. The mark and its result are one transaction."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from forms.spec import Text
from workflow.engine.commands import SettleCall
from workflow.engine.machine import Machine
from workflow.engine.outcome import TooLate
from workflow.ports import CaseFacts
from workflow.services.claim_effects import ClaimedEffect
from workflow.services.dispatch import dispatch
from workflow.services.request import Mark, Prepared

_LOST = TooLate(Text("ほかの処理係がこの連携を引き継ぎました。", "Another worker has taken this call over."))


@dataclass(frozen=True, slots=True)
class Answered:
    """The system did it and answered."""

    outputs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The system did not do it. `retry_at` None: for good."""

    detail: str
    retry_at: datetime | None = None
    error: str = "call_failed"
    """Code that エラー時 can name: `call_failed`, or the system's own."""


def settle_effect(*, effect: ClaimedEffect, outcome: Answered | Failed, now: datetime) -> bool:
    """Mark a claimed call and tell its case. False when the lease was lost meanwhile: then nothing is written."""
    if isinstance(outcome, Failed) and outcome.retry_at is not None:
        return _try_again(effect, outcome.detail, outcome.retry_at)
    answered = isinstance(outcome, Answered)
    command = SettleCall(
        call=effect.call,
        succeeded=answered,
        outputs=outcome.outputs if isinstance(outcome, Answered) else {},
        error=outcome.error if isinstance(outcome, Failed) else "",
        detail=outcome.detail if isinstance(outcome, Failed) else "",
    )
    if effect.case is None:
        return _mark_alone(effect, outcome, now)

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate:
        if not _still_held(effect):
            return _LOST
        return Prepared(command=command)

    mark = _mark(effect, outcome, now)
    settled = dispatch(case=effect.case, prepare=prepare, now=now, marks=(mark,), late_marks=(mark,))
    return settled is not _LOST


def _mark(effect: ClaimedEffect, outcome: Answered | Failed, now: datetime) -> Mark:
    answered = isinstance(outcome, Answered)
    return (
        "UPDATE workflow_effect SET status = %s, settled_at = %s, result = %s::jsonb, error = %s, leased_until = NULL"
        " WHERE id = %s AND fence = %s AND status = 'leased'",
        [
            "done" if answered else "dead",
            now,
            json.dumps(outcome.outputs, ensure_ascii=False) if isinstance(outcome, Answered) else None,
            "" if isinstance(outcome, Answered) else outcome.detail,
            effect.id,
            effect.fence,
        ],
    )


def _still_held(effect: ClaimedEffect) -> bool:
    """Whether this worker's lease is the newest; under the case's lock nobody else can settle it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM workflow_effect WHERE id = %s AND fence = %s AND status = 'leased' FOR UPDATE",
            [effect.id, effect.fence],
        )
        return bool(cursor.rowcount == 1)


def _try_again(effect: ClaimedEffect, detail: str, at: datetime) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_effect SET status = 'waiting', next_at = %s, error = %s, leased_until = NULL"
            " WHERE id = %s AND fence = %s AND status = 'leased'",
            [at, detail, effect.id, effect.fence],
        )
        return bool(cursor.rowcount == 1)


def _mark_alone(effect: ClaimedEffect, outcome: Answered | Failed, now: datetime) -> bool:
    sql, params = _mark(effect, outcome, now)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return bool(cursor.rowcount == 1)
