"""Writing journal entries: as parts of dispatch's statement, or on their own for streams that are no case."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow.engine.journal import FIRST, Header, entry_hash, payload_digest
from workflow.engine.state import Actor
from workflow.selectors.hot_cursor import HotCursor
from workflow.services.statement import Statement

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says, before it takes its place in a stream."""

    kind: str
    stream: str
    event: str
    at: datetime
    actor: Actor
    body: bytes
    program: str = ""
    step: str = ""
    round: int = 0
    opened_at: datetime | None = None
    command_key: str = ""
    command_digest: str = ""
    shown: str = ""
    result: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry with its place in the chain."""

    seq: int
    hash: str


def add_entry(statement: Statement, entry: Entry, *, last: int, head: str) -> Placed:
    """Add an entry behind the stream's last one, to the statement that also writes what it tells of."""
    salt = secrets.token_bytes(_SALT_BYTES)
    header = Header(
        kind=entry.kind,
        stream=entry.stream,
        seq=last + 1,
        event=entry.event,
        at=entry.at,
        actor=entry.actor,
        program=entry.program,
        step=entry.step,
        round=entry.round,
        opened_at=entry.opened_at,
        command_key=entry.command_key,
        payload=payload_digest(salt, entry.body),
        shown=entry.shown,
        prev=head,
    ).to_bytes()
    placed = Placed(seq=last + 1, hash=entry_hash(header))
    row = {
        "kind": entry.kind,
        "stream": entry.stream,
        "seq": placed.seq,
        "event": entry.event,
        "at": entry.at,
        "person": entry.actor.person or None,
        "header": header,
        "hash": placed.hash,
        "command_key": entry.command_key or None,
        "command_digest": entry.command_digest,
        "result": json.dumps(entry.result, ensure_ascii=False) if entry.result is not None else None,
    }
    statement.insert("workflow_journalentry", [row], "RETURNING id", name="entry")
    statement.add(
        "INSERT INTO workflow_journalpayload (entry_id, salt, body) SELECT id, %s::bytea, %s::bytea FROM entry",
        [salt, entry.body],
    )
    statement.add("INSERT INTO workflow_journal_unsealed (entry_id) SELECT id FROM entry")
    return placed


def append(entry: Entry) -> Placed:
    """Append to a stream that is no case. Inside transaction.atomic(); the stream stays locked until commit."""
    cursor = HotCursor()
    cursor.execute(
        "INSERT INTO workflow_journalstream (kind, stream, seq, head) VALUES (%s, %s, 0, %s)"
        " ON CONFLICT (kind, stream) DO UPDATE SET seq = workflow_journalstream.seq RETURNING seq, head",
        [entry.kind, entry.stream, FIRST],
    )
    row = cursor.one()
    assert row is not None
    statement = Statement()
    placed = add_entry(statement, entry, last=row[0], head=row[1])
    statement.add(
        "UPDATE workflow_journalstream SET seq = %s, head = %s WHERE kind = %s AND stream = %s",
        [placed.seq, placed.hash, entry.kind, entry.stream],
    )
    cursor.execute(statement.sql, statement.params)
    return placed
