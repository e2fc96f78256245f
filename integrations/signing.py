"""Signatures on what we send and receive, as Standard Webhooks writes them (https://www.standardwebhooks.com).

The library says what a secret is; signing and comparing are here, because it signs text only (a form with a file is
none), and its own `verify` reads the clock and lets malformed headers escape as ValueError. Tests hold both together.
"""

import binascii
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from integrations.errors import Mistrust, SignatureRefusedError

TOLERANCE = timedelta(minutes=5)
"""How far the clocks of two systems may differ; Standard Webhooks recommends five minutes."""

_ID, _TIMESTAMP, _SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_LONGEST_ID = 200
_MOST_SIGNATURES = 10
"""More than one is normal while a key is being changed; a thousand is an attack on our processor."""


def signed_headers(body: bytes, *, secret: str, message_id: str, at: datetime) -> dict[str, str]:
    """The three headers that prove who sent `body`. `at` is aware; `secret` passed `is_usable_secret`."""
    moment = at.astimezone(UTC)
    return {
        _ID: message_id,
        _TIMESTAMP: str(int(moment.timestamp())),
        _SIGNATURE: _signature(body, secret=secret, message_id=message_id, timestamp=int(moment.timestamp())),
    }


def verified_id(body: bytes, headers: Mapping[str, str], *, secrets: Sequence[str], now: datetime) -> str:
    """The message's id, once one of `secrets` is shown to have signed `body` near `now`.

    Raises SignatureRefusedError: a header is missing or malformed, the time is off, or no signature matches.
    """
    given = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp, signatures = (given.get(name, "") for name in (_ID, _TIMESTAMP, _SIGNATURE))
    if not (_is_id(message_id) and signatures and timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise SignatureRefusedError(Mistrust.UNSIGNED)
    off = timedelta(seconds=int(timestamp) - int(now.timestamp()))
    if off < -TOLERANCE:
        raise SignatureRefusedError(Mistrust.TOO_OLD)
    if off > TOLERANCE:
        raise SignatureRefusedError(Mistrust.TOO_NEW)
    offered = [one.encode() for one in signatures.split(" ")[:_MOST_SIGNATURES]]
    expected = [
        _signature(body, secret=secret, message_id=message_id, timestamp=int(timestamp)).encode() for secret in secrets
    ]
    if not any(hmac.compare_digest(one, ours) for ours in expected for one in offered):
        raise SignatureRefusedError(Mistrust.MISMATCH)
    return message_id


def _signature(body: bytes, *, secret: str, message_id: str, timestamp: int) -> str:
    key = binascii.a2b_base64(secret.removeprefix("whsec_") + "==")
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + binascii.b2a_base64(hmac.digest(key, signed, "sha256"), newline=False).decode()


def _is_id(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_ID and text.isascii() and all("!" <= character <= "~" for character in text)


def is_usable_secret(secret: str) -> bool:
    """Whether a setting is a Standard Webhooks secret: base64 of at least 24 bytes, with or without `whsec_`."""
    try:
        Webhook(secret)
        return len(binascii.a2b_base64(secret.removeprefix("whsec_") + "==")) >= 24
    except (EmptyWebhookSecretError, ValueError):
        return False
