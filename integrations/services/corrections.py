"""Correcting what is sent: one person proposes with a reason, another confirms after reading the difference."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from forms.spec import Text
from integrations.errors import CorrectionRefusedError
from integrations.models import Correction
from integrations.selectors.ledger import LedgerCall, call_numbered
from integrations.selectors.systems import operation_or_none
from integrations.services.dead_letters import replay
from integrations.systems.values import unfit
from workflow.services.delivery_journal import record_delivery, stream_of_effect

_NOT_STOPPED = Text(
    "この連携は止まっていないか、もう片付いています。", "This call is not stopped any more, or was settled."
)
MAY_BE_DONE = Text(
    "相手が一度受け付けたかもしれないので、内容は直せません。このまま送り直すか、相手に確かめてください。",
    "The system may have taken it, so its content cannot change. Send it again as it is, or ask them.",
)
_SAME = Text("どこも変わっていません。直すところを書いてください。", "Nothing differs. Write what is to be corrected.")
_OPEN = Text(
    "この連携には、もう確認待ちの訂正があります。", "Another correction of this call waits for its confirmation."
)
SETTLED = Text("この訂正は、もうほかの人が片付けました。", "Somebody has settled this correction already.")
OWN = Text(
    "自分で出した訂正は、自分では確認できません。ほかの運用者に頼んでください。",
    "Nobody confirms their own correction. Ask another operator.",
)


def propose_correction(*, effect: int, payload: dict[str, Any], reason: str, by: UUID, now: datetime) -> Correction:
    """Propose what to send instead. Raises CorrectionRefusedError."""
    call = call_numbered(effect, systems=None)
    if call is None or not call.can_be_sent_again:
        raise CorrectionRefusedError(_NOT_STOPPED)
    check_correction(call, payload)
    try:
        with transaction.atomic():
            row = Correction.objects.create(
                effect_id=effect, payload=payload, reason=reason, proposed_by=by, proposed_at=now
            )
            _record(row, "correction_proposed", by, now, {"reason": reason, "after": payload})
    except IntegrityError:
        raise CorrectionRefusedError(_OPEN) from None
    return row


@transaction.atomic
def confirm_correction(*, correction: int, by: UUID, now: datetime) -> None:
    """Send what was proposed, and close the proposal with it. Raises CorrectionRefusedError, also for its proposer."""
    row = _open(correction)
    if row.proposed_by == by:
        raise CorrectionRefusedError(OWN)
    sent = replay(
        effect=row.effect_id, by=by, reason=row.reason, now=now, payload=row.payload, proposed_by=row.proposed_by
    )
    if not sent:
        raise CorrectionRefusedError(_NOT_STOPPED)
    if not _close(row, Correction.Status.CONFIRMED, by, now):
        raise CorrectionRefusedError(SETTLED)


@transaction.atomic
def refuse_correction(*, correction: int, by: UUID, reason: str, now: datetime) -> None:
    """Do not send it; also whoever proposed it may take it back. Raises CorrectionRefusedError."""
    row = _open(correction)
    if not _close(row, Correction.Status.REFUSED, by, now):
        raise CorrectionRefusedError(SETTLED)
    _record(row, "correction_refused", by, now, {"reason": reason})


def check_correction(call: LedgerCall, payload: dict[str, Any]) -> None:
    """Raises CorrectionRefusedError for a call that cannot be corrected, or with every complaint about the payload."""
    if call.in_doubt or call.status == "unknown":
        raise CorrectionRefusedError(MAY_BE_DONE)
    if payload == call.payload:
        raise CorrectionRefusedError(_SAME)
    operation = operation_or_none(call.operation)
    complaints = unfit(operation.send, payload) if operation else ()
    if not operation:
        complaints = _other_shape(call.payload, payload)
    if complaints:
        raise CorrectionRefusedError(
            Text("".join(each.ja for each in complaints), " ".join(each.en for each in complaints))
        )


def _other_shape(before: dict[str, Any], after: dict[str, Any]) -> tuple[Text, ...]:
    """Without a file that says what is sent, a correction keeps the names and kinds of values there were."""
    names = sorted(before.keys() ^ after.keys()) + [
        name for name in before if name in after and type(before[name]) is not type(after[name])
    ]
    return tuple(Text(f"「{name}」の形が前と違います。", f"“{name}” is not as it was.") for name in names)


def _open(correction: int) -> Correction:
    row = Correction.objects.filter(pk=correction, status=Correction.Status.PROPOSED).first()
    if row is None:
        raise CorrectionRefusedError(SETTLED)
    return row


def _close(row: Correction, status: Correction.Status, by: UUID, now: datetime) -> bool:
    open_still = Correction.objects.filter(pk=row.pk, status=Correction.Status.PROPOSED)
    return bool(open_still.update(status=status, settled_by=by, settled_at=now))


def _record(row: Correction, event: str, by: UUID, now: datetime, body: dict[str, Any]) -> None:
    record_delivery(stream=stream_of_effect(row.effect_id), event=event, by=by, now=now, body=body)
