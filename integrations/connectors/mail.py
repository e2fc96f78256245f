"""Mails over SMTP: one recipient each, plain text, encrypted where the server can.

The Message-ID is made from the idempotency key, so a mail that is sent twice can be recognised as one.
"""

import json
import smtplib
import socket
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from forms.spec import Text
from integrations.connectors.address import AddressRefused, pinned
from integrations.connectors.deadline import Limit, within
from integrations.connectors.trouble import no_reply
from integrations.errors import Trouble
from integrations.reply import NeverArrived, NoReply, Reply
from integrations.systems.addresses import parsed_url
from integrations.systems.connection import Connection
from integrations.systems.order import Order
from integrations.systems.system import Mail
from integrations.systems.templates import NotFillable, filled, filled_line

_PORTS = {"smtp": 25, "smtps": 465}
_ACCEPTED, _BUSY, _REFUSED = 200, 503, 409
_PERMANENT = 500


class MailConnector:
    """A connection of its own for each mail."""

    def deliver(self, order: Order) -> Reply | NoReply:
        """Hand the mail to the server; 200 says that the server has taken charge of it."""
        try:
            message = mail_of(order)
            seconds = order.timeout.total_seconds()
            with within(seconds) as limit, _connected(order.connection, seconds, limit) as server:
                server.send_message(message)
            return Reply(status=_ACCEPTED)
        except Exception as problem:
            return _trouble(problem)

    def ask(self, order: Order) -> Reply | NoReply | NeverArrived:
        """Nobody can tell what became of a mail."""
        return no_reply(Trouble.CANNOT_ASK, order.operation.name)


def mail_of(order: Order) -> EmailMessage:
    """The mail of an order. Raises NotFillable: the recipient is not one address, or a line has a line break."""
    mail = order.operation.carriage
    assert isinstance(mail, Mail)
    env = order.values
    message = EmailMessage()
    message["From"] = order.connection.sender
    message["To"] = _one_address(filled_line(mail.to, env))
    message["Subject"] = filled_line(mail.subject, env)
    message["Date"] = format_datetime(order.at)
    message["Message-ID"] = f"<{order.call.id}@{order.connection.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(str(filled(mail.text, env) or ""))
    return message


def _one_address(text: str) -> Address:
    """Only ASCII: hardly any server takes others, and full-width characters are a slip of whoever typed them."""
    try:
        address = Address(addr_spec=text.strip())
    except (MessageError, ValueError, IndexError):
        address = None
    if address is None or not text.isascii():
        ja, en = f"「{text}」は一つの宛先ではありません。半角で書きます。", f"“{text}” is not one address in ASCII."
        raise NotFillable(Text(ja, en))
    return address


class _Smtp(smtplib.SMTP):
    """Connects to the pinned address; the name serves the certificate."""

    def __init__(
        self, host: str, port: int, address: str, seconds: float, tls: ssl.SSLContext | None, limit: Limit
    ) -> None:
        self._address, self._at_once = address, tls
        limit.hang_up = self._hang_up
        super().__init__(host, port, timeout=seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        wire = socket.create_connection((self._address, port), timeout)
        return self._at_once.wrap_socket(wire, server_hostname=host) if self._at_once else wire

    def _hang_up(self) -> None:
        """From another thread, whatever this one waits for; a socket that is only closed would go on waiting."""
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


def _connected(connection: Connection, seconds: float, limit: Limit) -> smtplib.SMTP:
    parts = parsed_url(connection.url, _PORTS)
    if parts is None:
        raise AddressRefused(connection.url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context(cafile=connection.tls.authority or None if connection.tls else None)
    address = pinned(host, port, connection.allow)
    server = _Smtp(host, port, address, seconds, context if parts.scheme == "smtps" else None, limit)
    try:
        server.ehlo()
        if parts.scheme == "smtp" and (server.has_extn("starttls") or connection.tls or connection.user):
            server.starttls(context=context)
            server.ehlo()
        if connection.user:
            server.login(connection.user, connection.password)
    except BaseException:
        server.close()
        raise
    return server


def _trouble(problem: Exception) -> Reply | NoReply:
    match problem:
        case NotFillable():
            return no_reply(Trouble.UNFIT, problem.text.ja)
        case AddressRefused():
            return no_reply(Trouble.NOT_ALLOWED, problem)
        case ssl.SSLError():
            return no_reply(Trouble.UNTRUSTED, problem)
        case smtplib.SMTPAuthenticationError() | smtplib.SMTPNotSupportedError():
            return no_reply(Trouble.DENIED, problem)
        case smtplib.SMTPRecipientsRefused():
            return _said(*next(iter(problem.recipients.values())))
        case smtplib.SMTPResponseException():
            return _said(problem.smtp_code, problem.smtp_error)
        case TimeoutError():
            return no_reply(Trouble.TIMED_OUT, problem)
        case smtplib.SMTPServerDisconnected():
            return no_reply(Trouble.CUT_OFF, problem)
        case OSError():
            return no_reply(Trouble.UNREACHABLE, problem)
        case _:
            raise problem


def _said(code: int, words: bytes | str) -> Reply:
    """The server's own answer: 4xx asks for another try, 5xx says no for good."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    status = _REFUSED if code >= _PERMANENT else _BUSY
    return Reply(status=status, body=json.dumps({"code": f"smtp_{code}", "message": text}, ensure_ascii=False).encode())
