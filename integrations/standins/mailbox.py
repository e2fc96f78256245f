"""メール: takes mails and shows them; one with a Message-ID that it has is taken and not kept again.

`GET /mails` on its second port lists what came, as `GET /ledger` does elsewhere.
"""

from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Ledger
from integrations.standins.routes import note


class Mailbox:
    """Both sides: SMTP takes, HTTP shows."""

    name = "メール"

    def __init__(self, *, ledger: Ledger) -> None:
        self.ledger = ledger

    def take(self, request: Request) -> Job | Answer:
        if (request.method, request.path) == ("GET", "/mails"):
            return Job("mails", lambda: Answer.of(200, mails=[entry["payload"] for entry in self.ledger.entries()]))
        return Answer.of(404, message="ここにはありません。")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Called by aiosmtpd for each mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        body = mail.get_body()
        kept = {
            "from": envelope.mail_from,
            "to": list(envelope.rcpt_tos),
            "subject": str(mail["subject"]),
            "text": body.get_content() if body else "",
        }
        key = str(mail["message-id"])
        with self.ledger.transaction():
            if self.ledger.seen(key) is None:
                note(self.ledger, key=key, operation="送信", payload=kept, answer=Answer(250, "{}"))
        return "250 OK"

    def listen(self, port: int) -> Controller:
        """Take mails on a port of the loopback address, in a thread of its own."""
        controller = Controller(self, hostname="127.0.0.1", port=port, data_size_limit=5_000_000)
        controller.start()
        return controller
