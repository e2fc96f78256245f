"""The messages a stand-in owes us: remembered when they come up, sent signed until they are accepted."""

import hashlib
import http.client
import json
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from integrations.signing import signed_headers
from integrations.standins.ledger import Callback, Ledger
from integrations.standins.systems import Announcement

_LONGEST_PAUSE = 30.0
_LOOK_EVERY = 0.2


def owe(ledger: Ledger, announcement: Announcement, *, after: float) -> None:
    """Remember a message to be sent after some seconds; the same one again is owed once."""
    digest = hashlib.sha256(f"{announcement.name}/{announcement.key}".encode()).hexdigest()[:32]
    callback = Callback(
        id=f"msg_{digest}", name=announcement.name, key=announcement.key, data=announcement.data, tries=0
    )
    ledger.owe(callback, due_at=time.time() + after)


def send_for_ever(ledger: Ledger, *, url: str, secret: str, stop: threading.Event) -> None:
    """Look for due messages until told to stop; a refused one is sent again after a growing pause."""
    while not stop.wait(_LOOK_EVERY):
        for callback in ledger.due_callbacks(time.time()):
            delivered = _send(callback, url=url, secret=secret)
            pause = min(2.0 ** min(callback.tries, 10), _LONGEST_PAUSE)
            ledger.tried(callback, delivered=delivered, again_at=time.time() + pause)


def _send(callback: Callback, *, url: str, secret: str) -> bool:
    content = {"name": callback.name, "key": callback.key, "data": dict(callback.data)}
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = signed_headers(body, secret=secret, message_id=callback.id, at=datetime.now(UTC))
    return _post(url, body, {**headers, "content-type": "application/json"})


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> bool:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        return 200 <= connection.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
