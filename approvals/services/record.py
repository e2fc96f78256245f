"""Entries in the journal about the organisation and about what people looked at."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workflow.engine.state import Actor
from workflow.services.journal_rows import Entry, append

ORGANISATION = "ward"
"""The one stream of the organisation."""


def record_organisation(*, event: str, by: UUID | None, now: datetime, body: dict[str, Any]) -> None:
    """A change of the organisation. Inside a transaction."""
    actor = Actor(person=str(by)) if by else Actor(kind="system")
    append(Entry(kind="organisation", stream=ORGANISATION, event=event, at=now, actor=actor, body=_bytes(body)))


def record_person(
    *, person: UUID, event: str, now: datetime, body: dict[str, Any], unit: str = "", post: str = ""
) -> None:
    """What a person looked at or took note of, in that person's own stream. Inside a transaction."""
    actor = Actor(person=str(person), unit=unit, post=post)
    append(Entry(kind="person", stream=str(person), event=event, at=now, actor=actor, body=_bytes(body)))


@transaction.atomic
def record_opened_file(*, person: UUID, case: UUID, number: str, sha256: str, reason: str, now: datetime) -> None:
    """A file of somebody else's case was opened as a whole; `reason` is what was said, or the step that waits."""
    body = {"case": str(case), "number": number, "sha256": sha256, "reason": reason}
    record_person(person=person, event="opened_file", now=now, body=body)


def _bytes(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
