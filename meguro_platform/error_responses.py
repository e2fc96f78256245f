"""From an error to what a program is answered: problem+json with a stable code and a sentence. The only such table."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.translation import get_language
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from approvals.web.api.problem import problem
from forms.spec import Text
from meguro_platform.said import said
from workflow.errors import CommandKeyReused, NotFound

_UNKNOWN = Text("そのような案件、処理、手続はないか、あなたには見えません。", "There is no such thing, or not for you.")
_TABLE: tuple[tuple[type[Exception], int, str, Text], ...] = (
    (NotFound, 404, "not_found", _UNKNOWN),
    (Http404, 404, "not_found", _UNKNOWN),
    (
        CommandKeyReused,
        422,
        "key_reused",
        Text(
            "この Idempotency-Key は、別の内容の操作に使われています。新しい値で送ってください。",
            "This Idempotency-Key was used for another command. Send a new one.",
        ),
    ),
    (
        exceptions.NotAuthenticated,
        401,
        "not_authenticated",
        Text(
            "Authorization: Bearer <トークン> を付けてください。",
            "Send Authorization: Bearer <token>.",
        ),
    ),
    (
        exceptions.AuthenticationFailed,
        401,
        "token_refused",
        Text(
            "このトークンは使えません。新しいものが要ります。",
            "The token is unknown, expired or revoked.",
        ),
    ),
    (
        exceptions.ParseError,
        400,
        "not_json",
        Text("本文を UTF-8 の JSON として読めません。", "The body can't be read as JSON in UTF-8."),
    ),
    (RequestDataTooBig, 413, "body_too_large", Text("本文は5MBまでです。", "At most 5 MB are taken.")),
    (
        exceptions.UnsupportedMediaType,
        415,
        "not_json",
        Text("Content-Type: application/json で送ってください。", "Send Content-Type: application/json."),
    ),
    (
        exceptions.MethodNotAllowed,
        405,
        "method_not_allowed",
        Text("この方法(GET・POST など)は使えません。", "This method is not possible here."),
    ),
    (
        exceptions.PermissionDenied,
        403,
        "missing_right",
        Text("この操作の権限がありません。", "You may not do this."),
    ),
    (PermissionDenied, 403, "missing_right", Text("この操作の権限がありません。", "You may not do this.")),
    (
        exceptions.Throttled,
        429,
        "too_many",
        Text("操作が多すぎます。お待ちください。", "Too many requests. Wait a little."),
    ),
    (exceptions.NotAcceptable, 406, "not_acceptable", Text("JSON でだけ答えられます。", "Only JSON can be answered.")),
)


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error; None for one that is a fault of ours."""
    sentence = said(error)
    if sentence is not None:
        set_rollback()
        return problem(503, "not_possible_now", sentence.in_language(get_language() or "ja"))
    for kind, status, code, words in _TABLE:
        if isinstance(error, kind):
            set_rollback()
            answer = problem(status, code, words.in_language(get_language() or "ja"))
            if isinstance(error, exceptions.APIException) and status == 401:
                answer["WWW-Authenticate"] = getattr(error, "auth_header", "Bearer")
            return answer
    return None
