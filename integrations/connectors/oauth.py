"""OAuth2 client credentials: one token per connection, fetched when the last one ends."""

import base64
import threading
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

import msgspec

from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.reply import NoReply, Reply
from integrations.systems.connection import Connection

Post = Callable[[Connection, str, bytes, Mapping[str, str], float], Reply | NoReply]
"""(connection, address, form, headers, deadline)"""

_EARLIER = 30.0
"""Seconds before its end at which a token is no longer used."""
_USUAL_LIFE = 300.0


class _Granted(msgspec.Struct, frozen=True):
    access_token: str
    token_type: str = "bearer"  # noqa: S105 (the name of a kind)
    expires_in: float = _USUAL_LIFE


class Tokens:
    """Tokens by connection. One thread fetches; the others wait for it."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._kept: dict[Connection, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def of(self, connection: Connection, deadline: float, *, fresh: bool) -> str | NoReply:
        """The token to send; empty when the connection needs none. `fresh`: the last one was refused."""
        if connection.oauth is None:
            return ""
        with self._lock:
            kept, ends = self._kept.get(connection, ("", 0.0))
            if not fresh and time.monotonic() < ends:
                return kept
            granted = self._fetch(connection, deadline)
            if isinstance(granted, NoReply):
                return granted
            life = max(granted.expires_in - _EARLIER, 0.0)
            self._kept[connection] = (granted.access_token, time.monotonic() + life)
            return granted.access_token

    def _fetch(self, connection: Connection, deadline: float) -> _Granted | NoReply:
        oauth = connection.oauth
        assert oauth is not None
        form = {"grant_type": "client_credentials", **({"scope": oauth.scope} if oauth.scope else {})}
        login = base64.b64encode(f"{quote(oauth.client_id, safe='')}:{quote(oauth.client_secret, safe='')}".encode())
        headers = {"authorization": f"Basic {login.decode()}"}
        reply = self._post(connection, oauth.token_url, urlencode(form).encode(), headers, deadline)
        if isinstance(reply, NoReply):
            return reply
        try:
            granted = msgspec.json.decode(reply.body, type=_Granted)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return no_reply(Trouble.DENIED, f"{reply.status} {oauth.token_url}")
        usable = 200 <= reply.status < 300 and granted.token_type.lower() == "bearer" and granted.access_token.isascii()
        return granted if usable else no_reply(Trouble.DENIED, f"{reply.status} {oauth.token_url}")
