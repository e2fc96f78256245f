"""What operators do about calls that machines gave up: send again, say that it was done, let it be.

Each act names who and why in the stream of the call; the case hears of it through dispatch.
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from forms.spec import Text
from workflow.engine.commands import Command, ResumeCall, SettleCall
from workflow.engine.machine import Machine
from workflow.engine.outcome import TooLate
from workflow.engine.state import Actor
from workflow.models import Effect
from workflow.ports import CaseFacts, ports
from workflow.services.delivery_journal import record_delivery, stream_of_effect
from workflow.services.dispatch import dispatch
from workflow.services.request import Mark, Prepared

_TAKEN = TooLate(
    Text("もうほかの人が片付けたか、送り直しています。", "Somebody has settled it already, or it is being sent again.")
)


def send_again(
    *,
    effect: int,
    by: UUID,
    reason: str,
    now: datetime,
    payload: dict[str, Any] | None = None,
    proposed_by: UUID | None = None,
    new_key: bool = False,
) -> bool:
    """Have a call made again that was given up, or that is known not to have been done. False when somebody was faster.

    `payload` replaces what is sent; whoever calls has seen to it that `proposed_by` and `by` are two people. `new_key`
    for a receiver that refused: some repeat their refusal for a key they know.
    """
    row = Effect.objects.only("key", "status", "call", "case_id", "payload").get(pk=effect)
    key = _next_key(row.key) if new_key else row.key
    body: dict[str, Any] = {"reason": reason, "key": key}
    if payload is not None:
        body |= {"before": row.payload, "after": payload, "proposed_by": str(proposed_by)}
    mark: Mark = (
        "UPDATE workflow_effect SET status = 'waiting', next_at = clock_timestamp(), settled_at = NULL, error = '',"
        " trouble = '', code = '', losses = 0, replayed_after = attempts, key = %s,"
        " payload = coalesce(%s::jsonb, payload), in_doubt = in_doubt AND status = 'dead' WHERE id = %s",
        [key, json.dumps(payload, ensure_ascii=False) if payload is not None else None, effect],
    )
    command = None
    if row.status == Effect.Status.DEAD and row.case_id:
        actor = Actor(person=str(by), capacity="administrator")
        command = ResumeCall(call=row.call, actor=actor, comment=reason)
    done = _settle(row, ("dead", "unknown"), command, mark, event="sent_again", by=by, now=now, body=body)
    if done:
        ports().wake()
    return done


def say_it_was_done(*, effect: int, by: UUID, reason: str, outputs: dict[str, Any], now: datetime) -> bool:
    """Somebody found out that the system did it; its case goes on with `outputs`. False when somebody was faster."""
    row = Effect.objects.only("key", "status", "call", "case_id").get(pk=effect)
    mark: Mark = (
        "UPDATE workflow_effect SET status = 'done', settled_at = %s, error = '', trouble = '', code = '',"
        " in_doubt = false, result = %s::jsonb WHERE id = %s",
        [now, json.dumps(outputs, ensure_ascii=False), effect],
    )
    command = SettleCall(call=row.call, succeeded=True, outputs=outputs) if row.case_id else None
    body = {"reason": reason, "outputs": outputs}
    return _settle(row, ("unknown",), command, mark, event="said_done", by=by, now=now, body=body)


def give_up(*, effect: int, by: UUID, reason: str, now: datetime) -> bool:
    """Nothing more will be done about it. False when somebody was faster.

    A case that still waits for the call goes on as after a failure; one that waits at an incident goes on waiting.
    """
    row = Effect.objects.only("key", "status", "call", "case_id", "error").get(pk=effect)
    mark: Mark = (
        "UPDATE workflow_effect SET status = 'dead', settled_at = coalesce(settled_at, %s), handled_at = %s"
        " WHERE id = %s",
        [now, now, effect],
    )
    command = None
    if row.status == Effect.Status.UNKNOWN and row.case_id:
        command = SettleCall(call=row.call, succeeded=False, detail=row.error)
    return _settle(row, ("dead", "unknown"), command, mark, event="given_up", by=by, now=now, body={"reason": reason})


def _settle(
    row: Effect,
    expected: tuple[str, ...],
    command: Command | None,
    mark: Mark,
    *,
    event: str,
    by: UUID,
    now: datetime,
    body: dict[str, Any],
) -> bool:
    """Check, record and mark in one transaction; with a command in the case's own."""

    def may() -> bool:
        """Whether it is still as it was shown; it stays so until commit."""
        still = Effect.objects.select_for_update().filter(
            pk=row.pk, key=row.key, status=row.status, status__in=expected, handled_at=None
        )
        if not still.exists():
            return False
        record_delivery(stream=stream_of_effect(row.pk), event=event, by=by, now=now, body=body)
        return True

    if command is None:
        with transaction.atomic(), connection.cursor() as cursor:
            if not may():
                return False
            cursor.execute(*mark)
        return True
    assert row.case_id is not None
    asked = command

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate:
        return Prepared(command=asked) if may() else _TAKEN

    return dispatch(case=row.case_id, prepare=prepare, now=now, marks=(mark,), late_marks=(mark,)) is not _TAKEN


def _next_key(key: str) -> str:
    """The same call under a key that its receiver has not seen: k, k~2, k~3."""
    base, mark, number = key.rpartition("~")
    return f"{base}~{int(number) + 1}" if mark and number.isdigit() else f"{key}~2"
