"""Carries one claimed effect to its system. Runs in a thread: no database here."""

from datetime import datetime

from integrations.connectors.connector import Connector
from integrations.errors import PayloadUnfitError, Trouble
from integrations.reply import NoReply, Reply
from integrations.services.order_of import NOT_SET_UP, order_of
from workflow.services.claim_effects import ClaimedEffect


def post_effect(effect: ClaimedEffect, *, connector: Connector, now: datetime) -> Reply | NoReply:
    """The system's reply, or the trouble on the way."""
    try:
        order = order_of(effect, now=now)
    except NOT_SET_UP as problem:
        return NoReply(Trouble.NOT_CONNECTED, problem.text.ja)
    except PayloadUnfitError as problem:
        return NoReply(Trouble.UNFIT, problem.text.ja)
    return connector.deliver(order)
