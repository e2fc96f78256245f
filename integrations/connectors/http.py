"""Orders over HTTP. Redirects and proxies of the environment are not followed: the settings name the address."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import replace
from http.client import HTTPException
from types import TracebackType
from urllib.parse import SplitResult

from integrations.connectors.address import AddressRefused, pinned
from integrations.connectors.answers import read_answer
from integrations.connectors.oauth import Tokens
from integrations.connectors.open_connections import Endpoint, OpenConnections, Unreached, ask
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
_HTTP, _HTTPS = 80, 443


class HttpConnector:
    """Keeps connections open between orders; use it as a context manager."""

    def __init__(self) -> None:
        self._open = OpenConnections()
        self._tokens = Tokens(self._post_form)

    def __enter__(self) -> "HttpConnector":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

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
            if not token:
                return self._send(connection, message, deadline)
            headers = {**message.headers, "authorization": f"Bearer {token}"}
            reply = self._send(connection, replace(message, headers=headers), deadline)
            if not isinstance(reply, Reply) or reply.status != _UNAUTHORIZED:
                break
        return reply

    def _post_form(
        self, connection: Connection, url: str, form: bytes, headers: Mapping[str, str], deadline: float
    ) -> Reply | NoReply:
        content = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self._send(connection, HttpMessage(method="POST", url=url, headers=content, body=form), deadline)

    def _send(self, connection: Connection, message: HttpMessage, deadline: float) -> Reply | NoReply:
        """To the address that the host has now; the name only goes into the Host header and the TLS handshake."""
        place, _, query = message.url.partition("?")
        parts = parsed_url(place, ("http", "https"))
        if parts is None:
            return no_reply(Trouble.NOT_CONNECTED, message.url)
        headers = {**_HEADERS, **message.headers, "host": parts.netloc}
        target = f"{parts.path or '/'}?{query}" if query else parts.path or "/"
        try:
            with self._open.to(_endpoint(connection, parts), deadline) as line:
                ask(line, message.method, target, headers, message.body)
                answer = read_answer(line.sock, until=deadline, most=LARGEST_BODY + 1)
                line.stays = answer.stays
        except Exception as problem:
            return _trouble(problem)
        return Reply(status=answer.status, headers=answer.headers, body=answer.body)


def _endpoint(connection: Connection, parts: SplitResult) -> Endpoint:
    """Raises AddressRefused, and Unreached for a host that nobody knows."""
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (_HTTPS if secure else _HTTP)
    try:
        address = pinned(host, port, connection.allow)
    except OSError as unknown:
        raise Unreached(str(unknown)) from unknown
    return Endpoint(connection=connection, secure=secure, host=host, port=port, address=address)


def _signed(message: HttpMessage, order: Order) -> HttpMessage:
    secrets = order.connection.secrets
    if not secrets:
        return message
    signature = signed_headers(message.body, secret=secrets[0], message_id=order.call.id, at=order.at)
    return replace(message, headers={**message.headers, **signature})


def _trouble(problem: Exception) -> NoReply:
    cause = problem.__cause__ if isinstance(problem, Unreached) else problem
    match cause:
        case TimeoutError():
            return no_reply(Trouble.TIMED_OUT, problem)
        case ssl.SSLError() if "CERTIFICATE" in str(cause).upper():
            return no_reply(Trouble.UNTRUSTED, problem)
    match problem:
        case AddressRefused():
            return no_reply(Trouble.NOT_ALLOWED, problem)
        case Unreached():
            return no_reply(Trouble.UNREACHABLE, problem)
        case OSError() | HTTPException():
            return no_reply(Trouble.CUT_OFF, problem)
        case _:
            raise problem
