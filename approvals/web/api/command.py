"""What every view that does something begins with: who asks, what for, and under which key."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

import msgspec
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.web.api.body import asker, idempotency_key, key_refused, read_body
from approvals.web.api.problem import not_done
from workflow.engine.outcome import Refused
from workflow.services.dispatch import Done, Outcome
from workflow.services.request import NO_KEY, CommandKey

T = TypeVar("T")


class NoBody(msgspec.Struct, kw_only=True):
    """Of a command that says nothing beside its address; whatever is sent is not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[T]):
    """A person's command."""

    person: UUID
    body: T
    idempotency: str = ""

    @property
    def said(self) -> str:
        """The body as canonical text: a key that is used again must say the same."""
        return msgspec.json.encode(self.body, order="sorted").decode()

    def key(self, *about: str) -> CommandKey:
        """The key of the command; `about` is everything it says beside the person."""
        if not self.idempotency:
            return NO_KEY
        return CommandKey.of(f"{self.person}:{self.idempotency}", str(self.person), *about)


def read_command(request: Request, shape: type[T]) -> Asked[T] | Response:
    """The command, or the answer that says what is wrong with key or body. Raises ParseError for what is no JSON."""
    key = idempotency_key(request)
    body = shape() if shape is NoBody else read_body(request, shape)
    if (refusal := key_refused(key)) is not None:
        return not_done(refusal)
    if isinstance(body, Refused):
        return not_done(body)
    return Asked(person=asker(request), body=body, idempotency=key)


def answered(outcome: Outcome, status: int) -> Response:
    """The answer to a command."""
    if not isinstance(outcome, Done):
        return not_done(outcome)
    return Response(outcome.result, status=status, headers={"Idempotent-Replayed": "true"} if outcome.again else None)
