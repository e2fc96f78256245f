"""文書管理: registers decided documents and gives numbers; the same key again is answered with the same number.

POST /documents   multipart: key, title, …, file (a PDF)   {registration, sha256}
POST /dispatches  multipart: key, to, title, …, file       {dispatch, sha256}
POST /numbers     {key, series, fiscal_year}               {number}
"""

import hashlib
from collections.abc import Mapping
from email import message_from_bytes, policy
from pathlib import Path

from integrations.standins.desk import refusal_of
from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Ledger
from integrations.standins.routes import Refused, Route, content_of, count_of, job_of, note, text_of


class Documents:
    """The front of the system; files are kept beside the ledger under their digests."""

    name = "文書管理"

    def __init__(self, *, ledger: Ledger, secrets: tuple[str, ...], folder: Path) -> None:
        self.ledger = ledger
        self._secrets = secrets
        self._folder = folder
        self._routes = (
            Route("POST", "/documents", "文書登録", self._register),
            Route("POST", "/dispatches", "電子送付", self._send),
            Route("POST", "/numbers", "採番", self._number),
        )

    def take(self, request: Request) -> Job | Answer:
        return refusal_of(request, self._secrets) or job_of(self._routes, request, self.ledger)

    def _register(self, request: Request, parts: Mapping[str, str]) -> Answer:
        return self._keep(request, "文書登録", "registration", "D")

    def _send(self, request: Request, parts: Mapping[str, str]) -> Answer:
        return self._keep(request, "電子送付", "dispatch", "S")

    def _keep(self, request: Request, operation: str, number: str, letter: str) -> Answer:
        fields, file = _multipart(request)
        key, digest = text_of(fields, "key"), hashlib.sha256(file).hexdigest()
        before = self.ledger.seen(key)
        if before is not None:
            return Answer(before.status, before.answer)
        if not file.startswith(b"%PDF-"):
            raise Refused(Answer.of(422, code="not_pdf", message="文書は PDF で登録します。"))
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{digest}.pdf").write_bytes(file)
        given = {number: f"{letter}-{self.ledger.count() + 1:07}", "sha256": digest}
        answer = Answer.of(201, **given)
        payload = {**fields, "title": text_of(fields, "title"), "sha256": digest}
        note(self.ledger, key=key, operation=operation, payload=payload, answer=answer)
        return answer

    def _number(self, request: Request, parts: Mapping[str, str]) -> Answer:
        content = content_of(request)
        key, series = (text_of(content, name) for name in ("key", "series"))
        year = count_of(content, "fiscal_year")
        before = self.ledger.seen(key)
        if before is not None:
            return Answer(before.status, before.answer)
        last = int(self.ledger.state(f"series:{series}:{year}") or 0) + 1
        self.ledger.set_state(f"series:{series}:{year}", str(last))
        answer = Answer.of(201, number=f"{year}{series}第{last}号")
        note(self.ledger, key=key, operation="採番", payload=content, answer=answer)
        return answer


def _multipart(request: Request) -> tuple[dict[str, object], bytes]:
    """The fields and the file of a form. Raises ValueError for anything else."""
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    message = message_from_bytes(head + request.body, policy=policy.HTTP)
    fields: dict[str, object] = {}
    file = b""
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            raise ValueError("no form")
        if part.get_filename() is None:
            fields[name] = content.decode()
        else:
            file = content
    return fields, file
