"""An operator who knows that a system is well again has a call made at once, instead of at its next try."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from forms.spec import Text
from workflow.models import Channel, Effect
from workflow.ports import ports
from workflow.selectors.ledger_state import hold_in_force
from workflow.services.delivery_journal import record_delivery, stream_of_effect

_OVER = Text(
    "この送信は、もう次の回を待っていません。送っているところか、ほかの人が進めたか、終わっています。何も変えていません。",
    "It does not wait for its next try any more: it is being sent, somebody was faster, or it is over."
    " Nothing was changed.",
)
_HELD = Text(
    "復元のあと送信全体を止めているので、いまは送れません。送信を再開してから、もう一度操作してください。",
    "All sending is held after a restore. Release it, then try again.",
)
_PAUSED = Text(
    "運用者がこのシステムへの送信を止めているので、いまは送れません。送信を続けさせてから、もう一度操作してください。",
    "An operator has paused this system. Let sending go on, then try again.",
)
_RESTS = Text(
    "続けて失敗したので、このシステムへの送信を休んでいます。再開すると、この送信も予定の時刻に出ます。",
    "Sending to this system rests after failures in a row. Once it resumes, this call goes out at its time.",
)
_PATIENCE = Text(
    "このシステムから少し待つように言われているので、いまは送れません。あとでもう一度操作してください。",
    "The system asked for patience. Try again later.",
)
_CLOSED = Text(
    "いまは、このシステムが受け付けない時間です。受付が始まってから、もう一度操作してください。",
    "The system does not take it at this hour. Try again once it is open.",
)
_ORDER = Text(
    "順番が先の送信が終わっていないので、まだ送れません。先の送信を片付けてください。",
    "An earlier call that it must not overtake is not over yet. See to that one first.",
)


def send_now(*, effect: int, by: UUID, reason: str, now: datetime, closed: Collection[str] = ()) -> Text | None:
    """Make a call due that waits for its next try; it counts as that try. Else why not, and nothing is changed.

    `closed` are the operations that their systems do not take at this hour.
    """
    with transaction.atomic():
        row = Effect.objects.select_for_update().get(pk=effect)
        waits = Effect.objects.filter(pk=effect, status="waiting", leased_until=None, next_at__gt=Now())
        # A statement of its own after the lock: an instant read before it would be older than what somebody wrote.
        if not waits.exclude(error="").exists():
            return _OVER
        refusal = _CLOSED if row.operation in closed else _obstacle(row)
        if refusal is not None:
            return refusal
        waits.update(next_at=Now())
        body = {"reason": reason, "until_then": row.next_at.isoformat()}
        record_delivery(stream=stream_of_effect(effect), event="sent_now", by=by, now=now, body=body)
    ports().wake()
    return None


def _obstacle(row: Effect) -> Text | None:
    """Why no worker would take it although it is due."""
    if hold_in_force() is not None:
        return _HELD
    channel = Channel.objects.filter(target=row.target)
    if channel.exclude(paused_at=None).exists():
        return _PAUSED
    if channel.exclude(breaker=Channel.Breaker.CLOSED).exists():
        return _RESTS
    if channel.filter(not_before__gt=Now()).exists():
        return _PATIENCE
    older = Effect.objects.filter(order_group=row.order_group, pk__lt=row.pk, status__in=["waiting", "unknown"])
    return _ORDER if row.order_group and older.exists() else None
