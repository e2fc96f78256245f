"""`POST /api/v1/messages/`: where connected systems tell what they have done."""

from http import HTTPStatus

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from forms.spec import Text
from integrations.errors import IntegrationError, MessageInvalidError, SenderMismatchError, SignatureRefusedError
from integrations.message import LARGEST_BODY, too_large
from integrations.selectors.messages import kept_messages
from integrations.services.take_message import take_message

_BODY = {
    "application/json": {
        "type": "object",
        "required": ["name", "key"],
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string", "description": "As the definition names it: 職員証発行.完了"},
            "key": {"type": "string", "description": "The value that finds the waiting case"},
            "data": {"type": "object", "additionalProperties": True},
        },
    }
}
_COME_BACK = 60
"""Seconds."""
BACKLOG_FULL = Text(
    "どの案件も待っていない知らせがたまっています。少し後に、同じ知らせをもう一度送ってください。",
    "Too many messages wait for a case. Send the same message again in a while.",
)
_ANSWER = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "string", "enum": ["received", "kept", "duplicate"]}},
}


class MessagesView(APIView):
    """Anybody may knock; the signature decides who comes in, so there is neither session nor token."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="messages_create",
        request=_BODY,
        responses={200: _ANSWER},
        description="Signed as Standard Webhooks says (webhook-id, webhook-timestamp, webhook-signature) with the key"
        " of the system that the name begins with. The same webhook-id again changes nothing.",
        examples=[
            OpenApiExample("完了", value={"name": "職員証発行.完了", "key": "R-0001", "data": {"受付番号": "R-0001"}})
        ],
    )
    def post(self, request: Request) -> Response:
        """Take one message."""
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
                raise too_large()
            if kept_messages(settings.MOST_KEPT_MESSAGES) >= settings.MOST_KEPT_MESSAGES:
                return _full()
            result = take_message(body=request.body, headers=request.headers, now=timezone.now())
        except IntegrationError as problem:
            return _problem(problem)
        return Response({"result": result})


def _full() -> Response:
    """Too many messages wait for a case. Senders come back with the same message, so refusing loses nothing."""
    status = HTTPStatus.SERVICE_UNAVAILABLE
    content = {
        "type": "urn:meguro:problem:backlog-full",
        "title": status.phrase,
        "status": status.value,
        "code": "backlog-full",
        "detail": BACKLOG_FULL.in_language(get_language() or "ja"),
    }
    headers = {"Retry-After": str(_COME_BACK)}
    return Response(content, status=status, content_type="application/problem+json", headers=headers)


def _problem(problem: IntegrationError) -> Response:
    match problem:
        case SignatureRefusedError(reason=reason):
            status, code = HTTPStatus.UNAUTHORIZED, f"signature-{reason}"
        case SenderMismatchError():
            status, code = HTTPStatus.FORBIDDEN, "sender-mismatch"
        case MessageInvalidError(code="message-too-large"):
            status, code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "message-too-large"
        case MessageInvalidError(code=code):
            status = HTTPStatus.BAD_REQUEST
        case _:
            raise problem
    content = {
        "type": f"urn:meguro:problem:{code}",
        "title": status.phrase,
        "status": status.value,
        "code": code,
        "detail": problem.text.in_language(get_language() or "ja"),
    }
    headers = {"WWW-Authenticate": "Webhook-Signature"} if status is HTTPStatus.UNAUTHORIZED else None
    return Response(content, status=status, content_type="application/problem+json", headers=headers)
