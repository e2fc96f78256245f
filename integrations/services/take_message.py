"""An inbound message (知らせ): who sent it, what it says, and on to the case that waits for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from forms.field_type import Json
from integrations.errors import (
    ConnectionInvalidError,
    MessageInvalidError,
    Mistrust,
    PayloadUnfitError,
    SenderMismatchError,
    SignatureRefusedError,
    SystemUnknownError,
)
from integrations.message import Message, read_message
from integrations.ports import ports
from integrations.selectors.connections import connected_systems, connection_of
from integrations.selectors.systems import announcement_named
from integrations.signing import verified_id
from integrations.systems.system import Announcement
from integrations.systems.values import unfit
from workflow.services.message_outside_cases import is_known, note_taken
from workflow.services.receive_message import receive_message


def take_message(*, body: bytes, headers: Mapping[str, str], now: datetime) -> str:
    """Hand a signed message to the engine, or to what keeps it: received, kept or duplicate.

    Raises SignatureRefusedError, MessageInvalidError and SenderMismatchError; then nothing was recorded.
    """
    sender, message_id = _sender(body, headers, now=now)
    message = read_message(body)
    if message.system != sender:
        raise SenderMismatchError(sender, message.name)
    announcement = _checked(message)
    if not announcement.into:
        return receive_message(
            sender=sender, message_id=message_id, name=message.name, key=message.key, data=dict(message.data), now=now
        )
    return _keep(announcement.into, message, sender, message_id, now)


def _keep(sink: str, message: Message, sender: str, message_id: str, now: datetime) -> str:
    """First what it says, then that it came: whoever is killed in between is told again, and keeps the same."""
    if is_known(sender=sender, message_id=message_id):
        return "duplicate"
    refusal = ports().sinks[sink](cast(Mapping[str, Json], message.data), sender, now)
    if refusal is not None:
        raise MessageInvalidError("message-refused", refusal)
    is_new = note_taken(
        sender=sender, message_id=message_id, name=message.name, key=message.key, data=dict(message.data), now=now
    )
    return "received" if is_new else "duplicate"


def _checked(message: Message) -> Announcement:
    """Its description. Raises MessageInvalidError for a message that no file describes, or with other values."""
    try:
        announcement = announcement_named(message.name)
    except SystemUnknownError as unknown:
        raise MessageInvalidError("message-unknown", unknown.text) from None
    complaints = unfit(announcement.payload, message.data)
    if complaints:
        raise MessageInvalidError("message-unfit", PayloadUnfitError(complaints).text)
    return announcement


def _sender(body: bytes, headers: Mapping[str, str], *, now: datetime) -> tuple[str, str]:
    """The system whose key signed the bytes, and its id for the message."""
    for system in connected_systems():
        try:
            return system, verified_id(body, headers, secrets=connection_of(system).secrets, now=now)
        except ConnectionInvalidError:
            continue
        except SignatureRefusedError as refusal:
            if refusal.reason is not Mistrust.MISMATCH:
                raise
    raise SignatureRefusedError(Mistrust.MISMATCH)
