"""新財務, the finance system that will take over: OAuth2 instead of signatures, other words, 200 for everything.

It recognises `refNo`: the same again is answered the same and done once.

    POST /oauth/token                  client credentials             {access_token, expires_in}
    GET  /v2/accounts/CODE/balance                                    {result, balance: {availableYen}}
    POST /v2/encumbrances              {refNo, title, accountCode, amountYen}   {result, encumbranceId}
    POST /v2/encumbrances/ID/void                                     {result}
"""

import base64
import json
import secrets
import time
from collections.abc import Mapping

from integrations.standins.budget import Budget
from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Ledger
from integrations.standins.routes import Route, content_of, count_of, job_of, note, text_of

TOKEN_LIFE = 300
"""Seconds."""
_KIND = {"token_type": "Bearer"}


class NewFinance:
    """The front of the system."""

    name = "新財務"

    def __init__(self, *, ledger: Ledger, client_id: str, client_secret: str) -> None:
        self.ledger = ledger
        self._login = "Basic " + base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._tokens: dict[str, float] = {}
        self._budget = Budget(ledger)
        self._routes = (
            Route("GET", "/v2/accounts/{code}/balance", "balance", self._balance),
            Route("POST", "/v2/encumbrances", "encumber", self._encumber),
            Route("POST", "/v2/encumbrances/{id}/void", "void", self._void),
        )

    def take(self, request: Request) -> Job | Answer:
        if (request.method, request.path) == ("POST", "/oauth/token"):
            return Job("token", lambda: self._token(request))
        token = request.header("authorization").removeprefix("Bearer ")
        if self._tokens.get(token, 0) < time.time():
            return Answer.of(401, result="NG", errorCode="TOKEN", errorText="認可がありません。")
        return job_of(self._routes, request, self.ledger)

    def _token(self, request: Request) -> Answer:
        if not secrets.compare_digest(request.header("authorization").encode(), self._login.encode()):
            return Answer.of(401, error="invalid_client")
        token = secrets.token_urlsafe(24)
        self._tokens[token] = time.time() + TOKEN_LIFE
        return Answer.of(200, access_token=token, expires_in=TOKEN_LIFE, **_KIND)

    def _balance(self, request: Request, parts: Mapping[str, str]) -> Answer:
        return Answer.of(200, result="OK", balance={"availableYen": self._budget.left(parts["code"])})

    def _encumber(self, request: Request, parts: Mapping[str, str]) -> Answer:
        content = content_of(request)
        reference, account = text_of(content, "refNo"), text_of(content, "accountCode")
        before = self.ledger.seen(reference)
        if before is not None:
            return Answer(before.status, before.answer)
        id_ = f"EN{self.ledger.count() + 1:08}"
        if not self._budget.commit(id_, account, count_of(content, "amountYen")):
            return _no("BUDGET_SHORT", f"{account} の執行可能額が足りません。")
        answer = Answer.of(200, result="OK", encumbranceId=id_, title=text_of(content, "title"))
        note(self.ledger, key=reference, operation="encumber", payload=content, answer=answer)
        return answer

    def _void(self, request: Request, parts: Mapping[str, str]) -> Answer:
        if not self._budget.state(parts["id"]):
            return _no("NOT_FOUND", f"{parts['id']} はありません。")
        if self._budget.state(parts["id"]) == "open":
            answer = Answer.of(200, result="OK")
            note(self.ledger, key=f"void#{parts['id']}", operation="void", payload=parts["id"], answer=answer)
        self._budget.cancel(parts["id"])
        return Answer.of(200, result="OK")


def _no(code: str, text: str) -> Answer:
    return Answer(200, json.dumps({"result": "NG", "errorCode": code, "errorText": text}, ensure_ascii=False))
