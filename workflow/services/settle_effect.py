"""What became of a delivery: answered, to be tried again, given up, or for a person to find out.

The mark and its result are one transaction. A call that belongs to a case and is over passes through dispatch; all
others of a round are marked by one statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import connection
from msgspec import json

from forms.spec import Text
from workflow.engine.commands import SettleCall
from workflow.engine.failures import CALL_FAILED
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
    """The system did not do it, or did not say so. `retry_in` None: for good."""

    detail: str
    retry_in: timedelta | None = None
    error: str = CALL_FAILED
    """Code that エラー時 can name: `call_failed`, or the system's own."""
    trouble: str = ""
    may_be_done: bool | None = None
    """True: it may have done it all the same. False: it has not. None: this try says nothing about earlier ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Whether the system did it cannot be found out; a person has to say. The case goes on waiting."""

    detail: str
    trouble: str = ""


Outcome: TypeAlias = Answered | Failed | Undecided

_MARK = """
UPDATE workflow_effect e
SET status = m.status, leased_until = NULL, losses = 0, error = m.error, trouble = m.trouble,
    code = coalesce(m.code, ''), result = m.result, in_doubt = coalesce(m.may_be_done, e.in_doubt),
    next_at = CASE m.status WHEN 'waiting' THEN clock_timestamp() + m.pause * interval '1 second' ELSE e.next_at END,
    settled_at = CASE m.status WHEN 'waiting' THEN NULL ELSE %s END
FROM json_to_recordset(%s::json) AS m (id bigint, fence int, status text, error text, trouble text, code text,
    result jsonb, may_be_done boolean, pause double precision)
WHERE e.id = m.id AND e.fence = m.fence AND e.leased_until IS NOT NULL
"""
"""The rows are one document: nine arrays took a third of the time that a worker spends on a call."""


def settle_effect(*, effect: ClaimedEffect, outcome: Outcome, now: datetime) -> bool:
    """Mark a claimed call and tell its case. False when the lease was lost meanwhile: then nothing is written."""
    if effect.case is None or not is_over(outcome):
        return bool(mark_effects([(effect, outcome)], now=now))
    command = _command(effect, outcome)

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate:
        return Prepared(command=command) if _still_held(effect) else _LOST

    mark = _mark([(effect, outcome)], now)
    settled = dispatch(case=effect.case, prepare=prepare, now=now, marks=(mark,), late_marks=(mark,))
    return settled is not _LOST


def is_over(outcome: Outcome) -> bool:
    """Whether the call is done or given up, so that its case must hear of it."""
    return isinstance(outcome, Answered) or (isinstance(outcome, Failed) and outcome.retry_in is None)


def mark_effects(
    settled: Sequence[tuple[ClaimedEffect, Outcome]], *, now: datetime, with_it: Sequence[Mark] = ()
) -> set[int]:
    """Mark calls of which no case must hear; ids of those whose lease still held. One statement for all.

    What is to be written `with_it` goes in the same round trip and the same transaction.
    """
    marks = [*with_it, _mark(settled, now)]
    sql = ";".join(statement for statement, _ in marks) + " RETURNING e.id"
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for _, params in marks for param in params])
        while cursor.nextset():
            pass
        return {row[0] for row in cursor.fetchall()}


def _command(effect: ClaimedEffect, outcome: Outcome) -> SettleCall:
    if isinstance(outcome, Answered):
        return SettleCall(call=effect.call, succeeded=True, outputs=outcome.outputs)
    assert isinstance(outcome, Failed)
    return SettleCall(call=effect.call, succeeded=False, error=outcome.error, detail=outcome.detail)


def _mark(settled: Sequence[tuple[ClaimedEffect, Outcome]], now: datetime) -> Mark:
    rows = [{"id": effect.id, "fence": effect.fence, **_columns(outcome)} for effect, outcome in settled]
    return _MARK, [now, json.encode(rows).decode()]


def _columns(outcome: Outcome) -> dict[str, object]:
    """What the statement reads; what is not named is null."""
    match outcome:
        case Answered(outputs=outputs):
            return {"status": "done", "error": "", "trouble": "", "result": outputs, "may_be_done": False}
        case Failed(detail=detail, error=error, trouble=trouble, may_be_done=done, retry_in=pause):
            code = None if error == CALL_FAILED else error
            found = {"error": detail, "trouble": trouble, "code": code, "may_be_done": done}
            if pause is None:
                return {"status": "dead", **found}
            return {"status": "waiting", "pause": pause.total_seconds(), **found}
        case Undecided(detail=detail, trouble=trouble):
            return {"status": "unknown", "error": detail, "trouble": trouble, "may_be_done": True}


def _still_held(effect: ClaimedEffect) -> bool:
    """Whether this worker's lease is the newest; under the case's lock nobody else can settle it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM workflow_effect WHERE id = %s AND fence = %s AND leased_until IS NOT NULL FOR UPDATE",
            [effect.id, effect.fence],
        )
        return bool(cursor.rowcount == 1)
