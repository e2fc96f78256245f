"""Entries in the journal about deliveries: what people and machines did to a call, a way out, or the whole ledger."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from workflow.engine.state import Actor
from workflow.services.journal_rows import Entry, append

LEDGER = "ledger"
"""The stream of what concerns all calls."""


def stream_of_effect(effect: int) -> str:
    """By its number, because its key may be longer than a stream's name and may change."""
    return f"effect {effect}"


def stream_of_system(system: str) -> str:
    return f"system {system}"[:100]


def record_delivery(*, stream: str, event: str, by: UUID | None, now: datetime, body: dict[str, Any]) -> None:
    """Append to a stream of deliveries. Inside a transaction; the stream stays locked until commit."""
    actor = Actor(person=str(by), capacity="administrator") if by else Actor(kind="system")
    text = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    append(Entry(kind="delivery", stream=stream, event=event, at=now, actor=actor, body=text))
