"""What stand-ins with an API of their own share: patterns of paths, reading what was sent, the ledger."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import unquote

from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Entry, Ledger

Act = Callable[[Request, Mapping[str, str]], Answer]
"""(request, parts of the path)"""


@dataclass(frozen=True, slots=True)
class Route:
    """POST /commitments/{number} and what is done then."""

    method: str
    path: str
    operation: str
    act: Act


class Refused(Exception):
    """The system says no; nothing was done."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.content)
        self.answer = answer


def job_of(routes: tuple[Route, ...], request: Request, ledger: Ledger) -> Job | Answer:
    """The job of the first route that fits."""
    for route in routes:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route.path)
        found = re.fullmatch(pattern, request.path)
        if found and route.method == request.method:
            parts = {name: unquote(value) for name, value in found.groupdict().items()}
            return Job(route.operation, partial(_done, route, request, parts, ledger))
    return Answer.of(404, error={"code": "E-404", "message": "そのような場所はありません。"})


def _done(route: Route, request: Request, parts: Mapping[str, str], ledger: Ledger) -> Answer:
    try:
        with ledger.transaction():
            return route.act(request, parts)
    except Refused as refused:
        return refused.answer
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeError):
        return Answer.of(400, error={"code": "E-400", "message": "送られた内容が読めません。"})


def content_of(request: Request) -> dict[str, object]:
    """The JSON object of a request. Raises ValueError for anything else."""
    content = json.loads(request.body)
    if not isinstance(content, dict):
        raise ValueError("no object")
    return content


def text_of(content: Mapping[str, object], name: str) -> str:
    """A text that must be there. Raises ValueError."""
    given = content.get(name)
    if not isinstance(given, str) or not given.strip():
        raise ValueError(name)
    return given


def count_of(content: Mapping[str, object], name: str) -> int:
    """A whole number, such as an amount, that must be there. Raises ValueError."""
    given = content.get(name)
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise ValueError(name)
    return given


def note(ledger: Ledger, *, key: str, operation: str, payload: object, answer: Answer) -> None:
    """Keep in the ledger what was done."""
    entry = Entry(
        key=key,
        operation=operation,
        case="",
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True),
        status=answer.status,
        answer=answer.content,
    )
    ledger.write(entry, at=datetime.now(UTC).isoformat(timespec="milliseconds"))
