"""Carries one claimed effect to its system, or first asks what became of it. Runs in a thread: no database here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from forms.field_type import Json
from forms.fields.attachment import attached_files
from integrations.connectors.connector import Connector
from integrations.errors import PayloadUnfitError, Trouble
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.services.case_documents import Document
from integrations.services.order_files import with_files
from integrations.services.order_of import NOT_SET_UP, order_of
from integrations.systems.order import Order
from integrations.systems.system import Operation
from workflow.services.claim_effects import ClaimedEffect


@dataclass(frozen=True, slots=True)
class Carried:
    """What came back, and which operation's words it is in; None when no file describes it."""

    reply: Reply | NoReply
    operation: Operation | None = None
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file that was sent, by its input."""


def carry_effect(
    effect: ClaimedEffect, *, connector: Connector, now: datetime, document: Document | NoReply | None = None
) -> Carried:
    """The system's reply, or the trouble on the way.

    A call that may have been made already goes out again only where a repeated call is harmless, or where the system
    says that it never arrived; else the reply is the one that got lost. `document` is that of the case, where the
    operation takes it, or what kept it from being made.
    """
    try:
        order = order_of(effect, now=now)
    except NOT_SET_UP as problem:
        return Carried(NoReply(Trouble.NOT_CONNECTED, problem.text.ja))
    except PayloadUnfitError as problem:
        return Carried(NoReply(Trouble.UNFIT, problem.text.ja))
    ready = document if isinstance(document, NoReply) else with_files(order, document)
    if isinstance(ready, NoReply):
        return Carried(ready, order.operation)
    order = ready
    if effect.in_doubt and order.operation.repeat == "ask":
        answer = connector.ask(order)
        if not isinstance(answer, NeverArrived):
            return Carried(answer, order.operation.asked_by or order.operation, _digests(order))
    return Carried(connector.deliver(order), order.operation, _digests(order))


def _digests(order: Order) -> dict[str, str]:
    """Of what the answer must name the digest of, where that is one file."""
    found = {}
    for value in order.operation.receive:
        if value.digest_of:
            files = attached_files(cast(Json, order.call.payload.get(value.digest_of)))
            if len(files) == 1 and files[0].uuid in order.files:
                found[value.digest_of] = hashlib.sha256(order.files[files[0].uuid]).hexdigest()
    return found
