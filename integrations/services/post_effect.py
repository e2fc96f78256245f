"""Posts one claimed effect to its system, signed. Runs in a thread: no database here."""

from datetime import datetime, timedelta

from integrations.connectors.connector import Connector
from integrations.errors import ConnectionInvalidError, ConnectionMissingError, Trouble
from integrations.message import Call
from integrations.reply import NoReply, Reply
from integrations.selectors.connections import connection_of
from integrations.signing import signed_headers
from workflow.services.claim_effects import ClaimedEffect


def post_effect(effect: ClaimedEffect, *, connector: Connector, now: datetime) -> Reply | NoReply:
    """The system's reply, or the trouble on the way. The definition's time-out holds, within the administrator's."""
    try:
        connection = connection_of(effect.target)
    except (ConnectionMissingError, ConnectionInvalidError) as problem:
        return NoReply(Trouble.NOT_CONNECTED, problem.text.ja)
    call = Call(
        key=effect.key,
        operation=effect.operation,
        case=str(effect.case) if effect.case else "",
        payload=effect.payload,
    )
    body = call.body()
    headers = signed_headers(body, secret=connection.secrets[0], message_id=call.id, at=now)
    timeout = min(timedelta(seconds=effect.timeout_seconds), connection.timeout)
    return connector.post(url=connection.url, body=body, headers=headers, timeout=timeout)
