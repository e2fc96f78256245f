"""What a stand-in shows to the network: a request comes in, a job or an answer comes out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from integrations.standins.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    content: str
    """JSON."""

    @classmethod
    def of(cls, status: int, **content: object) -> "Answer":
        return cls(status, json.dumps(content, ensure_ascii=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What came in, read completely."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> Mapping[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers.items() if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Job:
    """Something that will be done unless trouble was ordered for it."""

    operation: str
    do: Callable[[], Answer]


class Front(Protocol):
    """One system."""

    @property
    def name(self) -> str:
        """As definitions call it."""
        ...

    @property
    def ledger(self) -> Ledger: ...

    def take(self, request: Request) -> Job | Answer:
        """What is to be done, or the refusal of a request that is none."""
        ...
