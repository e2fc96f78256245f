"""Reading what a program sent, strictly: unknown members and wrong types are named, never guessed."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec
from rest_framework.request import Request

from forms.spec import Text
from workflow.engine.outcome import Objection, Refused

T = TypeVar("T")
LONGEST_KEY = 200


def read_body(request: Request, shape: type[T]) -> T | Refused:
    """The body as `shape`, or what is wrong with it. Raises ParseError for what is no JSON."""
    data: Any = request.data
    try:
        if holds_nul(data):
            return _refused("本文に使えない文字(NUL)があります。", "The body holds a NUL character.")
        return msgspec.convert(data, type=shape)
    except msgspec.ValidationError as error:
        return _refused(f"本文の形が違います: {error}", f"The body is not as described: {error}")


def holds_nul(value: Any) -> bool:
    """Whether a text anywhere in JSON holds the one character that no table can store."""
    match value:
        case str():
            return "\x00" in value
        case list():
            return any(holds_nul(part) for part in value)
        case dict():
            return any(holds_nul(key) or holds_nul(part) for key, part in value.items())
        case _:
            return False


def asker(request: Request) -> UUID:
    """Who asks. Every view here demands a person, so there is one."""
    person = request.user
    assert person.is_authenticated
    return person.uuid


def idempotency_key(request: Request) -> str:
    """The client's key for this command, or empty."""
    return str(request.headers.get("Idempotency-Key", "")).strip()


def key_refused(key: str) -> Refused | None:
    """What is wrong with a key."""
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        return _refused(
            "Idempotency-Key は、ASCII 文字で 200 字までにしてください。",
            "Idempotency-Key: at most 200 ASCII characters.",
        )
    return None


def _refused(ja: str, en: str) -> Refused:
    return Refused((Objection(code="body_invalid", message=Text(ja, en)),))
