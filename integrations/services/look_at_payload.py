"""Looking at what a call or a message says: recorded in the reader's own stream, with a reason, before it is shown."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workflow.engine.state import Actor
from workflow.services.journal_rows import Entry, append


@transaction.atomic
def look_at_payload(*, person: UUID, about: str, key: str, reason: str, now: datetime) -> None:
    """Record a look; `about` says what was opened: `effect 12`, `message 7`."""
    body: dict[str, Any] = {"about": about, "key": key, "reason": reason}
    append(
        Entry(
            kind="person",
            stream=str(person),
            event="viewed_payload",
            at=now,
            actor=Actor(person=str(person), capacity="administrator"),
            body=json.dumps(body, ensure_ascii=False, sort_keys=True).encode(),
        )
    )
