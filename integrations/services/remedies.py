"""One act over all calls that stopped for one cause: sent again as they are, or with one value corrected.

1. `send_all_again` is decided with its reason; `propose_for_all` waits for a second person, as every correction does.
2. The sweep sends the calls one by one (`send_next`): each in a transaction of its own, so that one that somebody
   settled meanwhile, or a process that ends half-way, keeps no other from going out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from forms.spec import Text
from integrations.errors import CorrectionRefusedError
from integrations.models import RemediedCall, Remedy
from integrations.selectors.causes import calls_alike, is_of_cause, words_of
from integrations.selectors.ledger import LedgerCall, call_numbered
from integrations.services.corrections import OWN, SETTLED, check_correction
from integrations.services.dead_letters import replay
from workflow.services.delivery_journal import record_delivery, stream_of_system

_NONE_LEFT = Text(
    "この原因で止まっている連携は、もうありません。ほかの人が片付けたか、送り直しています。",
    "No call is stopped for this cause any more: somebody has settled them, or they are being sent again.",
)
_NOT_SHARED = Text(
    "その値の連携は、もうありません。内容を見て、選び直してください。",
    "No stopped call has this value any more. Look at the contents and choose again.",
)
_Status = Remedy.Status


@transaction.atomic
def send_all_again(*, like: LedgerCall, reason: str, by: UUID, now: datetime) -> Remedy:
    """Have all that stopped like this one sent again as they are. Raises CorrectionRefusedError when none is left."""
    decided = {"status": _Status.CONFIRMED, "settled_by": by, "settled_at": now}
    remedy = _noted(like, calls_alike(like), reason=reason, by=by, now=now, **decided)
    _record(remedy, "sent_again_together", by, now)
    return remedy


@transaction.atomic
def propose_for_all(
    *, like: LedgerCall, item: str, before: str | int, after: str | int, reason: str, by: UUID, now: datetime
) -> Remedy:
    """Propose one other value for every call that stopped like this one and has `before`.

    Raises CorrectionRefusedError: none is left, or the value does not fit into one of them.
    """
    calls = [call for call in calls_alike(like) if _has(call, item, before)]
    if not calls:
        raise CorrectionRefusedError(_NOT_SHARED)
    for call in calls:
        check_correction(call, {**call.payload, item: after})
    value = {"item": item, "before": before, "after": after}
    remedy = _noted(like, calls, reason=reason, by=by, now=now, status=_Status.PROPOSED, **value)
    _record(remedy, "correction_proposed_together", by, now)
    return remedy


@transaction.atomic
def confirm_remedy(*, remedy: int, by: UUID, now: datetime) -> None:
    """Have the corrected calls sent. Raises CorrectionRefusedError, also for whoever proposed it."""
    row = _open(remedy)
    if row.proposed_by == by:
        raise CorrectionRefusedError(OWN)
    _settle(row, _Status.CONFIRMED, by, now)
    _record(row, "correction_confirmed_together", by, now)


@transaction.atomic
def refuse_remedy(*, remedy: int, by: UUID, reason: str, now: datetime) -> None:
    """Send nothing; also whoever proposed it may take it back. Raises CorrectionRefusedError."""
    row = _open(remedy)
    _settle(row, _Status.REFUSED, by, now)
    _record(row, "correction_refused_together", by, now, reason=reason)


@transaction.atomic
def send_next(*, call: int, now: datetime) -> None:
    """Send one call of an act that is decided, and note what became of it."""
    row = RemediedCall.objects.select_related("remedy").get(pk=call)
    remedy, sent = row.remedy, False
    assert remedy.settled_by is not None
    payload, is_still = _payload(row, remedy)
    if is_still:
        sent = replay(
            effect=row.effect_id,
            by=remedy.settled_by,
            reason=remedy.reason,
            now=now,
            payload=payload,
            proposed_by=remedy.proposed_by if payload is not None else None,
        )
    # Another process may have sent it while this one waited for the case: its word stands.
    result = RemediedCall.Result.SENT if sent else RemediedCall.Result.PASSED_OVER
    RemediedCall.objects.filter(pk=call, result=RemediedCall.Result.OPEN).update(result=result)


def _payload(row: RemediedCall, remedy: Remedy) -> tuple[dict[str, Any] | None, bool]:
    """What to send instead, if anything; and whether the call is still as it was when the act was decided."""
    call = call_numbered(row.effect_id, systems=None)
    if call is None or not is_of_cause(call, trouble=remedy.trouble, code=remedy.code, error=remedy.error):
        return None, False
    if not remedy.item:
        return None, True
    return {**call.payload, remedy.item: remedy.after}, _has(call, remedy.item, remedy.before)


def _has(call: LedgerCall, item: str, value: object) -> bool:
    """Just this value: true is not 1."""
    found = call.payload.get(item)
    return type(found) is type(value) and found == value


def _noted(like: LedgerCall, calls: Sequence[LedgerCall], *, by: UUID, now: datetime, **values: Any) -> Remedy:
    if not calls:
        raise CorrectionRefusedError(_NONE_LEFT)
    about = {"target": like.system, "operation": like.operation, "trouble": like.trouble, "code": like.code}
    remedy = Remedy.objects.create(**about, error=words_of([*calls]).ja, proposed_by=by, proposed_at=now, **values)
    RemediedCall.objects.bulk_create(RemediedCall(remedy=remedy, effect_id=call.id) for call in calls)
    return remedy


def _open(remedy: int) -> Remedy:
    row = Remedy.objects.filter(pk=remedy, status=_Status.PROPOSED).first()
    if row is None:
        raise CorrectionRefusedError(SETTLED)
    return row


def _settle(row: Remedy, status: Remedy.Status, by: UUID, now: datetime) -> None:
    open_still = Remedy.objects.filter(pk=row.pk, status=_Status.PROPOSED)
    if not open_still.update(status=status, settled_by=by, settled_at=now):
        raise CorrectionRefusedError(SETTLED)


def _record(remedy: Remedy, event: str, by: UUID, now: datetime, reason: str = "") -> None:
    """In the stream of the system; each call that is sent has an entry in its own as well."""
    body = {"remedy": remedy.pk, "reason": reason or remedy.reason, "calls": remedy.calls.count()}
    record_delivery(stream=stream_of_system(remedy.target), event=event, by=by, now=now, body=body)
