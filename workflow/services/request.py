"""What a command brings to dispatch beside itself: its key, rows of other apps, marks on the ledger."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from workflow.engine.commands import Command
from workflow.engine.machine import Machine
from workflow.ports import Write

LONGEST = 200
"""Characters of a key that the journal keeps."""


@dataclass(frozen=True, slots=True)
class CommandKey:
    """The key a client gave a command, and a digest of who asked for what under it."""

    key: str
    digest: str

    @classmethod
    def of(cls, key: str, *parts: str) -> "CommandKey":
        """`parts`: the person and everything the command says. The digest of a key stands for one that is too long."""
        joined = b"".join(len(part.encode()).to_bytes(8, "big") + part.encode() for part in parts)
        kept = key if len(key) <= LONGEST else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"
        return cls(kept, hashlib.sha256(joined).hexdigest())


NO_KEY = CommandKey("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A command ready for the engine, and what belongs to it outside."""

    command: Command
    writes: tuple[Write, ...] = ()
    shown: str = ""
    """SHA-256 of what the person was shown."""
    calls_wait: timedelta = timedelta()
    """How long calls wait that follow from it, if it can be taken back; urgent ones never do."""
    machine: Machine | None = None
    """What carries it out, where that is another version than the case goes by: only when the case is moved to it."""


Mark = tuple[str, Sequence[Any]]
"""A data-modifying statement that belongs to the command, e.g. settling the effect whose result this is."""
