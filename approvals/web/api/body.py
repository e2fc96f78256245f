"""Reading what a program sent, strictly: unknown members and wrong types are named, never guessed."""

from typing import Any, TypeVar
from uuid import UUID

import msgspec
from rest_framework.request import Request

from approvals.web.act_form import LONGEST_COMMENT
from approvals.web.api.shape_words import in_japanese
from forms.free_text import text_problem
from forms.plain_text import tidy
from forms.spec import Text
from workflow.engine.outcome import Objection, Refused

T = TypeVar("T")
LONGEST_KEY = 200
DEEPEST = 20
"""Levels of lists and objects inside each other; answers need five."""


def read_body(request: Request, shape: type[T]) -> T | Refused:
    """The body as `shape`, or what is wrong with it. Raises ParseError for what is no JSON."""
    data: Any = request.data
    if (refusal := _refusal(data)) is not None:
        return refusal
    try:
        return msgspec.convert(data, type=shape)
    except msgspec.ValidationError as error:
        return _refused(f"本文の形が違います。{in_japanese(str(error))}", f"The body is not as described: {error}")


def _refusal(data: Any) -> Refused | None:
    """What is wrong with any body, whatever its shape. A comment is tidied as one from a page is."""
    if _is_deeper(data, DEEPEST):
        return _refused(f"本文の入れ子が深すぎます。{DEEPEST}段までです。", f"At most {DEEPEST} levels are taken.")
    if _holds_nul(data):
        return _refused("本文に使えない文字(NUL)があります。", "The body holds a NUL character.")
    if isinstance(data, dict) and isinstance(data.get("comment"), str):
        data["comment"] = tidy(data["comment"])
        if (problem := text_problem(data["comment"], LONGEST_COMMENT)) is not None:
            return Refused((Objection(code="comment_invalid", message=problem),))
    return None


def _is_deeper(value: Any, levels: int) -> bool:
    match value:
        case list() | dict() if not levels:
            return True
        case list():
            return any(_is_deeper(part, levels - 1) for part in value)
        case dict():
            return any(_is_deeper(part, levels - 1) for part in value.values())
        case _:
            return False


def _holds_nul(value: Any) -> bool:
    """Whether a text anywhere in JSON holds the one character that no table can store."""
    match value:
        case str():
            return "\x00" in value
        case list():
            return any(_holds_nul(part) for part in value)
        case dict():
            return any(_holds_nul(key) or _holds_nul(part) for key, part in value.items())
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
