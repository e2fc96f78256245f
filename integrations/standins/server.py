"""The HTTP side of a stand-in system.

What its front takes is done, unless trouble was ordered. `GET /ledger` shows what was done, `GET /screen` the same
to people. `POST /faults` orders trouble, `DELETE /faults` ends it; these ask for JSON, so that a page in a browser
cannot order trouble by a form.
"""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from integrations.standins.faults import Fault, Faults
from integrations.standins.front import Answer, Front, Job, Request
from integrations.standins.screen import screen

SCREEN = "/screen"
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes: a document with its attachments."""


class Server(ThreadingHTTPServer):
    """Listens on the loopback address only."""

    daemon_threads = True

    def __init__(self, *, port: int, front: Front, faults: Faults) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.front = front
        self.faults = faults


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        if self.path == "/ledger":
            ledger = self.server.front.ledger
            shown = {"entries": ledger.entries(), "callbacks": ledger.callbacks()}
            return self._answer(Answer.of(200, system=self.server.front.name, **shown))
        if self.path == SCREEN:
            front = self.server.front
            return self._send(200, screen(front.name, front.ledger.entries()).encode(), "text/html")
        return self._take(b"")

    def do_DELETE(self) -> None:
        if self.path == "/faults":
            self.server.faults.clear()
            return self._answer(Answer.of(204))
        return self._take(b"")

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            self.close_connection = True
            return self._answer(Answer.of(413, message="本文の長さが分からないか、大きすぎます。"))
        body = self.rfile.read(int(length))
        return self._order_trouble(body) if self.path == "/faults" else self._take(body)

    def do_PUT(self) -> None:
        self.do_POST()

    def _take(self, body: bytes) -> None:
        request = Request(method=self.command, target=self.path, headers=dict(self.headers), body=body)
        job = self.server.front.take(request)
        return self._answer(job) if isinstance(job, Answer) else self._do(job)

    def _order_trouble(self, body: bytes) -> None:
        try:
            fault = msgspec.json.decode(body, type=Fault)
        except (msgspec.DecodeError, UnicodeError) as problem:
            return self._answer(Answer.of(400, message=str(problem)))
        if self.headers.get_content_type() != "application/json":
            return self._answer(Answer.of(415, message="Content-Type: application/json"))
        self.server.faults.add(fault)
        return self._answer(Answer.of(201))

    def _do(self, job: Job) -> None:
        fault = self.server.faults.take(job.operation)
        match fault.kind if fault else "":
            case "error":
                self._answer(Answer.of(500, message="内部エラー(試験用)"))
            case "busy":
                self._answer(Answer.of(429, message="混みあっています(試験用)"), retry_after=fault)
            case "reject":
                self._answer(Answer.of(409, code="受付不可", message="受け付けられません(試験用)"))
            case "drop":
                self.close_connection = True
            case "swallow":
                job.do()
                time.sleep(fault.seconds if fault else 0)
                self.close_connection = True
            case "garbage":
                job.do()
                self._answer(Answer(200, "<html><body>Gateway</body></html>"))
            case "slow":
                time.sleep(fault.seconds if fault else 0)
                self._answer(job.do())
            case _:
                self._answer(job.do())

    def _answer(self, answer: Answer, retry_after: Fault | None = None) -> None:
        content = b"" if answer.status == 204 else answer.content.encode()
        self._send(answer.status, content, "application/json", retry_after)

    def _send(self, status: int, content: bytes, kind: str, retry_after: Fault | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if retry_after:
            self.send_header("Retry-After", str(round(retry_after.seconds)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the ledger is the record."""


def parsed_fault(text: str) -> Fault:
    """A fault given on the command line as JSON. Raises ValueError when it is none."""
    try:
        return msgspec.json.decode(text, type=Fault)
    except msgspec.DecodeError as problem:
        raise ValueError(f"{json.dumps(text)}: {problem}") from None
