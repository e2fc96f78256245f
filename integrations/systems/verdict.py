"""What an answer means, in the words of the system's file: translated into ours, then judged as every answer is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from integrations.errors import Trouble
from integrations.reply import (
    Failure,
    NoReply,
    Reply,
    Success,
    as_code,
    as_said,
    judge,
    object_in,
)
from integrations.retry import retry_after
from integrations.systems.system import Operation
from integrations.systems.values import at, taken

_NONE: Mapping[str, str] = {}


def verdict_on(
    reply: Reply | NoReply,
    *,
    operation: Operation | None,
    outputs: Sequence[str],
    now: datetime,
    digests: Mapping[str, str] = _NONE,
) -> Success | Failure:
    """What a reply means for a call that promised `outputs`. Without a file the plain table of `reply` holds.

    `digests`: SHA-256 of each file that was sent, by its input.
    """
    if operation is None or isinstance(reply, NoReply):
        return judge(reply, outputs=outputs, now=now)
    content = object_in(reply.body)
    answers, status = operation.answers, reply.status
    if status in answers.retry:
        wait = retry_after(reply.headers, now=now)
        return Failure(trouble=Trouble.BUSY, detail=_said(operation, content), retry_after=wait)
    if status in answers.refused or (content is not None and _says_no(operation, status, content)):
        return _refusal(operation, content)
    if status in answers.success or (not answers.success and 200 <= status < 300):
        return _done(operation, reply, content, outputs, digests)
    if 200 <= status < 300:
        return Failure(trouble=Trouble.UNEXPECTED, detail=str(status))
    plain = judge(reply, outputs=outputs, now=now)
    if isinstance(plain, Failure) and plain.trouble is Trouble.REFUSED:
        return _refusal(operation, content)
    return plain


def is_unheard_of(reply: Reply, operation: Operation) -> bool:
    """Whether the answer of an asking operation says that the key never arrived."""
    return reply.status in operation.answers.unknown


def _says_no(operation: Operation, status: int, content: Mapping[str, object]) -> bool:
    """A system that answers 200 to everything says in the body how it went."""
    answers = operation.answers
    return bool(answers.flag) and 200 <= status < 300 and str(at(content, answers.flag)) not in answers.flag_values


def _refusal(operation: Operation, content: Mapping[str, object] | None) -> Failure:
    code = as_code(at(content, operation.answers.code))
    return Failure(
        trouble=Trouble.REFUSED, code=operation.answers.codes.get(code, code), detail=_said(operation, content)
    )


def _said(operation: Operation, content: Mapping[str, object] | None) -> str:
    return as_said(at(content, operation.answers.said))


def _done(
    operation: Operation,
    reply: Reply,
    content: Mapping[str, object] | None,
    outputs: Sequence[str],
    digests: Mapping[str, str],
) -> Success | Failure:
    if content is None and reply.body:
        return Failure(trouble=Trouble.GARBLED)
    received, missing, wrong = taken(operation.receive, content or {})
    spared = {value.name for value in operation.receive if not value.required}
    lacking = [*missing, *(name for name in outputs if name not in {*received, *missing, *spared})]
    if wrong:
        return Failure(trouble=Trouble.UNEXPECTED, detail="".join(each.ja for each in wrong)[:300])
    if lacking:
        return Failure(trouble=Trouble.INCOMPLETE, detail="、".join(lacking))
    for value in operation.receive:
        sent = digests.get(value.digest_of)
        if sent and value.name in received and str(received[value.name]).lower() != sent:
            return Failure(trouble=Trouble.ALTERED, detail=f"{value.name}: {received[value.name]}"[:300])
    return Success(outputs={name: cast(object, received.get(name)) for name in outputs})
