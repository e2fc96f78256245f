"""One question to a connected system while somebody waits: it is short, changes nothing, and may fail."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from forms.field_type import Json
from integrations.connectors.connectors import Connectors
from integrations.errors import ConnectionInvalidError, ConnectionMissingError, Trouble
from integrations.message import Call
from integrations.reply import Failure, NoReply, Reply, Success, object_in
from integrations.selectors.connections import connection_of
from integrations.selectors.policies import closed_operations, policy_of
from integrations.selectors.systems import operation_or_none
from integrations.systems.order import Order
from integrations.systems.system import Operation
from integrations.systems.values import taken, unfit
from integrations.systems.verdict import is_unheard_of, verdict_on
from workflow.services import questions
from workflow.services.channels import note_failures, note_success

PATIENCE = timedelta(seconds=3)
"""Longest time that a form waits for a system's answer."""
QUEUEING = timedelta(seconds=1)
"""Longest time that it waits for its turn, while the system gets as many calls as it may."""
_LOOK_EVERY = 0.05


def ask_system(name: str, payload: Mapping[str, Json], now: datetime) -> Mapping[str, Json] | None:
    """What the system tells, nothing of what it does not know; None where it cannot be asked or does not answer.

    It is asked only while it would be called at all: not while its breaker is open, somebody has paused it, it is
    closed at this hour, or its calls at once or per second are used up. Operators see that it was asked and what came
    of it, never what. Call it outside of transactions.
    """
    operation, system = operation_or_none(name), name.partition(".")[0]
    if operation is None or not operation.only_reads or unfit(operation.send, payload):
        return None
    try:
        connection = connection_of(system)
    except (ConnectionMissingError, ConnectionInvalidError):
        return None
    if name in closed_operations(now):
        return None
    timeout = min(PATIENCE, connection.timeout)
    question = questions.come(name, patience=QUEUEING + 2 * timeout)
    if question is None:
        return None
    reply: Reply | NoReply = NoReply(Trouble.CUT_OFF)
    try:
        if not _its_turn(question, system):
            reply = NoReply(Trouble.BUSY)
            return None
        call = Call(key=f"lookup/{uuid4()}", operation=name, case="", payload=payload)
        order = Order(call=call, operation=operation, connection=connection, at=now, timeout=timeout)
        with Connectors() as connectors:
            reply = connectors.deliver(order)
    finally:
        verdict = _verdict(operation, reply, now)
        status = reply.status if isinstance(reply, Reply) else None
        trouble, detail = (str(verdict.trouble), verdict.detail) if isinstance(verdict, Failure) else ("", "")
        questions.end(question, status=status, trouble=trouble, detail=detail)
    return _told(system, operation, reply, verdict, now)


def _its_turn(question: int, system: str) -> bool:
    policy, ends = policy_of(system), time.monotonic() + QUEUEING.total_seconds()
    while not questions.may_go(question, system, at_once=policy.at_once, per_second=policy.per_second):
        if time.monotonic() > ends:
            return False
        time.sleep(_LOOK_EVERY)
    return True


def _verdict(operation: Operation, reply: Reply | NoReply, now: datetime) -> Success | Failure:
    """That the system has never heard of it is an answer."""
    if isinstance(reply, Reply) and is_unheard_of(reply, operation):
        return Success(outputs={})
    needed = [value.name for value in operation.receive if value.required]
    return verdict_on(reply, operation=operation, outputs=needed, now=now)


def _told(
    system: str, operation: Operation, reply: Reply | NoReply, verdict: Success | Failure, now: datetime
) -> Mapping[str, Json] | None:
    """The outputs; the breaker learns how the system did."""
    if isinstance(verdict, Failure):
        if verdict.of_the_system:
            rule = policy_of(system).breaker
            note_failures(system, 1, trouble=str(verdict.trouble), rule=rule, now=now)
        return None
    note_success(system, now=now)
    assert isinstance(reply, Reply)
    if is_unheard_of(reply, operation):
        return {}
    received, _, _ = taken(operation.receive, object_in(reply.body) or {})
    return cast(Mapping[str, Json], received)
