"""An operator gives a message that found no case to the case that it is meant for."""

from datetime import datetime
from uuid import UUID

from workflow.engine.commands import ReceiveMessage
from workflow.engine.machine import Machine
from workflow.engine.outcome import GONE, TooLate
from workflow.models import InboundMessage, Subscription
from workflow.ports import CaseFacts
from workflow.services.delivery_journal import record_delivery
from workflow.services.dispatch import Done, dispatch
from workflow.services.request import Mark, Prepared


def hand_over_by_hand(*, message: int, subscription: int, by: UUID, reason: str, now: datetime) -> bool:
    """The case takes it as if it had come under the key it waits for. False when either is gone, or differs in name."""
    row = InboundMessage.objects.filter(pk=message, status__in=["kept", "unmatched"]).first()
    wait = Subscription.objects.filter(pk=subscription).first()
    if row is None or wait is None or row.name != wait.name:
        return False
    command = ReceiveMessage(name=row.name, key=wait.key, data=row.data, message=row.message)

    def prepare(facts: CaseFacts, machine: Machine) -> Prepared | TooLate:
        still = InboundMessage.objects.select_for_update().filter(pk=row.pk, status=row.status)
        if not still.exists() or facts.state.subscription_for(wait.name, wait.key) is None:
            return GONE
        body = {"reason": reason, "case": str(wait.case_id), "name": row.name, "key": row.key, "given_as": wait.key}
        record_delivery(stream=f"message {row.pk}", event="handed_over", by=by, now=now, body=body)
        return Prepared(command=command)

    mark: Mark = (
        "UPDATE workflow_inboundmessage SET status = 'taken', case_id = %s, taken_at = %s WHERE id = %s",
        [wait.case_id, now, row.pk],
    )
    return isinstance(dispatch(case=wait.case_id, prepare=prepare, now=now, marks=(mark,)), Done)
