"""A connected system tells something: to the case that waits for it, else kept until one does."""

from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from workflow.engine.commands import ReceiveMessage
from workflow.engine.machine import Machine
from workflow.engine.outcome import GONE, TooLate
from workflow.models import InboundMessage, Subscription
from workflow.ports import CaseFacts
from workflow.services.dispatch import dispatch
from workflow.services.request import Prepared

KEPT_FOR = timedelta(days=7)
"""After this a message nobody waited for is marked as unmatched."""

Reception = Literal["received", "kept", "duplicate"]


def receive_message(
    *, sender: str, message_id: str, name: str, key: str, data: dict[str, Any], now: datetime
) -> Reception:
    """Take a message in; the same id from the same sender a second time changes nothing."""
    try:
        with transaction.atomic():
            row = InboundMessage.objects.create(
                sender=sender,
                message=message_id,
                name=name,
                key=key,
                data=data,
                status=InboundMessage.Status.KEPT,
                received_at=now,
            )
    except IntegrityError:
        # whoever took it in the first time may have been killed before handing it over
        row = InboundMessage.objects.get(sender=sender, message=message_id)
        if row.status == InboundMessage.Status.KEPT:
            hand_over(row, now)
        return "duplicate"
    return "received" if hand_over(row, now) else "kept"


def hand_over(row: InboundMessage, now: datetime) -> bool:
    """Give a kept message to the case that waits for it; False when none does."""
    case = Subscription.objects.filter(name=row.name, key=row.key).values_list("case_id", flat=True).first()
    if case is None:
        return False
    command = ReceiveMessage(name=row.name, key=row.key, data=row.data, message=row.message)

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate:
        still_kept = InboundMessage.objects.select_for_update().filter(pk=row.pk, status=InboundMessage.Status.KEPT)
        return Prepared(command=command) if still_kept.exists() else GONE

    mark = (
        "UPDATE workflow_inboundmessage SET status = 'taken', case_id = %s, taken_at = %s"
        " WHERE id = %s AND status = 'kept'",
        [case, now, row.pk],
    )
    return not isinstance(dispatch(case=case, prepare=prepare, now=now, marks=(mark,)), TooLate)


def hand_over_kept_messages(*, now: datetime, limit: int = 200) -> int:
    """Give kept messages to cases that wait for them after all; returns how many went.

    Normally there are none: a message finds its case when it comes, or a case its message when it begins to wait.
    This is for a process that was killed in between.
    """
    waiting = Subscription.objects.filter(name=OuterRef("name"), key=OuterRef("key"))
    kept = InboundMessage.objects.filter(Exists(waiting), status=InboundMessage.Status.KEPT).order_by("id")[:limit]
    return sum(hand_over(row, now) for row in kept)


def give_up_old_messages(*, now: datetime) -> int:
    """Mark messages nobody waited for in time; returns how many."""
    old = InboundMessage.objects.filter(status=InboundMessage.Status.KEPT, received_at__lt=now - KEPT_FOR)
    return old.update(status=InboundMessage.Status.UNMATCHED)
