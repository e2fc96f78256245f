"""Orders over HTTP. Redirects and proxies of the environment are not followed: the settings name the address.

A client per connection, because each has certificates and allowed ranges of its own.
"""

import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType

import httpx2

from integrations.connectors.address import AddressRefused, pinned
from integrations.connectors.oauth import Tokens
from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.message import LARGEST_BODY
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.signing import signed_headers
from integrations.systems.addresses import parsed_url
from integrations.systems.connection import Connection
from integrations.systems.http_message import HttpMessage, http_message
from integrations.systems.order import Order
from integrations.systems.templates import NotFillable
from integrations.systems.verdict import is_unheard_of

_HEADERS = {"accept": "application/json", "accept-encoding": "identity"}
"""Identity, because a small compressed answer could unpack to gigabytes."""
_UNAUTHORIZED = 401


class HttpConnector:
    """Pools of connections; use it as a context manager."""

    def __init__(self) -> None:
        self._clients: dict[Connection, httpx2.Client] = {}
        self._tokens = Tokens(self._post_form)
        self._lock = threading.Lock()

    def __enter__(self) -> "HttpConnector":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            client.close()

    def deliver(self, order: Order) -> Reply | NoReply:
        """Send and read the answer, at most `LARGEST_BODY` bytes and one more."""
        deadline = time.monotonic() + order.timeout.total_seconds()
        try:
            message = _signed(http_message(order), order)
        except NotFillable as problem:
            return no_reply(Trouble.UNFIT, problem.text.ja)
        return self._authorized(order.connection, message, deadline)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Carry the order that asks."""
        question = order.question
        if question is None:
            return no_reply(Trouble.CANNOT_ASK, order.operation.name)
        reply = self.deliver(question)
        return NeverArrived() if isinstance(reply, Reply) and is_unheard_of(reply, question.operation) else reply

    def _authorized(self, connection: Connection, message: HttpMessage, deadline: float) -> Reply | NoReply:
        """With a token where the connection has one. A token that is no longer taken is replaced once."""
        reply: Reply | NoReply = NoReply(Trouble.DENIED)
        for fresh in (False, True):
            token = self._tokens.of(connection, deadline, fresh=fresh)
            if isinstance(token, NoReply):
                return token
            headers = {**message.headers, **({"authorization": f"Bearer {token}"} if token else {})}
            reply = self._send(connection, replace(message, headers=headers), deadline)
            if not token or not isinstance(reply, Reply) or reply.status != _UNAUTHORIZED:
                break
        return reply

    def _post_form(
        self, connection: Connection, url: str, form: bytes, headers: Mapping[str, str], deadline: float
    ) -> Reply | NoReply:
        content = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self._send(connection, HttpMessage(method="POST", url=url, headers=content, body=form), deadline)

    def _send(self, connection: Connection, message: HttpMessage, deadline: float) -> Reply | NoReply:
        """To the address that the host has now; the name only goes into the Host header and the TLS handshake."""
        seconds = max(deadline - time.monotonic(), 0.001)
        parts = parsed_url(message.url.partition("?")[0], ("http", "https"))
        if parts is None:
            return no_reply(Trouble.NOT_CONNECTED, message.url)
        host = parts.hostname or ""
        try:
            address = pinned(host, parts.port or (443 if parts.scheme == "https" else 80), connection.allow)
            netloc = f"[{address}]" if ":" in address else address
            query = message.url.partition("?")[2]
            url = parts._replace(netloc=f"{netloc}:{parts.port}" if parts.port else netloc, query=query).geturl()
            headers = {**_HEADERS, **message.headers, "host": parts.netloc}
            extensions = {"sni_hostname": host}
            client = self._client(connection)
            with client.stream(
                message.method, url, content=message.body, headers=headers, timeout=seconds, extensions=extensions
            ) as response:
                received = _read(response, deadline)
                names = {name.lower(): value for name, value in response.headers.items()}
                return Reply(status=response.status_code, headers=names, body=received)
        except Exception as problem:
            return _trouble(problem)

    def _client(self, connection: Connection) -> httpx2.Client:
        with self._lock:
            client = self._clients.get(connection)
            if client is None:
                client = httpx2.Client(follow_redirects=False, trust_env=False, verify=_context(connection))
                self._clients[connection] = client
            return client


def _context(connection: Connection) -> ssl.SSLContext:
    """Verifies the other side always. Raises OSError for a file that is missing or no PEM."""
    tls = connection.tls
    context = ssl.create_default_context(cafile=tls.authority or None if tls else None)
    if tls and tls.certificate:
        context.load_cert_chain(tls.certificate, tls.key or None)
    return context


def _signed(message: HttpMessage, order: Order) -> HttpMessage:
    secrets = order.connection.secrets
    if not secrets:
        return message
    signature = signed_headers(message.body, secret=secrets[0], message_id=order.call.id, at=order.at)
    return replace(message, headers={**message.headers, **signature})


def _read(response: httpx2.Response, deadline: float) -> bytes:
    """The body, undecoded. A receiver that trickles a byte now and then is stopped at the deadline."""
    received = bytearray()
    for chunk in response.iter_raw():
        received += chunk
        if len(received) > LARGEST_BODY:
            break
        if time.monotonic() > deadline:
            raise httpx2.ReadTimeout("the answer did not end in time", request=response.request)
    return bytes(received[: LARGEST_BODY + 1])


def _trouble(problem: Exception) -> NoReply:
    match problem:
        case AddressRefused():
            return no_reply(Trouble.NOT_ALLOWED, problem)
        case httpx2.TimeoutException():
            return no_reply(Trouble.TIMED_OUT, problem)
        case httpx2.InvalidURL() | httpx2.UnsupportedProtocol():
            return no_reply(Trouble.NOT_CONNECTED, problem)
        case httpx2.ConnectError() | httpx2.ReadError() if "CERTIFICATE" in str(problem).upper():
            return no_reply(Trouble.UNTRUSTED, problem)
        case httpx2.ConnectError() | OSError():
            return no_reply(Trouble.UNREACHABLE, problem)
        case httpx2.HTTPError():
            return no_reply(Trouble.CUT_OFF, problem)
        case _:
            raise problem
