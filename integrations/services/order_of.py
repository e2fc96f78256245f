"""Turns a claimed effect into an order: what the case wants, in the terms of the system's file and its connection."""

from datetime import datetime, timedelta

from integrations.errors import ConnectionInvalidError, ConnectionMissingError, PayloadUnfitError, SystemUnknownError
from integrations.message import Call
from integrations.selectors.connections import connection_of
from integrations.selectors.systems import operation_named
from integrations.systems.order import Order
from integrations.systems.values import unfit
from workflow.services.claim_effects import ClaimedEffect


def order_of(effect: ClaimedEffect, *, now: datetime) -> Order:
    """The order of an effect; the definition's time-out holds, within the administrator's.

    Raises SystemUnknownError, ConnectionMissingError, ConnectionInvalidError, and PayloadUnfitError for values that
    break the types of the system's file.
    """
    operation = operation_named(effect.operation)
    connection = connection_of(effect.target)
    complaints = unfit(operation.send, effect.payload)
    if complaints:
        raise PayloadUnfitError(complaints)
    call = Call(
        key=effect.key,
        operation=effect.operation,
        case=str(effect.case) if effect.case else "",
        payload=effect.payload,
    )
    timeout = min(timedelta(seconds=effect.timeout_seconds), connection.timeout)
    return Order(call=call, operation=operation, connection=connection, at=now, timeout=timeout)


NOT_SET_UP = (ConnectionMissingError, ConnectionInvalidError, SystemUnknownError)
"""What an administrator can mend while the call waits."""
