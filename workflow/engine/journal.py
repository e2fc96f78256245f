"""The journal's format, version 1: what an entry is, how it is hashed, how a chain is checked.

The written contract is docs/reference/journal.md; entries written under it must verify for ever, so this file only
ever grows another format beside this one.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from msgspec import Struct

from workflow.engine.state import Actor

FORMAT = 1
FIRST = "0" * 64
"""What the first entry of a stream names as its predecessor."""
_ENTRY, _PAYLOAD = b"meguro-journal-entry-1\n", b"meguro-journal-payload-1\n"


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is hashed of an entry. Details are in the payload, of which only a salted digest stands here."""

    format: int = FORMAT
    kind: str
    """Kind of the stream."""
    stream: str
    """Id of the stream within its kind."""
    seq: int
    event: str
    at: datetime
    actor: Actor
    program: str = ""
    step: str = ""
    """Node id of the step an act belongs to."""
    round: int = 0
    opened_at: datetime | None = None
    """When the work that was done had been opened."""
    command_key: str = ""
    payload: str
    """Salted SHA-256 of the payload."""
    shown: str = ""
    """SHA-256 of what the person was shown when acting."""
    prev: str
    """Hash of the entry before, or 64 zeros."""

    def to_bytes(self) -> bytes:
        """Canonical bytes: JSON with sorted keys and no white space, UTF-8."""
        return msgspec.json.encode(self, order="sorted")


def entry_hash(header: bytes) -> str:
    """Hash of an entry, over its stored header bytes."""
    return hashlib.sha256(_ENTRY + header).hexdigest()


def payload_digest(salt: bytes, body: bytes) -> str:
    """Digest of a payload as the header names it; the salt has 16 bytes, so nothing can be guessed from the digest."""
    return hashlib.sha256(_PAYLOAD + salt + body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An entry as it is kept. `body` is None when the payload is gone; `tombstone` says whether by law."""

    seq: int
    header: bytes
    hash: str
    salt: bytes | None
    body: bytes | None
    tombstone: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing in a stream that does not hold."""

    seq: int
    what: str


def check_chain(kind: str, stream: str, entries: Iterable[Stored], head: str | None = None) -> Fault | None:
    """Check a stream from its first entry on. `head` is the hash its owner remembers as the last one."""
    prev, expected = FIRST, 1
    for entry in entries:
        fault = check_entry(kind, stream, entry, expected, prev)
        if fault is not None:
            return fault
        prev, expected = entry.hash, expected + 1
    if head is not None and head != prev:
        return Fault(expected - 1, "the stream does not end with the entry its owner remembers")
    return None


def check_entry(kind: str, stream: str, entry: Stored, expected: int, prev: str) -> Fault | None:
    """Check one entry against its predecessor."""
    try:
        header = msgspec.json.decode(entry.header, type=Header)
    except msgspec.MsgspecError:
        return Fault(entry.seq, "the header is not readable")
    checks = (
        (entry.seq == expected == header.seq, f"entry {expected} is missing, or the numbering was changed"),
        (entry_hash(entry.header) == entry.hash, "the header was changed after it was written"),
        (header.prev == prev, "the entry before it was replaced"),
        ((header.kind, header.stream) == (kind, stream), "the entry belongs to another stream"),
        (header.format == FORMAT, "the format is unknown"),
        (payload_holds(entry, header), "the payload was changed, or deleted without a record of its disposal"),
    )
    return next((Fault(entry.seq, what) for holds, what in checks if not holds), None)


def payload_holds(entry: Stored, header: Header) -> bool:
    """Whether the payload is the one that was written, or was destroyed by law."""
    if entry.body is None or entry.salt is None:
        return entry.tombstone
    return payload_digest(entry.salt, entry.body) == header.payload
