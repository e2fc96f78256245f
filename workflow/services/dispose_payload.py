"""Lawful disposal: a journal payload is destroyed, a tombstone says why, chain and proofs survive."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from workflow.engine.state import Actor
from workflow.models import JournalEntry, JournalPayload, JournalTombstone
from workflow.services.journal_rows import Entry, append


@transaction.atomic
def dispose_payloads(*, kind: str, stream: str, seqs: list[int], reason: str, by: UUID, now: datetime) -> int:
    """Destroy payloads of a stream's entries; returns how many. Entries without payload are passed over.

    The disposal is journaled in a stream of its own, `disposal`, one per kind of stream.
    """
    entries = list(
        JournalEntry.objects.filter(kind=kind, stream=stream, seq__in=seqs, payload__isnull=False).order_by("seq")
    )
    JournalTombstone.objects.bulk_create(
        JournalTombstone(entry=entry, reason=reason, by=by, at=now) for entry in entries
    )
    JournalPayload.objects.filter(entry__in=entries).delete()
    body = {"kind": kind, "stream": stream, "seqs": [entry.seq for entry in entries], "reason": reason}
    append(
        Entry(
            kind="disposal",
            stream=kind,
            event="payload_destroyed",
            at=now,
            actor=Actor(person=str(by)),
            body=json.dumps(body, ensure_ascii=False, sort_keys=True).encode(),
        )
    )
    return len(entries)
