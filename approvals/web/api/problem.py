"""problem+json: how the interface for programs says that something was not done, and why."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import get_language
from rest_framework.response import Response

from workflow.engine.outcome import Refused, TooLate

_STATUS = {"missing_right": 403, "stale_revision": 409, "not_on_staff": 422}
"""HTTP status by the code of the first objection; everything else is 422."""


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """One problem document."""
    content = {
        "type": f"urn:meguro:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return Response(content, status=status, content_type="application/problem+json")


def not_done(outcome: Refused | TooLate) -> Response:
    """Why a command was not carried out, item by item where items are concerned."""
    language = get_language() or "ja"
    if isinstance(outcome, TooLate):
        return problem(409, "too_late", outcome.reason.in_language(language))
    objections = [
        {"code": objection.code, "item": objection.item, "detail": objection.message.in_language(language)}
        for objection in outcome.objections
    ]
    first = objections[0]
    return problem(_STATUS.get(first["code"], 422), first["code"], first["detail"], problems=objections)
