"""財務会計, the finance system the ward has: REST, signed requests, and one habit of old systems.

It does not know idempotency keys: the same request twice makes two commitments. Whoever lost an answer asks first.

    POST   /api/v1/budget-checks         {account, amount}                     {remaining, sufficient}
    POST   /api/v1/commitments           {request, subject, account, amount}   {commitment: {number}}
    GET    /api/v1/commitments?request=  …                                     {commitment: {number}} or 404
    DELETE /api/v1/commitments/NUMBER                                          {commitment: {number, state}}
"""

import json
from collections.abc import Mapping

from integrations.standins.budget import Budget
from integrations.standins.desk import refusal_of
from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Ledger
from integrations.standins.routes import Refused, Route, content_of, count_of, job_of, note, text_of


class Finance:
    """The front of the system."""

    name = "財務会計"

    def __init__(self, *, ledger: Ledger, secrets: tuple[str, ...]) -> None:
        self.ledger = ledger
        self._secrets = secrets
        self._budget = Budget(ledger)
        self._routes = (
            Route("POST", "/api/v1/budget-checks", "予算確認", self._check),
            Route("POST", "/api/v1/commitments", "負担行為登録", self._commit),
            Route("GET", "/api/v1/commitments", "負担行為照会", self._find),
            Route("DELETE", "/api/v1/commitments/{number}", "負担行為取消", self._cancel),
        )

    def take(self, request: Request) -> Job | Answer:
        return refusal_of(request, self._secrets) or job_of(self._routes, request, self.ledger)

    def _check(self, request: Request, parts: Mapping[str, str]) -> Answer:
        content = content_of(request)
        left = self._budget.left(text_of(content, "account"))
        return Answer.of(200, remaining=left, sufficient=count_of(content, "amount") <= left)

    def _commit(self, request: Request, parts: Mapping[str, str]) -> Answer:
        content = content_of(request)
        account, amount, asked = text_of(content, "account"), count_of(content, "amount"), text_of(content, "request")
        number = f"F-2026-{self.ledger.count() + 1:06}"
        if not self._budget.commit(number, account, amount):
            raise Refused(_no(409, "E-101", f"予算科目「{account}」の残額{self._budget.left(account):,}円を超えます。"))
        answer = Answer.of(201, commitment={"number": number, "subject": text_of(content, "subject")})
        note(self.ledger, key=f"{asked}#{number}", operation="負担行為登録", payload=content, answer=answer)
        return answer

    def _find(self, request: Request, parts: Mapping[str, str]) -> Answer:
        for entry in self.ledger.entries():
            if entry["operation"] == "負担行為登録" and str(entry["key"]).startswith(f"{request.query['request']}#"):
                return Answer(200, json.dumps(entry["answer"], ensure_ascii=False))
        raise Refused(_no(404, "E-404", "その依頼番号の負担行為はありません。"))

    def _cancel(self, request: Request, parts: Mapping[str, str]) -> Answer:
        number = parts["number"]
        if not self._budget.state(number):
            raise Refused(_no(404, "E-404", f"負担行為「{number}」はありません。"))
        answer = Answer.of(200, commitment={"number": number, "state": "cancelled"})
        if self._budget.state(number) == "open":
            note(self.ledger, key=f"cancel#{number}", operation="負担行為取消", payload=number, answer=answer)
        self._budget.cancel(number)
        return answer


def _no(status: int, code: str, message: str) -> Answer:
    return Answer.of(status, error={"code": code, "message": message})
