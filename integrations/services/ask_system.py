"""One question to a connected system while somebody waits: it is short, changes nothing, and may fail."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from forms.field_type import Json
from integrations.connectors.connectors import Connectors
from integrations.errors import ConnectionInvalidError, ConnectionMissingError
from integrations.message import Call
from integrations.reply import Failure, NoReply, Reply, object_in
from integrations.selectors.connections import connection_of
from integrations.selectors.policies import closed_operations, policy_of
from integrations.selectors.systems import operation_or_none
from integrations.systems.order import Order
from integrations.systems.system import Operation
from integrations.systems.values import taken, unfit
from integrations.systems.verdict import is_unheard_of, verdict_on
from workflow.services.channels import may_ask_now, note_failures, note_success

PATIENCE = timedelta(seconds=3)
"""Longest time that a form waits for a system."""


def ask_system(name: str, payload: Mapping[str, Json], now: datetime) -> Mapping[str, Json] | None:
    """What the system tells, nothing of what it does not know; None where it cannot be asked or does not answer.

    It is asked only while it would be called at all: not while its breaker is open, somebody has paused it, it is
    closed at this hour or its calls per second are used up. Call it outside of transactions.
    """
    operation, system = operation_or_none(name), name.partition(".")[0]
    if operation is None or not operation.only_reads or unfit(operation.send, payload):
        return None
    try:
        connection = connection_of(system)
    except (ConnectionMissingError, ConnectionInvalidError):
        return None
    if name in closed_operations(now) or not may_ask_now(system, per_second=policy_of(system).per_second):
        return None
    call = Call(key=f"lookup/{uuid4()}", operation=name, case="", payload=payload)
    timeout = min(PATIENCE, connection.timeout)
    order = Order(call=call, operation=operation, connection=connection, at=now, timeout=timeout)
    with Connectors() as connectors:
        reply = connectors.deliver(order)
    return _told(system, operation, reply, now)


def _told(system: str, operation: Operation, reply: Reply | NoReply, now: datetime) -> Mapping[str, Json] | None:
    """The outputs; the breaker learns how the system did."""
    if isinstance(reply, Reply) and is_unheard_of(reply, operation):
        note_success(system, now=now)
        return {}
    needed = [value.name for value in operation.receive if value.required]
    verdict = verdict_on(reply, operation=operation, outputs=needed, now=now)
    if isinstance(verdict, Failure):
        if verdict.of_the_system:
            rule = policy_of(system).breaker
            note_failures(system, 1, trouble=str(verdict.trouble), rule=rule, now=now)
        return None
    note_success(system, now=now)
    assert isinstance(reply, Reply)
    received, _, _ = taken(operation.receive, object_in(reply.body) or {})
    return cast(Mapping[str, Json], received)
