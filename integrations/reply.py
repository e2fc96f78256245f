"""What came back from a call, and what it means: done, try again, or no use trying.

| what came back                                     | meaning   | why                                          |
|----------------------------------------------------|-----------|----------------------------------------------|
| 2xx with a JSON object holding every output        | done      | the receiver did it                          |
| 2xx, 204 included, without a body, no outputs due  | done      | the receiver did it                          |
| nothing: refused, timed out, cut off               | temporary | the same key makes a second try harmless     |
| 408, 425, 429, 5xx                                 | temporary | the receiver says so itself                  |
| 2xx with a body that is no JSON object             | temporary | usually a proxy's page; asking again is safe |
| 2xx with JSON that lacks a promised output         | permanent | the stored answer will be the same next time |
| 2xx with the SHA-256 of another file than was sent | permanent | what is registered there is wrong            |
| 3xx                                                | permanent | we follow no redirect; the address is wrong  |
| other 4xx                                          | permanent | the receiver understood and said no          |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from integrations.errors import Trouble
from integrations.message import LARGEST_BODY, is_storable
from integrations.retry import retry_after

CALL_FAILED = "call_failed"
"""The error every failed call raises in the case unless the receiver named its own: 連携失敗."""
_DECODER = msgspec.json.Decoder(dict[str, object], float_hook=str)
"""Numbers with a fraction stay the text they were written in: the state of a case holds no floating point."""
_LONGEST_CODE = 60
_LONGEST_DETAIL = 300


_PERMANENT = {
    Trouble.INCOMPLETE,
    Trouble.REDIRECTED,
    Trouble.REFUSED,
    Trouble.UNEXPECTED,
    Trouble.UNFIT,
    Trouble.NOT_PRINTABLE,
    Trouble.ALTERED,
}
_OF_THE_SYSTEM = {
    Trouble.UNREACHABLE,
    Trouble.TIMED_OUT,
    Trouble.CUT_OFF,
    Trouble.BROKEN,
    Trouble.GARBLED,
    Trouble.UNTRUSTED,
    Trouble.DENIED,
}
"""Troubles that say something about the system as a whole, not about this one call."""
_MAY_BE_DONE = {
    Trouble.TIMED_OUT,
    Trouble.CUT_OFF,
    Trouble.BROKEN,
    Trouble.GARBLED,
    Trouble.INCOMPLETE,
    Trouble.UNEXPECTED,
    Trouble.ALTERED,
}
_TEMPORARY_STATUS = {408, 425, 429}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, read up to `LARGEST_BODY` bytes; connectors that know no status say 200 and 409."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class NoReply:
    """There was no usable answer."""

    trouble: Trouble
    detail: str = ""
    """The transport's own words, for the administrator."""


@dataclass(frozen=True, slots=True)
class NeverArrived:
    """The answer to the question what became of a call: the system has not heard of its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """The receiver did it; `outputs` are the promised ones and nothing else."""

    outputs: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The receiver did not do it, or we cannot know."""

    trouble: Trouble
    code: str = CALL_FAILED
    """The error for エラー時: the receiver's own code if it refused with one."""
    detail: str = ""
    """The receiver's or the transport's own words."""
    retry_after: timedelta | None = None

    @property
    def permanent(self) -> bool:
        return self.trouble in _PERMANENT

    @property
    def of_the_system(self) -> bool:
        """Whether other calls would fail likewise; what a breaker counts."""
        return self.trouble in _OF_THE_SYSTEM

    @property
    def may_be_done(self) -> bool | None:
        """Whether the receiver may have done it all the same. None: this try says nothing about earlier ones."""
        if self.trouble in _MAY_BE_DONE:
            return True
        return False if self.trouble is Trouble.REFUSED else None


def judge(reply: Reply | NoReply, *, outputs: Sequence[str], now: datetime) -> Success | Failure:
    """What a reply means for a call that promised `outputs` (see the table above)."""
    if isinstance(reply, NoReply):
        return Failure(trouble=reply.trouble, detail=reply.detail)
    content = object_in(reply.body)
    wait = retry_after(reply.headers, now=now)
    match reply.status:
        case status if 200 <= status < 300:
            return _done(content, outputs=outputs, bodyless=not reply.body)
        case status if 300 <= status < 400:
            return Failure(trouble=Trouble.REDIRECTED, detail=as_said(reply.headers.get("location")))
        case 429:
            return Failure(trouble=Trouble.BUSY, retry_after=wait)
        case status if status in _TEMPORARY_STATUS or status >= 500 or status < 200:
            return Failure(trouble=Trouble.BROKEN, detail=_said(content), retry_after=wait)
        case _:
            return Failure(trouble=Trouble.REFUSED, code=_code(content), detail=_said(content))


def _done(content: Mapping[str, object] | None, *, outputs: Sequence[str], bodyless: bool) -> Success | Failure:
    if content is None and not bodyless:
        return Failure(trouble=Trouble.GARBLED)
    received = content or {}
    missing = [name for name in outputs if not _is_usable(received.get(name))]
    if missing:
        return Failure(trouble=Trouble.INCOMPLETE, detail="、".join(missing))
    return Success(outputs={name: received[name] for name in outputs})


def object_in(body: bytes) -> Mapping[str, object] | None:
    """The JSON object in a body; None for anything else, a body that was too long to read included."""
    if len(body) > LARGEST_BODY:
        return None
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _is_usable(value: object) -> bool:
    """An output goes into an item of the form, so it is text, a number or a truth value that can be kept."""
    return isinstance(value, bool | int) or (isinstance(value, str) and is_storable(value))


def as_code(given: object) -> str:
    """A receiver's own error code, if it is one that can be kept; else the error of every failed call."""
    match given:
        case str(code) if 0 < len(code) <= _LONGEST_CODE and is_storable(code):
            return code
        case _:
            return CALL_FAILED


def as_said(given: object) -> str:
    """A receiver's own words, cut to what is shown."""
    return given[:_LONGEST_DETAIL] if isinstance(given, str) and is_storable(given) else ""


def _code(content: Mapping[str, object] | None) -> str:
    return as_code((content or {}).get("code"))


def _said(content: Mapping[str, object] | None) -> str:
    return as_said((content or {}).get("message"))
